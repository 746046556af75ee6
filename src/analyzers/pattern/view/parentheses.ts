// The parentheses that belong to the range of an expression: those around it, with white space and comments between.

import { countUntil } from "../../../model/count-until.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import type { ViewContext } from "./view-context.ts";

const OPEN = 40;
const CLOSE = 41;
const COMMA = 44;

/** The range of an expression that stands in parentheses, with them and with further pairs around. */
export function withParentheses({ tree, facts }: Pick<ViewContext, "tree" | "facts">, start: number, end: number): [number, number] {
  const { text } = tree;
  if (text.charCodeAt(start) === OPEN && text.charCodeAt(end - 1) === CLOSE && closesAt(text, start, end)) return [start, end];
  const before = trivialUntil(tree, start) - 1;
  let after = trivialFrom(tree, end);
  while (text.charCodeAt(after) === COMMA) after = trivialFrom(tree, after + 1);
  if (text.charCodeAt(before) !== OPEN || text.charCodeAt(after) !== CLOSE) return [start, end];
  return outerParentheses(tree, facts.encodesStringPrefixes ? pythonLead : plainLead, [before, after + 1]);
}

/** What stands before a parenthesis that opens no call and no header. */
interface Lead {
  readonly before: RegExp;
  readonly grouping: RegExp;
}

const plainLead: Lead = { before: /([\w$)\]]+)\s*$/, grouping: /^(return|in|not|and|or|is|yield|await|assert|lambda|typeof|throw|case)$/ };
/** Python has no parentheses of headers, and a line is a statement. */
const pythonLead: Lead = { before: /(\bprint[ \t]+|[\w)\]]+)[ \t]*$/, grouping: /^(return|in|not|and|or|is|yield|await|assert|lambda|case|if|elif|while|with|else|del|raise|from|print[ \t]+)$/ };

/** Further pairs around, as long as they are not the parentheses of a call or header. */
function outerParentheses(tree: SyntaxTree, lead: Lead, [start, end]: [number, number]): [number, number] {
  const { text } = tree;
  const before = trivialUntil(tree, start) - 1;
  const after = trivialFrom(tree, end);
  if (text.charCodeAt(before) !== OPEN || text.charCodeAt(after) !== CLOSE) return [start, end];
  const word = lead.before.exec(text.slice(Math.max(0, before - 40), before))?.[1];
  return word === undefined || lead.grouping.test(word) ? outerParentheses(tree, lead, [before, after + 1]) : [start, end];
}

/** Where the white space and comments that end at `end` begin. */
function trivialUntil(tree: SyntaxTree, end: number): number {
  const { text, comments } = tree;
  let at = end;
  for (;;) {
    while (at > 0 && isSpace(text.charCodeAt(at - 1))) at--;
    if (at === 0 || text.charCodeAt(at - 1) === OPEN) return at;
    const comment = comments[countUntil(commentStarts(tree), at - 1) - 1];
    if (comment?.end !== at) return at;
    at = comment.start;
  }
}

/** Where the white space and comments that begin at `start` end. */
function trivialFrom(tree: SyntaxTree, start: number): number {
  const { text, comments } = tree;
  let at = start;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (text.charCodeAt(at) === CLOSE) return at;
    const comment = comments[countUntil(commentStarts(tree), at - 1)];
    if (comment?.start !== at) return at;
    at = comment.end;
  }
}

const startsOfComments = new WeakMap<SyntaxTree, readonly number[]>();

function commentStarts(tree: SyntaxTree): readonly number[] {
  const known = startsOfComments.get(tree);
  if (known !== undefined) return known;
  const starts = tree.comments.map(({ start }) => start);
  startsOfComments.set(tree, starts);
  return starts;
}

/** True where the bracket at `start` is closed by the one before `end`. */
function closesAt(text: string, start: number, end: number): boolean {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN) depth++;
    else if (code === CLOSE && --depth === 0) return at === end - 1;
  }
  return false;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}
