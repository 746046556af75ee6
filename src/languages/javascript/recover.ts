// Reads what is sound in a file that oxc refuses: leaves out the text around each error and parses again.

import { estimateNesting, nestingLimit } from "../../syntax/nesting.ts";
import type { ParseProblem } from "../../syntax/tree.ts";
import { type Region, blank, regionsAround, restFrom } from "./error-regions.ts";
import type { EsNode } from "./estree.ts";
import { type Attempt, readOnce } from "./read-once.ts";
import { shapes } from "./shapes.ts";

/** At most so many parses for one file, and so many characters read in all of them. */
const parsesAtMost = 60;
const charactersAtMost = 30_000_000;

/** A readable version of a file, with problems and, in its program, a node for each region that was left out. */
export interface Recovery {
  readonly program: EsNode;
  readonly comments: Attempt["comments"];
  readonly problems: readonly ParseProblem[];
}

/** `failed` is an unreadable attempt at `text`; its reading is kept. */
export function recover(text: string, failed: Attempt): Recovery {
  const deepest = Math.max(nestingLimit, estimateNesting(text, { hasJsx: true }) + 1);
  const budget = { deepest, parses: Math.min(parsesAtMost, Math.max(6, Math.floor(charactersAtMost / (text.length + 1)))) };
  const lost: LostRegion[] = [];
  const whole = { start: 0, end: text.length };
  let current = failed;
  let readable = text;
  while (current.isUnreadable) {
    const problem = current.problems[0]!;
    const step = stepPast(readable, current, budget);
    if (step === undefined) {
      const rest = restFrom(readable, problem.start);
      current = readOnce(blank(readable, rest), current.reading);
      lost.push({ ...(current.isUnreadable ? whole : rest), problem: { ...problem, isFatal: true } });
      break;
    }
    lost.push({ ...step.region, problem });
    readable = blank(readable, step.region);
    current = step.attempt;
  }
  const regions = merged(lost, text);
  for (const region of regions) insertErrorRegion(current.program, region, text);
  const soundProblems = current.isUnreadable ? [] : current.problems;
  const problems = [...regions.map((region) => region.problem), ...soundProblems];
  return { program: current.program, comments: current.comments, problems };
}

/** What was left out, and the error that made it necessary. */
interface LostRegion extends Region {
  readonly problem: ParseProblem;
}

/** The smallest region whose absence makes the file readable or moves the error behind it. */
function stepPast(
  text: string,
  current: Attempt,
  budget: { parses: number; readonly deepest: number },
): { region: Region; attempt: Attempt } | undefined {
  for (const region of candidatesFor(text, current)) {
    if (budget.parses-- <= 0) return undefined;
    const rest = blank(text, region);
    // What closed the brackets may be gone: the parser must not be given what overflows it.
    if (estimateNesting(rest, { hasJsx: true }) >= budget.deepest) continue;
    const attempt = readOnce(rest, current.reading);
    if (!attempt.isUnreadable || isProgress(attempt, current, region)) return { region, attempt };
  }
  return undefined;
}

/** True where the next error stands behind the region, or where the region took away one of several unclosed brackets. */
function isProgress(attempt: Attempt, current: Attempt, region: Region): boolean {
  const start = attempt.problems[0]!.start;
  if (start > current.problems[0]!.start) return start >= region.end;
  const isInside = (offset: number): boolean => offset >= region.start && offset < region.end;
  return start === current.problems[0]!.start && current.openedAt.some(isInside) && !attempt.openedAt.some(isInside);
}

/** Regions around the error, then around the bracket that it names as never closed, then to the end of the file. */
function candidatesFor(text: string, current: Attempt): Region[] {
  const places = [current.problems[0]!.start, ...current.openedAt];
  const regions = places.flatMap((place) => regionsAround(text, place));
  const isNear = (region: Region): boolean => region.end < text.length;
  const seen = regions.filter((region) => text.slice(region.start, region.end).trim() !== "");
  return [...seen.filter(isNear), ...seen.filter((region) => !isNear(region))];
}

/** Regions with nothing but white space between them are one, with the problem that came first (or is fatal). */
function merged(lost: readonly LostRegion[], text: string): LostRegion[] {
  const result: LostRegion[] = [];
  for (const region of [...lost].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && text.slice(last.end, region.start).trim() === "") {
      const problem = region.problem.isFatal || earlier(region, last, lost) ? region.problem : last.problem;
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, region.end), problem };
    } else result.push(region);
  }
  return result;
}

function earlier(region: LostRegion, other: LostRegion, lost: readonly LostRegion[]): boolean {
  const orderOf = (problem: ParseProblem): number => lost.findIndex((candidate) => candidate.problem === problem);
  return !other.problem.isFatal && orderOf(region.problem) < orderOf(other.problem);
}

/** Hangs a `$ErrorRegion` under the innermost node around it. Its identifiers stay visible as names. */
function insertErrorRegion(program: EsNode, region: Region, text: string): void {
  const source = text.slice(region.start, region.end);
  const names = [...source.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)].map((match) => {
    const start = region.start + match.index;
    return { type: "Identifier", name: match[0], start, end: start + match[0].length };
  });
  const left = source.length - source.trimStart().length;
  const start = region.start + left;
  const node: EsNode = { type: "$ErrorRegion", start, end: start + source.trim().length, names };
  const host = innermost(program, node) as EsNode & { errorRegions?: EsNode[] };
  host.errorRegions = [...(host.errorRegions ?? []), node];
}

function innermost(program: EsNode, region: Region): EsNode {
  let host = program;
  for (let inner: EsNode | undefined = program; inner !== undefined; ) {
    const parent: EsNode = inner;
    inner = childNodes(parent).find((child) => child.start <= region.start && child.end >= region.end);
    if (inner !== undefined && shapes.has(inner.type)) host = inner;
  }
  return host;
}

function childNodes(node: EsNode): EsNode[] {
  return Object.values(node)
    .flat()
    .filter((value): value is EsNode => typeof value === "object" && value !== null && "type" in value);
}
