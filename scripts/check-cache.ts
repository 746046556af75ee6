// Runs random edit sequences over small projects: scans with a warm cache must give the same bytes as cold ones.
//
//   npm run build && npx jiti scripts/check-cache.ts [--count N] [--steps N] [--seed S] [--report FILE]

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeProject, readPieces, runSequence } from "../test/support/edit-sequences.ts";
import { randomFrom } from "./fuzz-mutations.ts";

const { values } = parseArgs({ options: { count: { type: "string", default: "1000" }, steps: { type: "string", default: "2" }, seed: { type: "string", default: "1" }, report: { type: "string" } } });
const root = fileURLToPath(new URL("..", import.meta.url));
// Only the built program caches: its results are named by the build.
const library = (await import(fileURLToPath(new URL("../dist/index.js", import.meta.url)))) as typeof import("../src/index.ts");
const pieces = readPieces(root);
const [count, steps, seed] = [Number(values.count), Number(values.steps), Number(values.seed)];

/** Sequences go on in one project and its cache for so long, so that the cache gets old and is compacted. */
const sequencesInProject = 10;
const differences: string[] = [];
let scans = 0;
let project = makeProject(randomFrom(seed), pieces, 5);
for (let sequence = 0; sequence < count; sequence++) {
  const random = randomFrom(seed * 1_000_003 + sequence);
  if (sequence % sequencesInProject === 0) {
    project.remove();
    project = makeProject(random, pieces, 5);
  }
  const outcome = await runSequence(library, project, { random, pieces, steps });
  scans += outcome.steps;
  if (outcome.difference !== undefined) differences.push(`- sequence ${sequence}: ${outcome.difference.join(", ")}`);
}
project.remove();

const page = `# The cache under random edits

Written by \`npx jiti scripts/check-cache.ts --count ${count} --steps ${steps} --seed ${seed} --report reports/cache.md\`
on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}. Files of small projects are added, replaced, changed without a trace in
size and time, touched, swapped, renamed and deleted, and settings are changed. After each edit the project is scanned with the
cache and without; both reports must be the same bytes.

| sequences | edits | differences |
|---|---|---|
| ${count} | ${scans} | ${differences.length} |
${differences.length === 0 ? "" : `\n${differences.join("\n")}\n`}`;
process.stdout.write(page);
if (values.report !== undefined) writeFileSync(values.report, page);
if (differences.length > 0) process.exitCode = 1;
