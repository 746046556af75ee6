// Compares our figures of one file with a real tool's record of it: how many were compared, and each difference in words.

import type { FileFigures, FunctionFigures, HalsteadFigures } from "../../../src/analyzers/metrics/figures.ts";

export interface Comparison {
  /** Functions, methods and classes that the tool gave a figure for. */
  readonly definitions: number;
  /** Single figures that were compared. */
  readonly figures: number;
  readonly differences: readonly string[];
}

/** One tool's answer for a file; what it holds depends on the tool. */
export type ToolRecord = { readonly path: string; readonly error?: string };

interface RadonRecord extends ToolRecord {
  readonly raw: Readonly<Record<string, number>>;
  readonly mi: number;
  readonly halstead: readonly number[];
  readonly functionHalstead: readonly (readonly [string, readonly number[]])[];
  readonly blocks: readonly { readonly type: string; readonly name: string; readonly line: number; readonly complexity: number }[];
}

interface LintRecord extends ToolRecord {
  readonly functions: readonly { readonly start: number; readonly name: string; readonly value: number }[];
}

interface EscomplexFigures {
  readonly line: number;
  readonly logical: number;
  readonly cyclomatic: number;
  readonly params: number;
  readonly halstead: readonly number[];
}

interface EscomplexRecord extends ToolRecord {
  readonly aggregate: EscomplexFigures;
  readonly maintainability: number;
  readonly functions: readonly EscomplexFigures[];
}

class Tally {
  #figures = 0;
  readonly #differences: string[] = [];

  /** Floating figures may differ in their last digit: the logarithms of two runtimes do. */
  same(what: string, ours: number | undefined, theirs: number): void {
    this.#figures++;
    const isNear = ours !== undefined && Math.abs(ours - theirs) <= 1e-10 * Math.max(1, Math.abs(theirs));
    if (!isNear && ours !== theirs) this.#differences.push(`${what}: ${ours ?? "missing"}, the tool says ${theirs}`);
  }

  result(definitions: number): Comparison {
    return { definitions, figures: this.#figures, differences: this.#differences };
  }
}

const rawFields = [
  ["total", "loc"],
  ["code", "sloc"],
  ["logical", "lloc"],
  ["comment", "comments"],
  ["blank", "blank"],
  ["multi", "multi"],
  ["singleComments", "single_comments"],
] as const;

function compareWithRadon(ours: FileFigures, record: ToolRecord): Comparison {
  const theirs = record as RadonRecord;
  const tally = new Tally();
  const lines = ours.lines as unknown as Readonly<Record<string, number>>;
  for (const [own, name] of rawFields) tally.same(`raw ${name}`, lines[own], theirs.raw[name]!);
  tally.same("mi", ours.maintainabilityIndex, theirs.mi);
  compareHalstead(tally, "hal of the file", ours.halstead, theirs.halstead);
  const outermost = ours.functions.filter((entry) => !ours.functions.some((other) => isInside(entry, other)));
  tally.same("hal, number of functions", outermost.length, theirs.functionHalstead.length);
  for (const [index, [name, figures]] of theirs.functionHalstead.entries()) {
    const own = outermost[index];
    compareHalstead(tally, `hal of ${name}`, own?.name === name ? own.halstead : undefined, figures);
  }
  const definitions = [...ours.functions, ...ours.classes];
  const byPlace = new Map(definitions.map((entry) => [`${entry.kind === "class"} ${entry.name} ${entry.startLine}`, entry]));
  for (const { type, name, line, complexity } of theirs.blocks) {
    tally.same(`cc of ${type} ${name} in line ${line}`, byPlace.get(`${type === "class"} ${name} ${line}`)?.cyclomatic, complexity);
  }
  return tally.result(theirs.blocks.length);
}

function isInside(inner: FunctionFigures, outer: FunctionFigures): boolean {
  return inner !== outer && inner.qualifiedName.startsWith(`${outer.qualifiedName}.`) && outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

/** η1, η2, N1, N2, volume, difficulty, effort, time, bugs and, for radon, the calculated length. */
function compareHalstead(tally: Tally, what: string, ours: HalsteadFigures | undefined, theirs: readonly number[]): void {
  const own = ours && [
    ours.distinctOperators,
    ours.distinctOperands,
    ours.operators,
    ours.operands,
    ours.volume,
    ours.difficulty,
    ours.effort,
    ours.time,
    ours.bugs,
    ours.calculatedLength,
  ];
  for (const [index, figure] of theirs.entries()) tally.same(`${what} [${index}]`, own?.[index], figure);
}

function compareLint(figure: "cyclomatic" | "cognitive"): (ours: FileFigures, record: ToolRecord, text: string) => Comparison {
  return (ours, record, text) => {
    const theirs = record as LintRecord;
    const tally = new Tally();
    const starts = lineStarts(text);
    const keyOf = (isInitializer: boolean, start: number): string => `${isInitializer} ${start}`;
    const own = new Map(
      ours.functions.map((entry) => [keyOf(entry.kind === "class-field-initializer", starts[entry.startLine - 1]! + entry.startColumn - 1), entry]),
    );
    const isReported = new Set<FunctionFigures>();
    for (const { start, name, value } of theirs.functions) {
      const entry = own.get(keyOf(name === "Class field initializer", start));
      if (entry !== undefined) isReported.add(entry);
      tally.same(`${figure} of ${name || "function"} at offset ${start}`, entry?.[figure], value);
    }
    // The tools say nothing of functions at 0.
    for (const entry of ours.functions) {
      if (!isReported.has(entry)) tally.same(`${figure} of ${entry.qualifiedName} in line ${entry.startLine}`, entry[figure], 0);
    }
    return tally.result(ours.functions.length);
  };
}

function lineStarts(text: string): number[] {
  // The tools read the text without its byte-order mark.
  const starts = [text.charCodeAt(0) === 0xfeff ? -1 : 0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(starts[0]! + match.index + match[0].length);
  return starts;
}

function compareWithEscomplex(ours: FileFigures, record: ToolRecord): Comparison {
  const theirs = record as EscomplexRecord;
  const tally = new Tally();
  tally.same("logical lines", ours.lines.logical, theirs.aggregate.logical);
  tally.same("cyclomatic", ours.cyclomatic, theirs.aggregate.cyclomatic);
  tally.same("maintainability", ours.maintainabilityIndex, theirs.maintainability);
  compareHalstead(tally, "halstead of the file", ours.halstead, theirs.aggregate.halstead);
  tally.same("number of functions", ours.functions.length, theirs.functions.length);
  // The tool walks arguments before the callee, so its order is another one: pair them by line, then by figures.
  const own = sortBy(ours.functions, (entry) => [entry.startLine, entry.halstead.operators, entry.halstead.operands, entry.parameters]);
  const real = sortBy(theirs.functions, (entry) => [entry.line, entry.halstead[2]!, entry.halstead[3]!, entry.params]);
  for (const [index, entry] of real.entries()) {
    const pair = own[index];
    const what = `function in line ${entry.line}`;
    tally.same(`${what}, line`, pair?.startLine, entry.line);
    tally.same(`${what}, logical lines`, pair?.lines.logical, entry.logical);
    tally.same(`${what}, cyclomatic`, pair?.cyclomatic, entry.cyclomatic);
    tally.same(`${what}, parameters`, pair?.parameters, entry.params);
    compareHalstead(tally, `${what}, halstead`, pair?.halstead, entry.halstead);
  }
  return tally.result(theirs.functions.length);
}

function sortBy<T>(entries: readonly T[], keyOf: (entry: T) => readonly number[]): T[] {
  return [...entries].sort((left, right) => {
    const [leftKey, rightKey] = [keyOf(left), keyOf(right)];
    const at = leftKey.findIndex((figure, index) => figure !== rightKey[index]);
    return at < 0 ? 0 : leftKey[at]! - rightKey[at]!;
  });
}

/** How each tool's records are compared, by the id of its compatibility mode. */
export const comparisons: Readonly<Record<string, (ours: FileFigures, record: ToolRecord, text: string) => Comparison>> = {
  radon: compareWithRadon,
  eslint: compareLint("cyclomatic"),
  sonar: compareLint("cognitive"),
  escomplex: compareWithEscomplex,
};
