// Patterns of the generic mode: words and signs of any text, `...` over some lines, brackets kept in balance.

import { type Bindings, boundText, noBindings } from "../match/bindings.ts";
import { bindValue } from "../match/context.ts";
import type { PatternMatch } from "../match/find-matches.ts";

/** One token of a pattern. */
type PatternToken =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "metavariable"; readonly name: string }
  | { readonly type: "sequence"; readonly name: string }
  | { readonly type: "ellipsis" };

export interface GenericPattern {
  readonly tokens: readonly PatternToken[];
  readonly words: readonly string[];
}

/** Options of the generic mode. */
export interface GenericOptions {
  readonly ellipsisMaxSpan: number;
  readonly caseless: boolean;
  readonly extraWordCharacters: string;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly indentation: number;
  /** Index of the bracket that closes this one, or -1. */
  close: number;
  /** True for a bracket that closes another. */
  isCloser: boolean;
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
  for (const match of text.matchAll(pattern)) {
    const token = match[0];
    if (token === "...") {
      if (tokens.at(-1)?.type !== "ellipsis") tokens.push({ type: "ellipsis" });
    } else if (token.startsWith("$...")) tokens.push({ type: "sequence", name: token });
    else if (/^\$[A-Z_]/.test(token)) tokens.push({ type: "metavariable", name: token });
    else tokens.push({ type: "text", text: options.caseless ? token.toLowerCase() : token });
  }
  const words = tokens.flatMap((token) => (token.type === "text" && /^\w+$/.test(token.text) && !options.caseless ? [token.text] : []));
  return { tokens, words };
}

/** Cuts a text into tokens and pairs its brackets. */
export function readDocument(text: string, options: GenericOptions): GenericDocument {
  const tokens: Token[] = [];
  let line = 0;
  let lineStart = 0;
  let indentation = 0;
  let scanned = 0;
  for (const match of text.matchAll(tokenPattern(options.extraWordCharacters))) {
    const start = match.index;
    for (let at = text.indexOf("\n", scanned); at >= 0 && at < start; at = text.indexOf("\n", at + 1)) {
      line += 1;
      lineStart = at + 1;
    }
    if (tokens.at(-1)?.line !== line) indentation = start - lineStart;
    scanned = start;
    const value = options.caseless ? match[0].toLowerCase() : match[0];
    tokens.push({ text: value, start, end: start + match[0].length, line, indentation, close: -1, isCloser: false });
  }
  pairBrackets(tokens);
  return { text, tokens };
}

const pairs: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function pairBrackets(tokens: Token[]): void {
  const open: number[] = [];
  tokens.forEach((token, index) => {
    if (token.text === "(" || token.text === "[" || token.text === "{") open.push(index);
    const opener = pairs[token.text];
    if (opener === undefined) return;
    const last = open.lastIndexOf(open.findLast((one) => tokens[one]!.text === opener) ?? -1);
    if (last < 0) return;
    const start = open[last]!;
    open.length = last;
    tokens[start]!.close = index;
    token.isCloser = true;
  });
}

interface Search {
  readonly document: GenericDocument;
  readonly tokens: readonly PatternToken[];
  readonly maxSpan: number;
  readonly indentation: number;
  steps: number;
}

const maxSteps = 2_000_000;

/** Every match of a pattern in a text, the shortest from each start. */
export function findGenericMatches(pattern: GenericPattern, document: GenericDocument, options: GenericOptions): PatternMatch[] {
  const found: PatternMatch[] = [];
  const first = pattern.tokens[0];
  if (first === undefined) return found;
  let steps = maxSteps;
  for (let at = 0; at < document.tokens.length && steps > 0; at++) {
    const token = document.tokens[at]!;
    if (first.type === "text" && first.text !== token.text) continue;
    const search: Search = { document, tokens: pattern.tokens, maxSpan: options.ellipsisMaxSpan, indentation: token.indentation, steps };
    const end = matchFrom(search, 0, at, noBindings);
    steps = search.steps;
    if (end !== undefined && end.last >= at) {
      found.push({ start: token.start, end: document.tokens[end.last]!.end, bindings: end.bindings });
      at = Math.max(at, end.last);
    }
  }
  return found;
}

interface MatchEnd {
  readonly last: number;
  readonly bindings: Bindings;
}

function matchFrom(search: Search, at: number, from: number, bindings: Bindings): MatchEnd | undefined {
  if (--search.steps < 0) return undefined;
  const pattern = search.tokens[at];
  if (pattern === undefined) return { last: from - 1, bindings };
  if (pattern.type === "ellipsis" || pattern.type === "sequence") return matchGap(search, at, from, bindings);
  const token = search.document.tokens[from];
  if (token === undefined) return undefined;
  if (pattern.type === "text") return pattern.text === token.text ? matchFrom(search, at + 1, from + 1, bindings) : undefined;
  if (!/^\w/.test(token.text)) return undefined;
  const bound = bindValue(bindings, pattern.name, boundText(search.document.text.slice(token.start, token.end), token.start, token.end))[0];
  return bound === undefined ? undefined : matchFrom(search, at + 1, from + 1, bound);
}

/** `...`: skips tokens, whole bracket groups at a time, over a limited number of lines. */
function matchGap(search: Search, at: number, from: number, bindings: Bindings): MatchEnd | undefined {
  const { tokens, text } = search.document;
  const pattern = search.tokens[at]!;
  const isLast = at === search.tokens.length - 1;
  const firstLine = tokens[Math.max(0, from - 1)]?.line ?? 0;
  let end = from;
  for (;;) {
    if (!isLast) {
      const next = bindGap(pattern, text, tokens, from, end, bindings);
      const matched = next === undefined ? undefined : matchFrom(search, at + 1, end, next);
      if (matched !== undefined) return matched;
    }
    const token = tokens[end];
    if (token === undefined || token.isCloser || token.line - firstLine > search.maxSpan || token.indentation < search.indentation) break;
    end = token.close > end ? token.close + 1 : end + 1;
  }
  if (!isLast) return undefined;
  const bound = bindGap(pattern, text, tokens, from, end, bindings);
  return bound === undefined ? undefined : { last: end - 1, bindings: bound };
}

function bindGap(pattern: PatternToken, text: string, tokens: readonly Token[], from: number, end: number, bindings: Bindings): Bindings | undefined {
  if (pattern.type !== "sequence") return bindings;
  const start = tokens[from]?.start ?? 0;
  const stop = end > from ? tokens[end - 1]!.end : start;
  return bindValue(bindings, pattern.name, boundText(text.slice(start, stop), start, stop))[0];
}
