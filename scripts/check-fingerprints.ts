// Counts, over generated edits, how often a fingerprint survives what keeps its flaw and changes with what changes it.
//
//   npx jiti scripts/check-fingerprints.ts [--count N] [--seed S] [--report FILE]

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type EditOutcome, changingEdits, judgeChanging, judgeKeeping, keepingEdits, readSamples } from "../test/support/fingerprint-edits.ts";
import { randomFrom } from "./fuzz-mutations.ts";

const { values } = parseArgs({ options: { count: { type: "string", default: "2000" }, seed: { type: "string", default: "1" }, report: { type: "string" } } });
const count = Number(values.count);
const random = randomFrom(Number(values.seed));
const samples = readSamples(fileURLToPath(new URL("..", import.meta.url)));

async function collect(edits: readonly string[], wanted: number, judge: typeof judgeKeeping): Promise<EditOutcome[]> {
  const outcomes: EditOutcome[] = [];
  let judged = 0;
  for (let turn = 0; judged < wanted && turn < wanted * 20; turn++) {
    const outcome = await judge(edits[turn % edits.length]!, samples[Math.floor(random() * samples.length)]!, random);
    if (outcome === undefined) continue;
    outcomes.push(outcome);
    if (outcome.result !== "lost-flaw") judged += 1;
  }
  return outcomes;
}

function table(outcomes: readonly EditOutcome[]): string {
  const rows = [...new Set(outcomes.map(({ edit }) => edit))].map((edit) => {
    const own = (result: EditOutcome["result"]): number => outcomes.filter((outcome) => outcome.edit === edit && outcome.result === result).length;
    return `| ${edit} | ${own("right") + own("wrong")} | ${own("right")} | ${own("wrong")} | ${own("lost-flaw")} |`;
  });
  const sum = (result: EditOutcome["result"]): number => outcomes.filter((outcome) => outcome.result === result).length;
  const judged = sum("right") + sum("wrong");
  return [
    "| edit | judged | right | wrong | left out |",
    "|---|---|---|---|---|",
    ...rows,
    `| **all** | ${judged} | ${sum("right")} (${((100 * sum("right")) / judged).toFixed(2)} %) | ${sum("wrong")} | ${sum("lost-flaw")} |`,
    "",
    ...[...new Set(outcomes.flatMap(({ edit, path, result, detail }) => (result === "wrong" ? [`- ${edit}, ${path}: ${detail}`] : [])))].slice(0, 40),
  ].join("\n");
}

const kept = await collect(Object.keys(keepingEdits), count, judgeKeeping);
const changed = await collect(Object.keys(changingEdits), Math.ceil(count / 4), judgeChanging);
const page = `# Fingerprints under generated edits

Written by \`npx jiti scripts/check-fingerprints.ts --count ${count} --seed ${values.seed} --report reports/fingerprints.md\`
on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}. The flawed examples of ${samples.length} rules for Python and JavaScript are edited at random and
scanned before and after. Left out: edits after which other rules find something, which are no edits of their kind.

## Edits that keep the flaw

Right: every finding has the fingerprint that it had, and none is new. In a renamed function the fingerprint is another, and
the finding is known by the rest of the function.

${table(kept)}

## Edits that change it

Right: the finding is a new one.

${table(changed)}
`;
process.stdout.write(page);
if (values.report !== undefined) writeFileSync(values.report, page);
