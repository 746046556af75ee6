// Metrics of the gate that are measured on the code itself: duplication, complexity of functions, coverage by tests.

import type { GateStep } from "../../model/gate.ts";
import type { GateFacts, Known, MeasuredFunction } from "./facts.ts";
import type { GateMetric, Measured } from "./metric.ts";

type LinesByPath = ReadonlyMap<string, ReadonlySet<number>>;

/** Both known, or the reason of the first that is not. */
function both<A, B>(left: Known<A>, right: Known<B>): Known<readonly [A, B]> {
  if ("unknown" in left) return left;
  return "unknown" in right ? right : { value: [left.value, right.value] };
}

const percentOf = (part: number, whole: number, empty: number): number => (whole === 0 ? empty : (part / whole) * 100);

const duplication: GateMetric = {
  nounOf: ({ on }) => (on === "new" ? "duplicated share of new lines" : "duplicated share of lines"),
  measure: (facts, { on }): Known<Measured> => {
    if (on === "all") {
      if ("unknown" in facts.duplication) return facts.duplication;
      const { linesOf, totalLines } = facts.duplication.value;
      return { value: { actual: percentOf(countLines(linesOf), totalLines, 0) } };
    }
    const known = both(facts.duplication, facts.changedLines);
    if ("unknown" in known) return known;
    const [{ linesOf }, changed] = known.value;
    return { value: { actual: percentOf(countLines(intersect(changed, linesOf)), countLines(changed), 0) } };
  },
  stepsFor: (facts, { on }) => {
    if ("unknown" in facts.duplication) return [];
    const { linesOf } = facts.duplication.value;
    const places = on === "new" && "value" in facts.changedLines ? intersect(facts.changedLines.value, linesOf) : linesOf;
    return [...places]
      .sort((left, right) => right[1].size - left[1].size || (left[0] < right[0] ? -1 : 1))
      .slice(0, mostSteps)
      .map(([path, lines]) => ({ text: `say once what ${lines.size} lines of ${path} say again`, path, line: Math.min(...lines) }));
  },
};

const mostSteps = 5;

function countLines(lines: LinesByPath): number {
  return [...lines.values()].reduce((sum, own) => sum + own.size, 0);
}

function intersect(left: LinesByPath, right: LinesByPath): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const [path, lines] of left) {
    const other = right.get(path);
    const shared = other === undefined ? [] : [...lines].filter((line) => other.has(line));
    if (shared.length > 0) found.set(path, new Set(shared));
  }
  return found;
}

function complexity(name: "cyclomatic" | "cognitive"): GateMetric {
  return {
    nounOf: ({ on }) => `highest ${name} complexity of a ${on === "new" ? "changed " : ""}function`,
    measure: (facts, { on }) => {
      const functions = functionsInScope(facts, on);
      return "unknown" in functions ? functions : { value: { actual: functions.value.reduce((most, entry) => Math.max(most, entry[name]), 0) } };
    },
    stepsFor: (facts, { on }, threshold) => {
      const functions = functionsInScope(facts, on);
      if ("unknown" in functions) return [];
      return functions.value
        .filter((entry) => entry[name] > threshold)
        .sort((left, right) => right[name] - left[name] || (left.path < right.path ? -1 : 1))
        .map((entry) => ({ text: `bring \`${entry.name}\` from ${entry[name]} to ${threshold}`, path: entry.path, line: entry.startLine }));
    },
  };
}

/** All functions, or those with a line that the change wrote. */
function functionsInScope(facts: GateFacts, on: "new" | "all"): Known<readonly MeasuredFunction[]> {
  if (on === "all") return facts.functions;
  const known = both(facts.functions, facts.changedLines);
  if ("unknown" in known) return known;
  const [functions, changed] = known.value;
  return {
    value: functions.filter(({ path, startLine, endLine }) => [...(changed.get(path) ?? [])].some((line) => line >= startLine && line <= endLine)),
  };
}

/** Lines that could run, and those that did not, by path. */
interface Coverable {
  readonly total: number;
  readonly missed: ReadonlyMap<string, readonly number[]>;
  /** Changed files of which the reports say nothing. */
  readonly absent: readonly string[];
}

function coverableLines(facts: GateFacts, on: "new" | "all"): Known<Coverable> {
  if (on === "all") return "unknown" in facts.coverage ? facts.coverage : { value: sumCoverage([...facts.coverage.value].map(([path, runs]) => [path, [...runs]])) };
  const known = both(facts.coverage, facts.changedLines);
  if ("unknown" in known) return known;
  const [coverage, changed] = known.value;
  const lines = [...changed].flatMap(([path, own]): [string, [number, number][]][] => {
    const runs = coverage.get(path);
    return runs === undefined ? [] : [[path, [...runs].filter(([line]) => own.has(line))]];
  });
  const absent = [...changed].flatMap(([path, own]) => (own.size > 0 && !coverage.has(path) && facts.coverable(path) ? [path] : []));
  return { value: { ...sumCoverage(lines), absent } };
}

function sumCoverage(lines: readonly (readonly [string, readonly (readonly [number, number])[]])[]): Coverable {
  const missed = new Map<string, readonly number[]>();
  let total = 0;
  for (const [path, own] of lines) {
    total += own.length;
    const unrun = own.flatMap(([line, runs]) => (runs === 0 ? [line] : [])).sort((left, right) => left - right);
    if (unrun.length > 0) missed.set(path, unrun);
  }
  return { total, missed, absent: [] };
}

const countMissed = ({ missed }: Coverable): number => [...missed.values()].reduce((sum, lines) => sum + lines.length, 0);

const coverage: GateMetric = {
  nounOf: ({ on }) => (on === "new" ? "coverage of new lines" : "coverage of lines"),
  measure: (facts, { on }): Known<Measured> => {
    const known = coverableLines(facts, on);
    if ("unknown" in known) return known;
    const { total, absent } = known.value;
    const mayBeWorse = absent.length === 0 ? undefined : `the coverage reports say nothing of ${absent[0]!}${absent.length === 1 ? "" : ` and ${absent.length - 1} more changed files`}`;
    // Where nothing could run there is nothing to cover.
    return { value: { actual: percentOf(total - countMissed(known.value), total, 100), mayBeWorse } };
  },
  stepsFor: (facts, { on }, threshold): GateStep[] => {
    const known = coverableLines(facts, on);
    if ("unknown" in known) return [];
    const missing = countMissed(known.value) - Math.floor(known.value.total * (1 - threshold / 100) + 1e-9);
    const files = [...known.value.missed].sort((left, right) => right[1].length - left[1].length || (left[0] < right[0] ? -1 : 1));
    const [first] = files;
    if (first === undefined || missing <= 0) return [];
    const places = files.slice(0, mostSteps).map(([path, lines]) => `${path}:${toRanges(lines)}`);
    return [{ text: `let tests run ${missing} more of the ${on === "new" ? "new " : ""}lines that none runs: ${places.join(", ")}${files.length > mostSteps ? ` and ${files.length - mostSteps} more files` : ""}`, path: first[0], line: first[1][0]! }];
  },
};

/** `3-5,9`. */
function toRanges(lines: readonly number[]): string {
  const ranges: string[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (lines[end + 1] === lines[end]! + 1) end++;
    ranges.push(at === end ? `${lines[at]}` : `${lines[at]}-${lines[end]}`);
    at = end + 1;
  }
  return ranges.length <= mostSteps ? ranges.join(",") : `${ranges.slice(0, mostSteps).join(",")},…`;
}

export const codeMetrics = {
  duplication,
  "cyclomatic-complexity": complexity("cyclomatic"),
  "cognitive-complexity": complexity("cognitive"),
  coverage,
} as const;
