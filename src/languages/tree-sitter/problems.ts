// Finds what the parser could not read and says so, each place on one line.

import type { ParseProblem } from "../../syntax/tree.ts";
import { type RawTree, markMissing } from "./raw-tree.ts";

/** What the search must know of a language. */
export interface ProblemSearch {
  /** As people write it, for the messages. */
  readonly title: string;
  readonly errorType: number;
  /** Types of whole statements: inside a region that could not be read, these could. */
  readonly statements: ReadonlySet<number>;
}

/** More problems than this in one file say nothing new. */
const maximumProblems = 100;

/** The ERROR and MISSING nodes of a raw tree as problems; at most one a line, each range within its line. */
export function collectProblems(text: string, raw: RawTree, search: ProblemSearch): ParseProblem[] {
  const problems: ParseProblem[] = [];
  let lastLineEnd = -1;
  for (let node = 0; node < raw.size && problems.length < maximumProblems; node++) {
    const isMissing = (raw.marks[node]! & markMissing) !== 0;
    if (!isMissing && raw.type[node] !== search.errorType) continue;
    const place = isMissing ? node : firstUnreadable(raw, node, search);
    if (place < 0) continue;
    const start = raw.start[place]!;
    if (start < lastLineEnd) continue;
    const lineEnd = endOfLine(text, start);
    lastLineEnd = lineEnd;
    const end = Math.min(Math.max(raw.end[node]!, start), lineEnd);
    const message = isMissing ? "Something is missing here" : `This could not be read as ${search.title}`;
    problems.push({ message, start, end, isFatal: false });
  }
  return problems;
}

/**
 * Where an ERROR node's trouble begins: at its first part that is no whole statement, or at its own start when it has no
 * parts. -1 where all trouble is in ERROR nodes further inside.
 */
export function firstUnreadable(raw: RawTree, error: number, search: ProblemSearch): number {
  const end = raw.subtreeEnd[error]!;
  for (let child = error + 1; child < end; child = raw.subtreeEnd[child]!) {
    if (raw.type[child] !== search.errorType && !search.statements.has(raw.type[child]!)) return child;
  }
  for (let inside = error + 1; inside < end; inside++) {
    if (raw.type[inside] === search.errorType || raw.marks[inside] !== 0) return -1;
  }
  return error;
}

/** Offset of the line end at or after `from`. */
export function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}
