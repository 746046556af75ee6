// The ledger over projects that are scanned: what figures of functions and circles of imports cost is booked exactly.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { scanProject } from "../../../src/api/scan.ts";
import type { Finding } from "../../../src/model/finding.ts";
import type { Score } from "../../../src/model/report.ts";

/** A function by its figures: `depth` ifs inside each other, `flat` ifs one after the other. */
interface FunctionSketch {
  readonly depth: number;
  readonly flat: number;
  readonly parameters: number;
}

interface ProjectSketch {
  readonly files: readonly (readonly FunctionSketch[])[];
  readonly language: "python" | "javascript";
  readonly isCircular: boolean;
  /** Lines of a further file without anything to find. */
  readonly plainLines: number;
}

/** The limits as the rules have them. */
const limits = { cyclomatic: 20, cognitive: 15, nesting: 4, parameters: 7 };

const functions = fc.record({ depth: fc.integer({ min: 0, max: 8 }), flat: fc.integer({ min: 0, max: 24 }), parameters: fc.integer({ min: 0, max: 12 }) });
const projects = fc.record<ProjectSketch>({
  files: fc.array(fc.array(functions, { maxLength: 5 }), { minLength: 1, maxLength: 4 }),
  language: fc.constantFrom("python", "javascript"),
  isCircular: fc.boolean(),
  plainLines: fc.constantFrom(0, 0, 500, 40_000),
});

function hasTooMuchFlow({ depth, flat }: FunctionSketch): boolean {
  const cognitive = (depth * (depth + 1)) / 2 + flat;
  return 1 + depth + flat > limits.cyclomatic || cognitive > limits.cognitive || depth > limits.nesting;
}

const writers = {
  python: { ending: "py", write: writePython, import: (name: string) => `import ${name}\n`, plain: (line: number) => `VALUE_${line} = ${line}\n` },
  javascript: { ending: "mjs", write: writeJavaScript, import: (name: string) => `import * as ${name} from "./${name}.mjs";\n`, plain: (line: number) => `export const value${line} = ${line};\n` },
};

function parametersOf({ parameters }: FunctionSketch): string {
  return Array.from({ length: parameters }, (_, index) => `p${index}`).join(", ");
}

function writePython(sketch: FunctionSketch, name: string): string {
  const deep = Array.from({ length: sketch.depth }, (_, level) => `${"    ".repeat(level + 1)}if total > ${level}:\n`).join("");
  const flat = Array.from({ length: sketch.flat }, (_, index) => `    if total == ${index + 100}:\n        total += ${index + 1}\n`).join("");
  return `def ${name}(${parametersOf(sketch)}):\n    total = len("${name}")\n${deep}${deep === "" ? "" : `${"    ".repeat(sketch.depth + 1)}total += 1\n`}${flat}    return total\n\n\n`;
}

function writeJavaScript(sketch: FunctionSketch, name: string): string {
  const deep = Array.from({ length: sketch.depth }, (_, level) => `if (total > ${level}) {\n`).join("");
  const flat = Array.from({ length: sketch.flat }, (_, index) => `  if (total === ${index + 100}) total += ${index + 1};\n`).join("");
  return `export function ${name}(${parametersOf(sketch)}) {\n  let total = "${name}".length;\n${deep}${deep === "" ? "" : `total += 1;\n${"}".repeat(sketch.depth)}\n`}${flat}  return total;\n}\n\n`;
}

/** The texts by name; `isReversed` gives the files names that sort the other way round. */
function writeProject({ files, language, isCircular, plainLines }: ProjectSketch, isReversed: boolean): Map<string, string> {
  const { ending, write, import: importOf, plain } = writers[language];
  const nameOf = (index: number): string => `file_${isReversed ? files.length - index : index + 1}`;
  const texts = new Map(files.map((list, index) => [`${nameOf(index)}.${ending}`, list.map((sketch, place) => write(sketch, `do_${index}_${place}`)).join("")]));
  texts.set(`plain.${ending}`, Array.from({ length: plainLines }, (_, line) => plain(line)).join(""));
  if (isCircular) {
    texts.set(`left.${ending}`, importOf("right"));
    texts.set(`right.${ending}`, importOf("left"));
  }
  return texts;
}

interface Scanned {
  readonly score: Score;
  readonly metrics: readonly Finding[];
  readonly findings: readonly Finding[];
}

async function scan(texts: ReadonlyMap<string, string>): Promise<Scanned> {
  const folder = mkdtempSync(join(tmpdir(), "assay-ledger-"));
  try {
    for (const [name, text] of texts) writeFileSync(join(folder, name), text);
    const { report } = await scanProject({ cwd: folder, paths: [], isTrusted: false, hasIgnores: true, today: "2026-01-01", jobs: 1 });
    return { score: report.score, findings: report.findings, metrics: report.findings.filter(({ ruleId }) => ruleId.startsWith("metrics/")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("books every figure over its limit once, adds up exactly, and does not depend on the order of the files", async () => {
  await fc.assert(
    fc.asyncProperty(projects, async (project) => {
      const [one, other] = [await scan(writeProject(project, false)), await scan(writeProject(project, true))];
      const { score, metrics, findings } = one;
      const sketches = project.files.flat();
      const counts = (list: readonly Finding[], ...ids: string[]): number => list.filter(({ ruleId }) => ids.includes(ruleId)).length;
      expect(counts(metrics, "metrics/high-cognitive-complexity", "metrics/high-cyclomatic-complexity", "metrics/deep-nesting")).toBe(sketches.filter(hasTooMuchFlow).length);
      expect(counts(metrics, "metrics/many-parameters")).toBe(sketches.filter(({ parameters }) => parameters > limits.parameters).length);
      expect(counts(metrics, "metrics/import-cycle")).toBe(project.isCircular ? 1 : 0);

      const booked = score.ledger.map(({ cause }) => (cause.type === "finding" ? cause.fingerprint : ""));
      expect(new Set(booked).size).toBe(booked.length);
      expect(score.millipoints + score.ledger.reduce((sum, { millipoints }) => sum + millipoints, 0)).toBe(100_000);
      const owed = findings.filter(({ category }) => category === "maintainability");
      expect(score.debtMinutes).toBeCloseTo(owed.reduce((sum, { remediationMinutes }) => sum + remediationMinutes, 0), 6);
      // In a project of any size each costs something: the least share of what is lost here is a thousandth.
      for (const { fingerprint } of metrics) expect(booked).toContain(fingerprint);

      expect([other.score.millipoints, other.score.debtMinutes, other.score.ratings]).toEqual([score.millipoints, score.debtMinutes, score.ratings]);
      expect(other.score.ledger.map(({ millipoints }) => millipoints)).toEqual(score.ledger.map(({ millipoints }) => millipoints));
    }),
    { numRuns: 15 },
  );
}, 120_000);
