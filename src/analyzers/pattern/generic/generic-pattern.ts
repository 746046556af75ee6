// Patterns of the generic mode: words and signs of any text, `...` over some lines, brackets kept in balance.

import { type Bindings, boundText, noBindings } from "../match/bindings.ts";
import { bindValue } from "../match/context.ts";
import type { PatternMatch } from "../match/find-matches.ts";

/** One token of a pattern. */
type PatternToken = (
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "metavariable"; readonly name: string }
  | { readonly type: "sequence"; readonly name: string }
  | { readonly type: "ellipsis" }
) & {
  /** How many deeper indentations the token's line is inside of, within the pattern. */
  readonly level: number;
};

export interface GenericPattern {
  readonly tokens: readonly PatternToken[];
  readonly words: readonly string[];
}

/** Options of the generic mode. */
export interface GenericOptions {
  readonly ellipsisMaxSpan: number;
  readonly extraWordCharacters: string;
  /** Whose comments are read over. */
  readonly commentStyle: "none" | "shell" | "c" | "cpp";
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly indentation: number;
}

/** A text cut into tokens. */
export interface GenericDocument {
  readonly text: string;
  readonly tokens: readonly Token[];
}

const tokenPattern = (extra: string): RegExp => new RegExp(`[A-Za-z0-9_${extra.replace(/[\\\]^-]/g, "\\$&")}]+|[^\\s]`, "gu");

/** Compiles a pattern of the generic mode. */
export function compileGeneric(text: string, options: GenericOptions): GenericPattern {
  const tokens: PatternToken[] = [];
  const word = `[A-Za-z0-9_${options.extraWordCharacters.replace(/[\\\]^-]/g, "\\$&")}]+`;
  const pattern = new RegExp(`\\$\\.\\.\\.[A-Z_][A-Z0-9_]*|\\$[A-Z_][A-Z0-9_]*(?![a-z0-9_])|\\.\\.\\.|${word}|[^\\s]`, "gu");
  const levelAt = levelsOf(text);
  for (const match of text.matchAll(pattern)) {
    const token = match[0];
    const level = levelAt(match.index);
    if (token === "...") {
      if (tokens.at(-1)?.type !== "ellipsis") tokens.push({ type: "ellipsis", level });
    } else if (token.startsWith("$...")) tokens.push({ type: "sequence", name: token, level });
    else if (/^\$[A-Z_]/.test(token)) tokens.push({ type: "metavariable", name: token, level });
    else tokens.push({ type: "text", text: token, level });
  }
  const words = tokens.flatMap((token) => (token.type === "text" && /^[A-Za-z_]\w*$/.test(token.text) ? [token.text] : []));
  return { tokens, words };
}

/** For an offset of a pattern: how deep its line is nested by indentation. */
function levelsOf(text: string): (offset: number) => number {
  const levels: { start: number; level: number }[] = [];
  const stack: number[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const indentation = line.length - line.trimStart().length;
    if (line.trim() !== "") {
      while (stack.length > 0 && stack[stack.length - 1]! > indentation) stack.pop();
      if (stack.length === 0 || stack[stack.length - 1]! < indentation) stack.push(indentation);
      levels.push({ start, level: stack.length - 1 });
    }
    start += line.length + 1;
  }
  return (offset) => levels.findLast((line) => line.start <= offset)?.level ?? 0;
}

const comments: Readonly<Record<GenericOptions["commentStyle"], RegExp | undefined>> = {
  none: undefined,
  shell: /#[^\n]*/g,
  c: /\/\*[^]*?\*\//g,
  cpp: /\/\*[^]*?\*\/|\/\/[^\n]*/g,
};

/** Cuts a text into tokens. */
export function readDocument(text: string, options: GenericOptions): GenericDocument {
  const tokens: Token[] = [];
  const comment = comments[options.commentStyle];
  const clean = comment === undefined ? text : text.replace(comment, (found) => found.replace(/[^\n]/g, " "));
  let line = 0;
  let lineStart = 0;
  let indentation = 0;
  let scanned = 0;
  for (const match of clean.matchAll(tokenPattern(options.extraWordCharacters))) {
    const start = match.index;
    for (let at = clean.indexOf("\n", scanned); at >= 0 && at < start; at = clean.indexOf("\n", at + 1)) {
      line += 1;
      lineStart = at + 1;
    }
    if (tokens.at(-1)?.line !== line) indentation = start - lineStart;
    scanned = start;
    tokens.push({ text: match[0], start, end: start + match[0].length, line, indentation });
  }
  return { text, tokens };
}

interface Search {
  readonly document: GenericDocument;
  readonly tokens: readonly PatternToken[];
  readonly maxSpan: number;
  /** Indentation of the line that the match starts on: `...` never leaves it. */
  indentation: number;
  steps: number;
}

const maxSteps = 2_000_000;

/** Every match of a pattern in a text: the shortest from each start, and of those with one end the last. `onCut` hears of a search cut short. */
export function findGenericMatches(pattern: GenericPattern, document: GenericDocument, options: GenericOptions, onCut: () => void): PatternMatch[] {
  const found = new Map<number, PatternMatch>();
  const first = pattern.tokens[0];
  if (first === undefined) return [];
  const search: Search = { document, tokens: pattern.tokens, maxSpan: options.ellipsisMaxSpan, indentation: 0, steps: maxSteps };
  for (let at = 0; at < document.tokens.length && search.steps > 0; at++) {
    const token = document.tokens[at]!;
    if (first.type === "text" && first.text !== token.text) continue;
    search.indentation = token.indentation;
    const end = matchFrom(search, 0, at, { bindings: noBindings, parents: [] });
    if (end === undefined || end.last < at) continue;
    found.set(end.last, { start: token.start, end: document.tokens[end.last]!.end, bindings: end.bindings });
  }
  if (search.steps <= 0) onCut();
  return [...found.values()];
}

interface MatchEnd {
  readonly last: number;
  readonly bindings: Bindings;
}

/** `parents` holds, for each level that the pattern is inside of, the indentation of the line that opened it. */
interface MatchState {
  readonly bindings: Bindings;
  readonly parents: readonly number[];
}

function matchFrom(search: Search, at: number, from: number, state: MatchState): MatchEnd | undefined {
  if (--search.steps < 0) return undefined;
  const pattern = search.tokens[at];
  if (pattern === undefined) return { last: from - 1, bindings: state.bindings };
  const parents = parentsFor(search, pattern, from, state.parents);
  if (pattern.type === "ellipsis" || pattern.type === "sequence") return matchGap(search, at, from, { ...state, parents });
  const token = search.document.tokens[from];
  if (token === undefined || !isAllowed(token, pattern.level, state.parents, parents)) return undefined;
  if (pattern.type === "text") return pattern.text === token.text ? matchFrom(search, at + 1, from + 1, { ...state, parents }) : undefined;
  if (!/^\w/.test(token.text)) return undefined;
  const bound = bindValue(state.bindings, pattern.name, boundText(token.text, token.start, token.end))[0];
  return bound === undefined ? undefined : matchFrom(search, at + 1, from + 1, { bindings: bound, parents });
}

/** The indentations to stay inside of, once the pattern is at the level of `pattern`. */
function parentsFor(search: Search, pattern: PatternToken, from: number, parents: readonly number[]): readonly number[] {
  if (pattern.level <= parents.length) return pattern.level === parents.length ? parents : parents.slice(0, pattern.level);
  const opener = search.document.tokens[from - 1]?.indentation ?? 0;
  return [...parents, ...new Array<number>(pattern.level - parents.length).fill(opener)];
}

/** A nested token stands deeper than what opened its level; one after a nested part stands no deeper than that. */
function isAllowed(token: Token, level: number, before: readonly number[], parents: readonly number[]): boolean {
  if (level > 0 && token.indentation <= (parents[level - 1] ?? -1)) return false;
  return before.length <= level || token.indentation <= before[level]!;
}

/** `...`: skips tokens over a limited number of lines, never out of the level that it stands in. */
function matchGap(search: Search, at: number, from: number, state: MatchState): MatchEnd | undefined {
  const { tokens } = search.document;
  const pattern = search.tokens[at]!;
  const isLast = at === search.tokens.length - 1;
  const before = tokens[Math.max(0, from - 1)];
  const firstLine = before?.line ?? 0;
  const inner = tokens[from]?.indentation ?? 0;
  const deepest = Math.max(before?.indentation ?? 0, inner, indentationAfter(tokens, from));
  const own = pattern.level > 0 ? state.parents[pattern.level - 1]! : -1;
  const floor = Math.max(own, search.indentation - 1);
  let end = from;
  for (; ; end++) {
    const token = tokens[end];
    const isOver = token === undefined || token.line - firstLine > search.maxSpan || token.indentation <= floor;
    if (!isLast && token !== undefined && token.line - firstLine <= search.maxSpan && token.indentation <= deepest) {
      const bound = bindGap(search, pattern, from, end, state.bindings);
      const matched = bound === undefined ? undefined : matchFrom(search, at + 1, end, { ...state, bindings: bound });
      if (matched !== undefined) return matched;
    }
    if (isOver) break;
  }
  if (!isLast) return undefined;
  const bound = bindGap(search, pattern, from, end, state.bindings);
  return bound === undefined ? undefined : { last: end - 1, bindings: bound };
}

/** The indentation of the line after the one that token `from` stands on. */
function indentationAfter(tokens: readonly Token[], from: number): number {
  const line = tokens[Math.max(0, from - 1)]?.line ?? 0;
  for (let at = from; at < tokens.length; at++) if (tokens[at]!.line > line) return tokens[at]!.indentation;
  return 0;
}

function bindGap(search: Search, pattern: PatternToken, from: number, end: number, bindings: Bindings): Bindings | undefined {
  if (pattern.type !== "sequence") return bindings;
  const { tokens, text } = search.document;
  const start = from > 0 ? tokens[from - 1]!.end : 0;
  const stop = end > from ? tokens[end - 1]!.end : start;
  return bindValue(bindings, pattern.name, boundText(text.slice(start, stop), start, stop))[0];
}
