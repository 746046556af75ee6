// Finds the suppression comments of a file and the lines that each speaks about.

import { mayHoldSuppressions, parseSuppressions } from "./parse-suppressions.ts";
import type { CommentText, Directive } from "./parse-suppressions.ts";

/** The part of a file that comments stand in. */
export interface CommentedText {
  readonly text: string;
  /** Comment ranges with their marks, sorted. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  /** 1-based line of an offset. */
  readonly lineOf: (offset: number) => number;
}

/** A directive with the lines it speaks about, 1-based, both inclusive. */
export interface PlacedDirective extends Directive {
  readonly commentLine: number;
  readonly firstLine: number;
  lastLine: number;
  /** For a block of all rules: those that count again from a line on. */
  readonly exceptions: { readonly rule: string; readonly fromLine: number }[];
}

/** All directives of the file in its order; `eslint-enable` is no entry, it ends others. */
export function placeDirectives(file: CommentedText): PlacedDirective[] {
  const placed: PlacedDirective[] = [];
  file.comments.forEach((comment, index) => {
    const content = contentOf(file.text, comment);
    if (!mayHoldSuppressions(content.text)) return;
    for (const directive of parseSuppressions(content)) {
      if (directive.scope === "end-block") closeBlocks(placed, directive, file.lineOf(directive.start));
      else if (!isOpenAlready(placed, directive)) placed.push(place(directive, file, index));
    }
  });
  return placed;
}

/** A block that says again what an open one says adds nothing. */
function isOpenAlready(placed: readonly PlacedDirective[], directive: Directive): boolean {
  if (directive.scope !== "block") return false;
  const rules = directive.rules.join(" ");
  return placed.some((block) => block.scope === "block" && block.lastLine === Number.MAX_SAFE_INTEGER && block.rules.join(" ") === rules);
}

/** `eslint-enable` ends open blocks, or takes the rules it names out of them. */
function closeBlocks(placed: PlacedDirective[], end: Directive, line: number): void {
  const open = placed.filter((block) => block.scope === "block" && block.lastLine >= line);
  for (const block of open) {
    if (block.rules.length === 0 && end.rules.length > 0) {
      for (const rule of end.rules) block.exceptions.push({ rule, fromLine: line });
      continue;
    }
    const rest = end.rules.length === 0 ? [] : block.rules.filter((rule) => !end.rules.includes(rule));
    if (rest.length === block.rules.length && rest.length > 0) continue;
    block.lastLine = line;
    if (rest.length > 0) placed.push({ ...block, rules: rest, start: end.start, firstLine: line, lastLine: Number.MAX_SAFE_INTEGER });
  }
}

function place(directive: Directive, file: CommentedText, index: number): PlacedDirective {
  const comment = file.comments[index]!;
  const commentLine = file.lineOf(directive.start);
  if (directive.scope === "block") return { ...directive, commentLine, firstLine: commentLine, lastLine: Number.MAX_SAFE_INTEGER, exceptions: [] };
  const isAlone = directive.scope === "next-line" || !hasCodeBeside(file.text, comment);
  // ESLint means the very next line; ours skips blank lines and further comments.
  const target = isAlone ? lineOfNextCode(file, index) : commentLine;
  const line = directive.tool === "eslint" && directive.scope === "next-line" ? file.lineOf(comment.end) + 1 : target;
  return { ...directive, commentLine, firstLine: line, lastLine: line, exceptions: [] };
}

/** Looks no further than the blanks beside the comment: a line may be millions of units long. JSX braces count as blank. */
function hasCodeBeside(text: string, comment: { readonly start: number; readonly end: number }): boolean {
  let before = comment.start - 1;
  while (before >= 0 && /[ \t\f\uFEFF{]/.test(text[before]!)) before--;
  let after = comment.end;
  while (after < text.length && /[ \t\f}]/.test(text[after]!)) after++;
  return !isLineEdge(text[before]) || !isLineEdge(text[after]);
}

function isLineEdge(unit: string | undefined): boolean {
  return unit === undefined || unit === "\n" || unit === "\r";
}

/** The line of the first character after the comment that is neither blank nor comment. */
function lineOfNextCode(file: CommentedText, index: number): number {
  const { text, comments } = file;
  let at = comments[index]!.end;
  // A JSX comment is closed by a brace on its own line.
  const close = /[ \t]*\}/y;
  close.lastIndex = at;
  if (close.test(text)) at = close.lastIndex;
  for (let next = index + 1; ; next++) {
    const gap = /\s*/y;
    gap.lastIndex = at;
    gap.test(text);
    at = gap.lastIndex;
    const following = comments[next];
    if (following === undefined || following.start !== at) return file.lineOf(at);
    at = following.end;
  }
}

/** The comment without `#`, `//`, `/*`, `--`, `<!--` and their ends. */
function contentOf(text: string, comment: { readonly start: number; readonly end: number }): CommentText {
  const whole = text.slice(comment.start, comment.end);
  const opening = /^(?:#+!?|\/\/+|\/\*+|<!--|--)/.exec(whole)?.[0].length ?? 0;
  const closing = /(?:\*+\/|-->)$/.exec(whole)?.[0].length ?? 0;
  return { text: whole.slice(opening, Math.max(opening, whole.length - closing)), start: comment.start + opening };
}
