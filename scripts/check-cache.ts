// Runs random edit sequences over small projects: scans with a warm cache must give the same bytes as cold ones.
//
//   npm run build && npx jiti scripts/check-cache.ts [--count N] [--steps N] [--seed S] [--report FILE]

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setTimeout as delay } from "node:timers/promises";
import { type Disturb, makeProject, readPieces, runSequence } from "../test/support/edit-sequences.ts";
import { randomFrom } from "./fuzz-mutations.ts";

const { values } = parseArgs({ options: { count: { type: "string", default: "1000" }, steps: { type: "string", default: "2" }, seed: { type: "string", default: "1" }, report: { type: "string" }, child: { type: "boolean", default: false }, from: { type: "string", default: "0" } } });
const root = fileURLToPath(new URL("..", import.meta.url));
// Only the built program caches: its results are named by the build.
const library = (await import(fileURLToPath(new URL("../dist/index.js", import.meta.url)))) as typeof import("../src/index.ts");
const pieces = readPieces(root);
const [count, steps, seed] = [Number(values.count), Number(values.steps), Number(values.seed)];

/** Sequences go on in one project and its cache for so long, so that the cache gets old and is compacted. */
const sequencesInProject = 10;
/** A process of its own for so many: each scan of a process loads the grammars anew, and some hundreds fill a table. */
const sequencesInProcess = 50;
/** How many edits are followed by other scans of the same project with the same cache, one of which is killed. */
const disturbedShare = 0.05;
const longestBeforeKillMs = 1500;
const from = Number(values.from);
const isChild = values.child;
let differences: string[] = [];
let scans = 0;
let disturbed = 0;
if (isChild) await runAll();
else runChildren();

function disturb({ folder, cache }: Parameters<Disturb>[0], random: () => number): Promise<void> | undefined {
  const [lot, killAfterMs] = [random(), random() * longestBeforeKillMs];
  return lot >= disturbedShare ? undefined : scanBeside(folder, cache, killAfterMs);
}

async function scanBeside(folder: string, cache: string, killAfterMs: number): Promise<void> {
  disturbed += 1;
  const start = () => spawn(process.execPath, [fileURLToPath(new URL("../dist/assay.js", import.meta.url)), "scan", "--exit-zero", "--quiet", "--cache-location", cache], { cwd: folder, stdio: "ignore" });
  const [whole, killed] = [start(), start()];
  const ended = Promise.all([once(whole, "exit"), once(killed, "exit")]);
  await delay(killAfterMs);
  killed.kill("SIGKILL");
  await ended;
}

async function runAll(): Promise<void> {
  let project = makeProject(randomFrom(seed), pieces, 5);
  for (let sequence = from; sequence < from + count; sequence++) {
    const random = randomFrom(seed * 1_000_003 + sequence);
    if (sequence % sequencesInProject === 0) {
      project.remove();
      project = makeProject(random, pieces, 5);
    }
    const outcome = await runSequence(library, project, { random, pieces, steps, disturb });
    scans += outcome.steps;
    if (outcome.difference !== undefined) differences.push(`- sequence ${sequence}: ${outcome.difference.join(", ")}`);
  }
  project.remove();
  process.stdout.write(`${JSON.stringify({ differences, scans, disturbed })}\n`);
}

function runChildren(): void {
  for (let start = 0; start < count; start += sequencesInProcess) {
    const words = ["--child", "--from", String(start), "--count", String(Math.min(sequencesInProcess, count - start)), "--steps", String(steps), "--seed", String(seed)];
    const child = spawnSync(process.execPath, [fileURLToPath(new URL("../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url)), fileURLToPath(import.meta.url), ...words], { encoding: "utf8", maxBuffer: 1 << 26 });
    if (child.status !== 0) throw new Error(child.stderr);
    const told = JSON.parse(child.stdout) as { differences: string[]; scans: number; disturbed: number };
    differences = [...differences, ...told.differences];
    scans += told.scans;
    disturbed += told.disturbed;
  }
}

if (isChild) process.exit(0);
const page = `# The cache under random edits

Written by \`npx jiti scripts/check-cache.ts --count ${count} --steps ${steps} --seed ${seed} --report reports/cache.md\`
on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}. Files of small projects in Python, JavaScript,
TypeScript and Bash are added, replaced, changed without a trace in size and time, touched, swapped, renamed and deleted; settings,
rules in YAML and \`.assayignore\` are changed. After each edit the project is scanned with the cache and without; both reports must
be the same bytes. At some edits two more processes scan it at the same time with the same cache, and one of them is killed (SIGKILL).

| sequences | edits | of these with a killed scan beside | differences |
|---|---|---|---|
| ${count} | ${scans} | ${disturbed} | ${differences.length} |
${differences.length === 0 ? "" : `\n${differences.join("\n")}\n`}`;
process.stdout.write(page);
if (values.report !== undefined) writeFileSync(values.report, page);
if (differences.length > 0) process.exitCode = 1;
