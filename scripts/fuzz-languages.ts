// Parses randomly broken real files with each language and checks that nothing throws, crashes, hangs or makes a bad tree.
//
//   npx jiti scripts/fuzz-languages.ts [--rules] [--count N] [--seed S] [--language ID]... [--report FILE] FOLDER...
//
// With --rules the whole analysis of a file runs: all rules, suppression, metrics. A rule that gives up is a fault.
// The work is done in a child process, so that a crash or a hang of a parser is a counted case and not the end.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createAnalyst, inProcessNestingLimit } from "../src/api/analyst.ts";
import { knownRules } from "../src/api/known-rules.ts";
import { createSettingsResolver } from "../src/config/resolve-for-file.ts";
import { defaultSettings } from "../src/config/settings.ts";
import { languages } from "../src/languages/registry.generated.ts";
import type { FindEmbedded, Language, Parse } from "../src/syntax/language.ts";
import { faultsOf, faultsOfEmbedded, mutate, randomFrom } from "./fuzz-mutations.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    language: { type: "string", multiple: true, default: languages.map(({ id }) => id) },
    report: { type: "string" },
    rules: { type: "boolean", default: false },
    child: { type: "boolean", default: false },
    from: { type: "string", default: "0" },
  },
});

/** A single file may take this long on a busy machine before it counts as a hang. */
const hangMs = 60_000;
/** Parses slower than this are listed. */
const slowMs = 2_000;
/** Larger files are cut, so that many mutations are affordable. */
const maximumLength = 12_000;

interface Outcome {
  readonly at: number;
  readonly fault?: string;
  readonly ms?: number;
}

interface Totals {
  cases: number;
  problems: number;
  faults: string[];
  crashes: string[];
  hangs: string[];
  slow: string[];
  slowestMs: number;
}

if (values.child) await work(languages.find(({ id }) => id === values.language[0])!);
else await supervise();

/** The child: one line before each case (`> N`), one after it (its outcome). */
async function work(language: Language): Promise<void> {
  const texts = collect(language);
  const parse = await load(language);
  const find: FindEmbedded = (await language.loadEmbedded?.()) ?? (() => []);
  const analyse = values.rules ? await loadRules(language) : undefined;
  const say = (line: string): number => writeSync(1, `${line}\n`);
  for (let at = Number(values.from); at < Number(values.count); at++) {
    const random = randomFrom(Number(values.seed) * 1_000_003 + at);
    const pick = (): { path: string; text: string } => texts[Math.floor(random() * texts.length)]!;
    const base = pick();
    const text = mutate(base.text, pick().text, random);
    say(`> ${at}`);
    const started = performance.now();
    let fault = "";
    let problems = 0;
    try {
      const tree = parse(text, base.path);
      fault = [...faultsOf(tree), ...faultsOfEmbedded(tree, find(tree))].join("; ");
      problems = tree.problems.length;
      if (analyse !== undefined) fault = [...(fault === "" ? [] : [fault]), ...(await analyse(text, base.path))].join("; ");
    } catch (error) {
      fault = `throws ${String(error)}`;
    }
    say(JSON.stringify({ at, ms: Math.round(performance.now() - started), problems, path: base.path, ...(fault === "" ? {} : { fault }) }));
  }
}

function collect(language: Language): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = [];
  for (const folder of positionals) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !language.extensions.some((extension) => entry.name.endsWith(extension))) continue;
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, "utf8");
      if (text.length > 0) found.push({ path, text: text.slice(0, maximumLength) });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function load(language: Language): Promise<Parse> {
  const grammar =
    language.grammarFile === undefined
      ? undefined
      : readFileSync(new URL(`../src/languages/${language.id}/grammar/${language.grammarFile}`, import.meta.url));
  const runtime =
    language.runtimeFile === undefined
      ? undefined
      : readFileSync(createRequire(import.meta.url).resolve(language.runtimeFile));
  return language.load(grammar, runtime);
}

/** The analysis of a text with every rule that is on by default; answers with what did not go well. */
async function loadRules(language: Language): Promise<(text: string, path: string) => Promise<string[]>> {
  const analyst = createAnalyst({
    configurations: { default: createSettingsResolver(defaultSettings("/"), [...knownRules.values()], "/").resolveForFile("file").rules },
    maxFileSizeBytes: 1 << 20,
    includesGenerated: true,
    today: "2000-01-01",
    nestingLimit: inProcessNestingLimit,
  });
  return async (text, path) => {
    const outcome = await analyst.analyseText({ path, absolutePath: path, language: language.id, sizeBytes: text.length, configuration: "default" }, text);
    return outcome === undefined || "reason" in outcome ? [] : outcome.notices.filter(({ level }) => level === "error").map(({ message }) => message);
  };
}

/** The parent: starts children until all cases are done, and counts how each ended. */
async function supervise(): Promise<void> {
  const results = new Map<string, Totals>();
  for (const id of values.language) {
    const totals: Totals = { cases: 0, problems: 0, faults: [], crashes: [], hangs: [], slow: [], slowestMs: 0 };
    results.set(id, totals);
    let from = 0;
    while (from < Number(values.count)) from = await runChild(id, from, totals);
    console.error(`${id}: ${totals.cases} cases, ${totals.faults.length} faults, ${totals.crashes.length} crashes, ${totals.hangs.length} hangs`);
  }
  const report = writeUp(results);
  if (values.report === undefined) console.log(report);
  else writeFileSync(values.report, report);
  const isSound = [...results.values()].every((t) => t.faults.length + t.crashes.length + t.hangs.length === 0);
  process.exitCode = isSound ? 0 : 1;
}

/** Runs one child from a case on; returns the case to go on with. */
async function runChild(id: string, from: number, totals: Totals): Promise<number> {
  const jiti = fileURLToPath(new URL("../node_modules/.bin/jiti", import.meta.url));
  const script = fileURLToPath(import.meta.url);
  const options = ["--child", ...(values.rules ? ["--rules"] : []), "--count", values.count, "--seed", values.seed, "--language", id, "--from", String(from)];
  const child = spawn(jiti, [script, ...options, ...positionals], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data: Buffer) => (errors = (errors + data.toString()).slice(-2_000)));
  let current = from;
  let isHung = false;
  let watch = setTimeout(() => undefined, 0);
  const arm = (): void => {
    clearTimeout(watch);
    watch = setTimeout(() => {
      isHung = true;
      child.kill("SIGKILL");
    }, hangMs);
  };
  arm();
  for await (const line of createInterface({ input: child.stdout })) {
    arm();
    if (line.startsWith("> ")) current = Number(line.slice(2));
    else {
      record(JSON.parse(line) as Outcome & { problems: number; path: string }, totals);
      current++;
    }
  }
  clearTimeout(watch);
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.on("exit", resolve)));
  if (code === 0) return Number(values.count);
  totals.cases++;
  if (isHung) totals.hangs.push(`case ${current}`);
  else totals.crashes.push(`case ${current}: ${errors.trim().split("\n").slice(-3).join(" ").slice(0, 300)}`);
  return current + 1;
}

function record(outcome: Outcome & { problems: number; path: string }, totals: Totals): void {
  totals.cases++;
  if (outcome.problems > 0) totals.problems++;
  const where = `case ${outcome.at} (${outcome.path.split("/").slice(-3).join("/")})`;
  if (outcome.fault !== undefined) totals.faults.push(`${where}: ${outcome.fault}`);
  const ms = outcome.ms ?? 0;
  totals.slowestMs = Math.max(totals.slowestMs, ms);
  if (ms > slowMs) totals.slow.push(`${where}: ${ms} ms`);
}

function writeUp(results: ReadonlyMap<string, Totals>): string {
  const rows = [...results].map(
    ([id, t]) =>
      `| ${id} | ${t.cases} | ${t.problems} | ${t.faults.length} | ${t.crashes.length} | ${t.hangs.length} | ${t.slowestMs} ms |`,
  );
  const list = [...results].flatMap(([id, t]) =>
    [...t.crashes, ...t.hangs, ...t.faults.slice(0, 20), ...t.slow.slice(0, 20)].map((line) => `- ${id}: ${line}`),
  );
  return [
    "# Random mutations of real files",
    "",
    `Written by \`npx jiti scripts/fuzz-languages.ts${values.rules ? " --rules" : ""} --count ${values.count} --seed ${values.seed} --report FILE FOLDER...\``,
    `on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}. Real files, cut to ${maximumLength} characters, are changed at random`,
    "(tokens deleted, doubled and swapped, characters flipped, odd pieces inserted, files cut and spliced, brackets in",
    "floods, lines moved and indented) and parsed, and code of other languages is looked for in them. A fault is an exception, a tree whose",
    `invariants do not hold, ${values.rules ? "a rule that gives up (all that are on by default run), " : ""}or embedded code whose offsets do not fit its file; a`,
    `crash ends the process; a hang takes longer than ${hangMs / 1000} seconds.`,
    "",
    "| language | mutations | with a problem reported | faults | crashes | hangs | slowest |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
    ...list,
    ...(list.length === 0 ? [] : [""]),
  ].join("\n");
}
