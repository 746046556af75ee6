// Breaks the mended programs of the rules' proofs, one remedy at a time, and asks whether the proofs' contract sees it.
//
//   npx jiti scripts/mutate-proofs.ts [--only TEXT] [--write]
//
// A mutant takes one changed block back to the flawed program's, or takes one call of a mended line away (`escape(x)` becomes
// `(x)`). It is caught where the contract would be red: exploited, another answer to ordinary input, or not to be run.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { builtInMetas } from "../src/api/built-in-rules.ts";
import { type ProofAnswer, runProofs } from "../src/api/proofs/run-proofs.ts";
import { Executor } from "../src/api/run-code.ts";
import { filesOf, readProofExamples, type ProofExample } from "../test/support/proof-programs.ts";

const rules = fileURLToPath(new URL("../rules/", import.meta.url));
const report = fileURLToPath(new URL("../reports/proofs.md", import.meta.url));
const { values } = parseArgs({ options: { only: { type: "string", default: "" }, write: { type: "boolean", default: false } } });
const JOBS_AT_ONCE = 120;
const MAXIMUM_CALLS = 4;

interface Mutant extends ProofExample {
  readonly of: ProofExample;
  readonly what: string;
}

interface Block {
  /** 1-based first line and number of lines. */
  readonly old: readonly [number, number];
  readonly new: readonly [number, number];
}

/** What only tells the rules' tests what to find. */
const withoutMarks = (text: string): string => text.replaceAll(/ *(?:#|\/\/) expect: .*$/gm, "");

/** The blocks in which two texts differ, as git tells them. */
function blocksOf(before: string, after: string): Block[] {
  const folder = mkdtempSync(join(tmpdir(), "assay-mutants-"));
  try {
    writeFileSync(join(folder, "a"), before);
    writeFileSync(join(folder, "b"), after);
    const text = diff(folder);
    return [...text.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map(([, a, b = "1", c, d = "1"]) => ({ old: [Number(a), Number(b)], new: [Number(c), Number(d)] }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function diff(folder: string): string {
  try {
    return execFileSync("git", ["diff", "--no-index", "-U0", "a", "b"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    // It ends with 1 where there are differences.
    return String((error as { stdout?: string }).stdout ?? "");
  }
}

function mutantsOf(fixed: ProofExample, bad: ProofExample): Mutant[] {
  const lines = fixed.text.split("\n");
  const flawed = withoutMarks(bad.text);
  const old = flawed.split("\n");
  const texts = new Map<string, string>();
  for (const block of blocksOf(flawed, fixed.text)) {
    const [start, count] = block.new;
    const first = count === 0 ? start : start - 1;
    const taken = old.slice(block.old[1] === 0 ? block.old[0] : block.old[0] - 1, (block.old[1] === 0 ? block.old[0] : block.old[0] - 1) + block.old[1]);
    texts.set([...lines.slice(0, first), ...taken, ...lines.slice(first + count)].join("\n"), `block at line ${start} as before`);
    for (let line = first; line < first + count; line += 1) {
      for (const call of [...lines[line]!.matchAll(/(?<![\w.])[A-Za-z_][\w.]*(?=\()/g)].slice(0, MAXIMUM_CALLS)) {
        const changed = lines[line]!.slice(0, call.index) + lines[line]!.slice(call.index + call[0].length);
        texts.set(lines.toSpliced(line, 1, changed).join("\n"), `line ${line + 1} without \`${call[0]}\``);
      }
    }
  }
  texts.delete(flawed);
  texts.delete(fixed.text);
  const id = fixed.id;
  return [...texts].map(([text, what], index) => ({ ...fixed, id: `${id} ${index}`, folder: `jobs/${index}/${id}`, text, of: bad, what }));
}

function isCaught(answer: ProofAnswer, bad: ProofAnswer): boolean {
  return answer.problem !== undefined || answer.exploited || JSON.stringify(answer.benign) !== JSON.stringify(bad.benign);
}

const examples = readProofExamples(rules, builtInMetas).filter(({ id }) => id.includes(values.only));
const pairs = examples.filter(({ kind }) => kind === "fixed").map((fixed) => ({ fixed, bad: examples.find((one) => one.kind === "bad" && one.ruleId === fixed.ruleId && one.shape === fixed.shape)! }));
const mutants = pairs.flatMap(({ fixed, bad }) => mutantsOf(fixed, bad));
// The flawed program in the mended one's place is a mutant too: every remedy gone.
const all = [...pairs.map(({ bad }): Mutant => ({ ...bad, of: bad, what: "the whole as before" })), ...mutants];
const executor = new Executor();
const answers = new Map<string, ProofAnswer>();
for (let start = 0; start < all.length; start += JOBS_AT_ONCE) {
  const jobs = all.slice(start, start + JOBS_AT_ONCE);
  for (const [id, answer] of await runProofs({ executor, jobs, files: filesOf(jobs) })) answers.set(id, answer);
  process.stdout.write(`${Math.min(all.length, start + JOBS_AT_ONCE)} of ${all.length}\n`);
}
executor.close();
const survivors = all.filter((mutant) => !isCaught(answers.get(mutant.id)!, answers.get(mutant.of.id)!));
const byRule = [...new Set(all.map(({ ruleId }) => ruleId))].map((rule) => {
  const own = all.filter(({ ruleId }) => ruleId === rule);
  return `| \`${rule}\` | ${own.length} | ${own.length - own.filter((one) => survivors.includes(one)).length} |`;
});
const lines = survivors.map(({ id, what }) => `- \`${id.replace(/ \d+$/, "")}\`, ${what}`);
process.stdout.write(`${all.length} mutants of ${byRule.length} rules, ${all.length - survivors.length} caught\n${lines.join("\n")}\n`);
if (values.write) {
  const why = existing(report);
  writeFileSync(report, `# Proofs, broken one remedy at a time\n\nWritten by \`npx jiti scripts/mutate-proofs.ts --write\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.version}. A mutant of a mended program is caught where\n\`test/contracts/proofs.test.ts\` would be red with it.\n\n${all.length} mutants of ${byRule.length} rules, ${all.length - survivors.length} caught.\n\n| rule | mutants | caught |\n|---|---|---|\n${byRule.join("\n")}\n\n## Not caught\n\n${lines.join("\n") || "None."}\n${why}`);
}

/** What was written by hand below the line, kept. */
function existing(path: string): string {
  try {
    return /\n## Why those are not caught[\s\S]*$/.exec(readFileSync(path, "utf8"))?.[0] ?? "";
  } catch {
    return "";
  }
}
