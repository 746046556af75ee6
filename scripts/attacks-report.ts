// Runs the whole abuse suite, and the suite with each defence taken away, as root and as an ordinary user, and writes
// reports/attacks.md and reports/attacks-without.md: `npm run attacks:report [-- --node PATH]… [--script attacks]`, as root.
// Other Nodes run the suite as well; `--script` runs one of the two alone.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { loadavg, release } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

type Script = "attacks" | "attacks-without";

/** One script as one user on one Node, and what it printed. */
interface Part {
  readonly script: Script;
  readonly user: "root" | "ordinary user";
  readonly node: string;
  lines?: readonly string[];
  minutes?: number;
  load?: string;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TITLES: Readonly<Record<Script, readonly string[]>> = {
  attacks: ["# The abuse suite", "", "Every attack first succeeds on the bare machine, or against a double, and is then contained in each mode in which memory can be held."],
  "attacks-without": ["# Each defence taken away", "", "The sandbox is built without one defence; attacks that were contained with it must succeed now, or it is not needed."],
};
const ORDINARY_USER = "54321";
const { values } = parseArgs({ options: { node: { type: "string", multiple: true, default: [] }, script: { type: "string" } } });
const scripts = (["attacks", "attacks-without"] as const).filter((script) => values.script === undefined || values.script === script);
for (const node of values.node) versionOf(node);
const parts: Part[] = [process.execPath, ...values.node].flatMap((node) => partsOn(node));
for (const part of parts) {
  await runPart(part);
  // After each, so that what was measured is kept when a later one is stopped.
  writeFileSync(new URL(`../reports/${part.script}.md`, import.meta.url), render(part.script));
}
process.exitCode = parts.every((part) => isWithoutFailure(part)) ? 0 : 1;

function partsOn(node: string): Part[] {
  const users = process.getuid?.() === 0 ? (["root", "ordinary user"] as const) : (["ordinary user"] as const);
  const chosen = scripts.filter((script) => script === "attacks" || node === process.execPath);
  return chosen.flatMap((script) => users.map((user) => ({ script, user, node })));
}

async function runPart(part: Part): Promise<void> {
  const startedAt = performance.now();
  part.load = loadavg()[0]?.toFixed(1) ?? "unknown";
  const command = [part.node, "--import", "jiti/register", `scripts/${part.script}.ts`];
  const isDropped = part.user === "ordinary user" && process.getuid?.() === 0;
  const [program = "", ...programArguments] = isDropped ? ["setpriv", "--reuid", ORDINARY_USER, "--regid", ORDINARY_USER, "--clear-groups", ...command] : command;
  // Where an ordinary user can write; nothing else of this machine's settings.
  const environment = { PATH: process.env["PATH"], HOME: "/tmp", JITI_FS_CACHE: "false" };
  const child = spawn(program, programArguments, { cwd: ROOT, env: environment, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString("utf8");
    process.stdout.write(chunk);
  });
  await new Promise((resolve) => child.once("close", resolve));
  part.lines = printed.trim().split("\n");
  part.minutes = (performance.now() - startedAt) / 60_000;
}

function isWithoutFailure(part: Part): boolean {
  return /^\d+ passed, 0 failed$/.test(part.lines?.at(-1) ?? "");
}

function versionOf(program: string): string {
  const words = /\d+\.\d+[\d.]*/.exec(execFileSync(program, ["--version"], { encoding: "utf8" }));
  return words?.[0] ?? "unknown";
}

function render(script: Script): string {
  const own = parts.filter((part) => part.script === script);
  const nodes = [...new Set(own.map((part) => part.node))].map(versionOf);
  const versions = [`Linux ${release()}`, `Node ${nodes.join(" and ")}`, `bubblewrap ${versionOf("bwrap")}`, `Python ${versionOf("/usr/bin/python3")}`, `Bash ${versionOf("/bin/bash")}`];
  return [
    ...TITLES[script],
    "",
    `Written by \`npm run attacks:report\` on ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC. ${versions.join(", ")}; control groups of version ${existsSync("/sys/fs/cgroup/cgroup.controllers") ? 2 : 1}.`,
    "",
    "| user | Node | result | minutes | load before |",
    "|---|---|---|---|---|",
    ...own.map(renderPart),
    "",
    ...renderProblems(own),
    ...(script === "attacks" ? renderAttacks(own) : renderDefences(own)),
  ].join("\n");
}

function renderPart(part: Part): string {
  const result = part.lines === undefined ? "not run yet" : (part.lines.at(-1) ?? "");
  return `| ${part.user} | ${versionOf(part.node)} | ${result} | ${part.minutes?.toFixed(1) ?? ""} | ${part.load ?? ""} |`;
}

function renderProblems(own: readonly Part[]): string[] {
  const problems = own.flatMap((part) => (part.lines ?? []).filter((line) => /^(?:NOT|UNNOTICED)/.test(line)).map((line) => `- ${part.user}, Node ${versionOf(part.node)}: \`${line.replaceAll("`", "'").slice(0, 400)}\``));
  return ["## What was not contained, or not missed", "", ...(problems.length === 0 ? ["Nothing."] : problems), ""];
}

/** Attacks by name, and in which settings each was contained. */
function renderAttacks(own: readonly Part[]): string[] {
  const settings = new Map<string, string[]>();
  for (const part of own) {
    for (const line of part.lines ?? []) {
      const [, mode = "", name = ""] = /^contained {2}\[([^\]]+)\] (.*)$/.exec(line) ?? [];
      if (name !== "") settings.set(name, [...(settings.get(name) ?? []), `${part.user}, ${mode}`]);
    }
  }
  return ["## Contained", "", "| attack | as |", "|---|---|", ...[...settings].map(([name, as]) => `| ${cell(name)} | ${[...new Set(as)].join("; ")} |`), ""];
}

/** Defences by name, and which attack noticed that one was gone. */
function renderDefences(own: readonly Part[]): string[] {
  const noticed = new Map<string, string[]>();
  for (const part of own) {
    for (const line of part.lines ?? []) {
      const [, name = "", by = ""] = /^(?:missed|UNNOTICED) {2}([\w-]+)(?:: (.*))?$/.exec(line) ?? [];
      if (name !== "") noticed.set(name, [...(noticed.get(name) ?? []), `${part.user}: ${by === "" ? "**nothing**" : by}`]);
    }
  }
  return ["## Noticed", "", "| defence | noticed by |", "|---|---|", ...[...noticed].map(([name, by]) => `| ${name} | ${cell(by.join("; "))} |`), ""];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
