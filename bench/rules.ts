// `npm run bench:rules`: the same rules by Assay and by the real Semgrep, side by side on public packages; and two thousand
// rules on one file. Writes reports/speed-rules.md.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { type Corpus, corpora, listFiles, prepareCorpus } from "./corpora.ts";
import { describeRun } from "./describe-run.ts";
import { measure } from "./measure.ts";

interface YamlRule {
  readonly id: string;
  readonly languages: readonly string[];
  readonly [key: string]: unknown;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = process.env["ASSAY_BENCH_CACHE"] ?? join(tmpdir(), "assay-bench");
const semgrep = join(process.env["ASSAY_TEST_CACHE"] ?? join(root, ".cache"), "oracle-venv", "bin", "semgrep");
const assay = [process.execPath, join(root, "dist", "assay.js")];
const fewestRules = 150;
const runs = 3;
const threads = "2";

mkdirSync(cache, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), "assay-bench-rules-"));
const pack = readPack();
const lines = [...header()];
for (const corpus of corpora.filter(({ id }) => id !== "javascript")) lines.push(...benchCorpus(corpus));
lines.push(...benchManyRules());
rmSync(scratch, { recursive: true, force: true });
const report = `${lines.join("\n")}\n`;
writeFileSync(join(root, "reports", "speed-rules.md"), report);
process.stdout.write(report);

function header(): string[] {
  const version = execFileSync(semgrep, ["--version"], { encoding: "utf8" }).trim().split("\n").at(-1)!;
  return [
    "# Speed of rules in Semgrep's syntax",
    "",
    `${describeRun(root, "bench:rules", [`Semgrep ${version}`])}.`,
    "",
    `The rules are the built-in pack of the language and every single pattern of it as a rule of its own, at least ${fewestRules}. ` +
      `Whole processes, cold, nothing cached, the same files; ours is the median of ${runs} runs, Semgrep ran once.`,
    "",
  ];
}

/** Every rule in YAML, by its id with the language. */
function readPack(): YamlRule[] {
  const paths = readdirSync(join(root, "rules"), { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("rule.yaml")).sort();
  return paths.flatMap((path) => {
    const text = readFileSync(join(root, "rules", path), "utf8");
    // The contract tests hold the form of these files.
    const { rules } = parse(text) as { rules: YamlRule[] };
    return rules.map((rule) => ({ ...rule, id: path.split("/").slice(0, 2).join("-") }));
  });
}

/** The pack's rules of one language, and one more for each of their patterns. */
function rulesOf(language: string): YamlRule[] {
  const own = pack.filter(({ languages }) => languages.includes(language)).map((rule) => ({ ...rule, languages: [language] }));
  const patterns = [...new Set(own.flatMap((rule) => patternsIn(rule)))];
  const single = patterns.map((pattern, index) => ({ id: `single-${index}`, languages: [language], severity: "INFO", message: "found", pattern }));
  const all = [...own, ...single];
  if (all.length < fewestRules) throw new Error(`only ${all.length} rules for ${language}`);
  return all;
}

/** Patterns that can stand alone: not those that match nearly anything. */
function patternsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "pattern" && typeof inner === "string" && /[a-z]{3}/.test(inner.replace(/\$[A-Z_]+/g, "")) && !inner.startsWith("return") ? [inner.trim()] : patternsIn(inner),
  );
}

function benchCorpus(corpus: Corpus): string[] {
  const folder = prepareCorpus(corpus, cache);
  const files = listFiles(folder, (path) => corpus.extensions.some((extension) => path.endsWith(extension)));
  const rules = rulesOf(corpus.id);
  const config = join(scratch, `${corpus.id}.yaml`);
  writeFileSync(config, stringify({ rules }));
  // Both as they are started, with as many threads as there are cores here; with one, the real program needs a quarter of an hour.
  const ours = [...assay, "scan", folder, "--config", config, "--no-cache", "--no-ignore", "--max-file-size", "1MB", "--exit-zero", "-q", "--jobs", threads, "--format", "json"];
  const theirs = [semgrep, "scan", "--metrics=off", "--disable-version-check", "--no-git-ignore", "--x-ignore-semgrepignore-files", "-q", "--jobs", threads, "--max-target-bytes", "1000000", "--json", "--config", config, folder];
  const left = measure(ours, { runs });
  const right = measure(theirs, { runs: 1 });
  return [
    `## ${corpus.title}`,
    "",
    `${files.length} files, ${rules.length} rules (${rules.filter((rule) => rule["mode"] === "taint").length} of them follow data). Findings: ${countOurs(ours)} ours, ${countTheirs(theirs)} Semgrep's.`,
    "",
    "| threads | assay wall s | CPU s | peak MB | Semgrep wall s | CPU s | peak MB | times faster, wall | times less CPU |",
    "|---|---|---|---|---|---|---|---|---|",
    `| ${threads} | ${left.wallSeconds.toFixed(2)} | ${left.cpuSeconds.toFixed(2)} | ${left.peakMegabytes.toFixed(0)} | ${right.wallSeconds.toFixed(2)} | ${right.cpuSeconds.toFixed(2)} | ${right.peakMegabytes.toFixed(0)} | ${(right.wallSeconds / left.wallSeconds).toFixed(1)} | ${(right.cpuSeconds / left.cpuSeconds).toFixed(1)} |`,
    "",
  ];
}

function countOurs(command: readonly string[]): number {
  return (JSON.parse(printed(command)) as { findings: unknown[] }).findings.length;
}

function countTheirs(command: readonly string[]): number {
  return (JSON.parse(printed(command)) as { results: unknown[] }).results.length;
}

function printed(command: readonly string[]): string {
  return spawnSync(command[0]!, command.slice(1), { encoding: "utf8", maxBuffer: 512 * 1024 * 1024 }).stdout;
}

/** The patterns of the pack with other names, until there are two thousand; and the same file with one rule. */
function benchManyRules(): string[] {
  const file = listFiles(prepareCorpus(corpora[0]!, cache), (path) => path.endsWith("django/http/request.py"))[0]!;
  const base = rulesOf("python").filter(({ pattern }) => typeof pattern === "string");
  const rules = Array.from({ length: 2000 }, (_, index) => {
    const from = base[index % base.length]!;
    const round = Math.floor(index / base.length);
    const pattern = round === 0 ? from["pattern"] : String(from["pattern"]).replace(/[a-z]\w*(?=\()/g, (name) => `${name}_${round}`);
    return { ...from, id: `many-${index}`, pattern };
  });
  const seconds = (count: number): number => {
    const config = join(scratch, `many-${count}.yaml`);
    writeFileSync(config, stringify({ rules: rules.slice(0, count) }));
    return measure([...assay, "scan", file, "--config", config, "--no-cache", "--exit-zero", "-q", "--jobs", "1"], { runs: 5 }).wallSeconds;
  };
  const [one, many] = [seconds(1), seconds(rules.length)];
  return ["## Two thousand rules on one file", "", `django/http/request.py, whole process: ${many.toFixed(2)} s with ${rules.length} rules, ${one.toFixed(2)} s with one.`];
}

if (!existsSync(join(root, "dist", "assay.js"))) spawnSync("npm", ["run", "build"], { cwd: root, stdio: "inherit" });
