// Counts lines of code, of comment and blank ones for any range of a file in constant time, after one pass.

import { countUntil } from "../../model/count-until.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { NodeId, SyntaxTree } from "../../syntax/tree.ts";
import type { LineFigures } from "./figures.ts";

/** Where lines start, and for each line how many of each sort stand above it. */
export interface LineTable {
  /** 1-based line of an offset. */
  readonly lineOf: (offset: number) => number;
  /** Offset at which a line starts; infinite for lines that do not exist. */
  readonly startOf: (line: number) => number;
  /** 1-based column of an offset. */
  readonly columnOf: (offset: number) => number;
  /** Lines as an editor counts them. */
  readonly lineCount: number;
  /** Counts of the lines `first` to `last`, 1-based, both included. */
  readonly count: (first: number, last: number) => Omit<LineFigures, "logical">;
}

/** Sorts every line once. A line with code and comment is code. LF, CRLF and a lone CR end a line. */
export function tableLines(tree: SyntaxTree): LineTable {
  const { text } = tree;
  const starts = findStarts(text);
  const lineCount = starts.at(-1) === text.length ? starts.length - 1 : starts.length;
  const code = new Int32Array(lineCount + 1);
  const comment = new Int32Array(lineCount + 1);
  let next = 0;
  for (let line = 0; line < lineCount; line++) {
    const start = starts[line]!;
    const end = starts[line + 1] ?? text.length;
    while (next < tree.comments.length && tree.comments[next]!.end <= start) next++;
    const sort = sortLine(tree, next, start, end);
    code[line + 1] = code[line]! + (sort === "code" ? 1 : 0);
    comment[line + 1] = comment[line]! + (sort === "comment" ? 1 : 0);
  }
  const lineOf = (offset: number): number => countUntil(starts, offset);
  return {
    lineOf,
    startOf: (line) => starts[line - 1] ?? Number.POSITIVE_INFINITY,
    columnOf: (offset) => offset - starts[lineOf(offset) - 1]! + 1,
    lineCount,
    count: (first, last) => {
      const from = Math.max(0, first - 1);
      const to = Math.min(lineCount, last);
      const total = Math.max(0, to - from);
      const codeLines = total === 0 ? 0 : code[to]! - code[from]!;
      const commentLines = total === 0 ? 0 : comment[to]! - comment[from]!;
      return { total, code: codeLines, comment: commentLines, blank: total - codeLines - commentLines };
    },
  };
}

function findStarts(text: string): number[] {
  const starts = [0];
  const pattern = text.includes("\r") ? /\r\n?|\n/g : undefined;
  if (pattern !== undefined) {
    for (const match of text.matchAll(pattern)) starts.push(match.index + match[0].length);
    return starts;
  }
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function sortLine(tree: SyntaxTree, firstComment: number, start: number, end: number): "code" | "comment" | "blank" {
  let hasComment = false;
  let next = firstComment;
  for (let offset = start; offset < end; offset++) {
    const comment = tree.comments[next];
    if (comment !== undefined && offset >= comment.start) {
      hasComment = true;
      offset = comment.end - 1;
      next++;
      continue;
    }
    const unit = tree.text.charCodeAt(offset);
    const isBlank = unit <= 0x20 || unit === 0xa0 || unit === 0xfeff;
    if (!isBlank) return "code";
  }
  return hasComment ? "comment" : "blank";
}

/** Kinds that make a logical line wherever they stand. */
const statementKinds: ReadonlySet<number> = new Set([
  Kind.ExpressionStatement, Kind.VariableDeclaration, Kind.If, Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile,
  Kind.Switch, Kind.Case, Kind.Try, Kind.Handler, Kind.Throw, Kind.Return, Kind.Break, Kind.Continue, Kind.With,
  Kind.Import, Kind.ImportFrom, Kind.Export, Kind.Assert, Kind.Delete, Kind.Global, Kind.Nonlocal, Kind.Debugger,
  Kind.StaticBlock, Kind.FunctionDeclaration, Kind.Method, Kind.Field, Kind.ClassDeclaration, Kind.TypeAlias,
  Kind.Interface, Kind.Enum, Kind.Namespace, Kind.OldStatement, Kind.Command, Kind.SqlStatement,
]);

/** For each node how many logical lines start before it: a subtree's count is a difference of two entries. */
export function countLogicalLines(tree: SyntaxTree): Uint32Array {
  const before = new Uint32Array(tree.size + 1);
  for (let node = 0; node < tree.size; node++) {
    before[node + 1] = before[node]! + (isLogicalLine(tree, node) ? 1 : 0);
  }
  return before;
}

function isLogicalLine(tree: SyntaxTree, node: NodeId): boolean {
  const kind = tree.kind[node]!;
  if (!statementKinds.has(kind)) return kind === Kind.Empty && tree.end[node]! - tree.start[node]! > 1;
  const role = tree.role[node]!;
  // The head of a loop, and what an `export` exports, belong to one line with it.
  if (role === Role.Init || role === Role.Target || (role === Role.Declaration && tree.kind[tree.parent[node]!] === Kind.Export)) return false;
  return kind !== Kind.ExpressionStatement || !isBareString(tree, node);
}

/** A docstring: text for the reader, no step of the program. */
export function isBareString(tree: SyntaxTree, statement: NodeId): boolean {
  const only = statement + 1;
  return only < tree.subtreeEnd[statement]! && tree.kind[only] === Kind.String && tree.subtreeEnd[only] === tree.subtreeEnd[statement];
}
