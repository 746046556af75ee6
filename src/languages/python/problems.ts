// Finds what the parser could not read and says so, each place on one line.

import type { ParseProblem } from "../../syntax/tree.ts";
import { type RawTree, markMissing } from "../tree-sitter/raw-tree.ts";
import { Type } from "./node-types.ts";

/** More problems than this in one file say nothing new. */
const maximumProblems = 100;

/** The ERROR and MISSING nodes of a raw tree as problems; at most one a line, each range within its line. */
export function collectProblems(text: string, raw: RawTree): ParseProblem[] {
  const problems: ParseProblem[] = [];
  let lastLineEnd = -1;
  for (let node = 0; node < raw.size && problems.length < maximumProblems; node++) {
    const isMissing = (raw.marks[node]! & markMissing) !== 0;
    if (!isMissing && raw.type[node] !== Type.Error) continue;
    const start = raw.start[node]!;
    if (start < lastLineEnd) continue;
    const lineEnd = endOfLine(text, start);
    lastLineEnd = lineEnd;
    const end = Math.min(Math.max(raw.end[node]!, start), lineEnd);
    const message = isMissing ? "Something is missing here" : "This could not be read as Python";
    problems.push({ message, start, end, isFatal: false });
  }
  return problems;
}

function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}
