// Takes out the lines that make the parser lose the code behind them, so that the rest of the file can be read.

import type { ParseProblem } from "../../syntax/tree.ts";
import { endOfLine, firstUnreadable } from "../tree-sitter/problems.ts";
import type { RawTree } from "../tree-sitter/raw-tree.ts";
import { Type } from "./node-types.ts";
import { problemSearch } from "./problem-search.ts";
import { signsOf } from "./signs.ts";

/** A text without the lines that could not be read; line ends and offsets stay. */
export interface Recovery {
  readonly text: string;
  readonly problems: readonly ParseProblem[];
}

/** How many characters lie in regions over several lines that the parser could not read: what a recovery must reduce. */
export function lostLength(text: string, raw: RawTree): number {
  let lost = 0;
  for (let node = firstError(text, raw, 0); node >= 0; node = firstError(text, raw, raw.subtreeEnd[node]!)) {
    lost += raw.end[node]! - raw.start[node]!;
  }
  return lost;
}

function firstError(text: string, raw: RawTree, from: number): number {
  for (let node = from; node < raw.size; node++) {
    if (raw.type[node] === Type.Error && endOfLine(text, raw.start[node]!) < raw.end[node]!) return node;
  }
  return -1;
}

/** Blanks the line where the first region over several lines begins to be unreadable. */
export function withoutFirstLine(text: string, raw: RawTree): Recovery | undefined {
  for (let node = firstError(text, raw, 0); node >= 0; node = firstError(text, raw, node + 1)) {
    const place = firstUnreadable(raw, node, problemSearch);
    if (place < 0) continue;
    const start = raw.start[place]!;
    const end = endOfLine(text, start);
    const lineStart = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
    if (text.slice(lineStart, end).trim() === "") continue;
    const problem = { message: "This line could not be read as Python", start, end, isFatal: false };
    return { text: blank(text, lineStart, end), problems: [problem] };
  }
  return undefined;
}

/** Words that begin a statement and never stand at the beginning of a line inside brackets. */
const statementStart = /^[ \t]*(?:def|class|import|return|while|try|with|raise|assert|del|pass|break|continue|global|elif|except|finally|@\w+)\b/;

const closings: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/** Blanks the statements whose brackets are never closed, as the statement that follows inside them shows. */
export function withoutOpenBrackets(text: string): Recovery | undefined {
  const problems: ParseProblem[] = [];
  const open: number[] = [];
  let mended = text;
  const giveUp = (until: number): void => {
    const from = text.lastIndexOf("\n", open[0]!) + 1;
    mended = blank(mended, from, until);
    const start = open.at(-1)!;
    problems.push({ message: "This bracket is never closed", start, end: start + 1, isFatal: false });
    open.length = 0;
  };
  for (const { sign, start, end } of signsOf(text)) {
    if (sign === "\n") {
      if (open.length > 0 && statementStart.test(text.slice(end, endOfLine(text, end)))) giveUp(start);
    } else if (sign === "#") continue;
    else if (!closings.has(sign)) open.push(start);
    else if (open.length > 0 && text[open.at(-1)!] === closings.get(sign)) open.pop();
  }
  if (open.length > 0) giveUp(endOfLine(text, open[0]!));
  return problems.length === 0 ? undefined : { text: mended, problems };
}

function blank(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(from, to).replace(/[^\n\r]/g, " ") + text.slice(to);
}
