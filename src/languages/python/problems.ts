// Finds what the parser could not read and says so, each place on one line.

import type { ParseProblem } from "../../syntax/tree.ts";
import { type RawTree, markMissing } from "../tree-sitter/raw-tree.ts";
import { Type } from "./node-types.ts";

/** More problems than this in one file say nothing new. */
const maximumProblems = 100;

/** Whole statements: inside a region that could not be read, these could. */
const statements: ReadonlySet<number> = new Set([
  Type.AssertStatement,
  Type.Block,
  Type.BreakStatement,
  Type.ClassDefinition,
  Type.Comment,
  Type.ContinueStatement,
  Type.DecoratedDefinition,
  Type.DeleteStatement,
  Type.ExecStatement,
  Type.ExpressionStatement,
  Type.ForStatement,
  Type.FunctionDefinition,
  Type.FutureImportStatement,
  Type.GlobalStatement,
  Type.IfStatement,
  Type.ImportFromStatement,
  Type.ImportStatement,
  Type.MatchStatement,
  Type.NonlocalStatement,
  Type.PassStatement,
  Type.PrintStatement,
  Type.RaiseStatement,
  Type.ReturnStatement,
  Type.TryStatement,
  Type.TypeAliasStatement,
  Type.WhileStatement,
  Type.WithStatement,
]);

/** The ERROR and MISSING nodes of a raw tree as problems; at most one a line, each range within its line. */
export function collectProblems(text: string, raw: RawTree): ParseProblem[] {
  const problems: ParseProblem[] = [];
  let lastLineEnd = -1;
  for (let node = 0; node < raw.size && problems.length < maximumProblems; node++) {
    const isMissing = (raw.marks[node]! & markMissing) !== 0;
    if (!isMissing && raw.type[node] !== Type.Error) continue;
    const place = isMissing ? node : firstUnreadable(raw, node);
    if (place < 0) continue;
    const start = raw.start[place]!;
    if (start < lastLineEnd) continue;
    const lineEnd = endOfLine(text, start);
    lastLineEnd = lineEnd;
    const end = Math.min(Math.max(raw.end[node]!, start), lineEnd);
    const message = isMissing ? "Something is missing here" : "This could not be read as Python";
    problems.push({ message, start, end, isFatal: false });
  }
  return problems;
}

/**
 * Where an ERROR node's trouble begins: at its first part that is no whole statement, or at its own start when it has no
 * parts. -1 where all trouble is in ERROR nodes further inside.
 */
export function firstUnreadable(raw: RawTree, error: number): number {
  const end = raw.subtreeEnd[error]!;
  for (let child = error + 1; child < end; child = raw.subtreeEnd[child]!) {
    if (raw.type[child] !== Type.Error && !statements.has(raw.type[child]!)) return child;
  }
  for (let inside = error + 1; inside < end; inside++) {
    if (raw.type[inside] === Type.Error || raw.marks[inside] !== 0) return -1;
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
