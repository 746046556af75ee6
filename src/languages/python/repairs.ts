// Rewrites code that the grammar misreads, at equal length, so that a second parse reads it as CPython does.

import type { CommentRange } from "../../syntax/tree.ts";
import { endOfString, signsOf } from "./signs.ts";

/** A text to parse instead of the file's own. Only the parser sees it: names and values come from the file. */
export interface Repair {
  readonly text: string;
  /** The comments, where the repair hides them from the parser. */
  readonly comments?: readonly CommentRange[];
}

/**
 * What to try on a file that did not parse without errors, the milder repair first.
 *
 * - `def f[T: int = str]`: a default becomes a second bound.
 * - `1, *"ab"`: the star before a literal or parenthesis becomes a plus; the lowering looks at the file's own sign.
 * - A comment further left than the code after it, and lines inside brackets that start further left than the
 *   statement, end a block too early: comments are blanked and such line ends become spaces.
 */
export function repairsOf(text: string): Repair[] {
  const signs = mendStars(mendTypeParameters(text));
  const repairs: Repair[] = signs === text ? [] : [{ text: signs }];
  const flat = hideComments(signs);
  if (flat.text !== signs) repairs.push(flat);
  return repairs;
}

/** Comment lines in a row, or line continuations, from which on the grammar's scanner gets slow: it looks at all of them for each. */
const maximumRun = 200;

/** What to parse at first: the file's own text, but where it would take the parser time that grows with the square. */
export function firstText(text: string): Repair {
  const mended = text.includes("\\\n") || text.includes("\\\r") ? text.replace(manyContinuations, (run) => " ".repeat(run.length)) : text;
  return hasManyComments(mended) ? hideComments(mended) : { text: mended };
}

const manyContinuations = /(?:\\\r?\n[ \t\f]*){50,}/g;

function hasManyComments(text: string): boolean {
  let run = 0;
  let lineEnd = -1;
  for (let at = text.indexOf("#"); at >= 0; at = text.indexOf("#", lineEnd)) {
    const isNextLine = lineEnd >= 0 && at - lineEnd < 200 && text.slice(lineEnd, at).trim() === "";
    run = isNextLine ? run + 1 : 1;
    if (run > maximumRun) return true;
    lineEnd = text.indexOf("\n", at);
    if (lineEnd < 0) return false;
  }
  return false;
}

/** `type` as the name of a function becomes another word of the same length at the given offsets. */
export function hideSoftKeywords(text: string, offsets: readonly number[]): string {
  let mended = text;
  for (const offset of offsets) mended = `${mended.slice(0, offset)}typo${mended.slice(offset + 4)}`;
  return mended;
}

const misreadStar = /(?<=[,=([{]\s*|\b(?:return|yield|in)\s+)\*(?=\s*(?:[rbfuRBFU]{0,2}["']|[[({0-9]))/g;

function mendStars(text: string): string {
  return text.includes("*") ? text.replace(misreadStar, "+") : text;
}

const typeParameterList = /\b(?:def|class|type)[ \t]+[^\s()[\]:=]+[ \t]*\[/g;

function mendTypeParameters(text: string): string {
  let mended = text;
  for (const match of text.matchAll(typeParameterList)) {
    for (const offset of defaultsIn(text, match.index + match[0].length)) {
      mended = `${mended.slice(0, offset)}:${mended.slice(offset + 1)}`;
    }
  }
  return mended;
}

/** A type parameter list longer than this is none. */
const maximumListLength = 10_000;

/** Offsets of the `=` signs directly inside the brackets that were opened before `from`. */
function defaultsIn(text: string, from: number): number[] {
  const found: number[] = [];
  const limit = Math.min(text.length, from + maximumListLength);
  let depth = 1;
  for (let at = from; at < limit && depth > 0; at++) {
    const character = text[at]!;
    if (character === '"' || character === "'") at = endOfString(text, at) - 1;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "=" && depth === 1) found.push(at);
  }
  return depth === 0 ? found : [];
}

function hideComments(text: string): Repair {
  const comments: CommentRange[] = [];
  const lineEnds: CommentRange[] = [];
  let depth = 0;
  for (const { sign, start, end } of signsOf(text)) {
    if (sign === "#") comments.push({ start, end });
    else if ("([{".includes(sign)) depth++;
    else if (")]}".includes(sign)) depth = Math.max(0, depth - 1);
    else if (depth > 0) lineEnds.push({ start, end });
  }
  const pieces: string[] = [];
  let from = 0;
  // Where a bracket stays open, joining the lines would hide the rest of the file.
  const blanks = depth === 0 ? [...comments, ...lineEnds].sort((a, b) => a.start - b.start) : comments;
  for (const { start, end } of blanks) {
    pieces.push(text.slice(from, start), " ".repeat(end - start));
    from = end;
  }
  return { text: pieces.join("") + text.slice(from), comments };
}
