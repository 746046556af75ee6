// Breaks sentences into lines between words, measured before they are coloured.

import { widthOf } from "./characters.ts";

/** A piece of text with its colouring, which never changes its width. */
export interface Span {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

interface Word {
  readonly spans: readonly Span[];
  readonly widthColumns: number;
}

/** Lines of at most `widthColumns`, later ones indented; a word that is longer stands alone. */
export function wrap(spans: readonly Span[], widthColumns: number, indents: { first: string; later: string }): string[] {
  const lines: string[] = [];
  let line = indents.first;
  let used = indents.first.length;
  let isEmpty = true;
  for (const word of splitWords(spans)) {
    if (!isEmpty && used + 1 + word.widthColumns > widthColumns) {
      lines.push(line);
      line = indents.later;
      used = indents.later.length;
      isEmpty = true;
    }
    line += (isEmpty ? "" : " ") + word.spans.map((span) => (span.paint ?? identity)(span.text)).join("");
    used += (isEmpty ? 0 : 1) + word.widthColumns;
    isEmpty = false;
  }
  return isEmpty ? lines : [...lines, line];
}

function identity(text: string): string {
  return text;
}

function splitWords(spans: readonly Span[]): Word[] {
  const words: Span[][] = [[]];
  for (const span of spans) {
    for (const [index, piece] of span.text.split(" ").entries()) {
      if (index > 0) words.push([]);
      if (piece !== "") words.at(-1)!.push({ ...span, text: piece });
    }
  }
  return words
    .filter((word) => word.length > 0)
    .map((word) => ({ spans: word, widthColumns: word.reduce((sum, span) => sum + widthOf(span.text), 0) }));
}

/** A sentence whose names of code, in backquotes, are coloured. */
export function markCode(sentence: string, paint: (text: string) => string): Span[] {
  return sentence
    .split(/(`[^`]*`)/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece.startsWith("`") && piece.length > 1 ? { text: piece, paint } : { text: piece }));
}
