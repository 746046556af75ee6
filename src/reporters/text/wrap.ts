// Breaks sentences into lines between words, measured before they are coloured.

import { widthOf } from "./characters.ts";

/** A piece of text with its colouring, which never changes its width. */
export interface Span {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

interface Word {
  /** Spaces before the word, where it does not open a line. */
  readonly gap: string;
  readonly spans: readonly Span[];
  readonly widthColumns: number;
}

/** Lines of at most `widthColumns`, later ones indented; a word that is longer stands alone. */
export function wrap(
  spans: readonly Span[],
  widthColumns: number,
  indents: { readonly first: string; readonly later: string },
): string[] {
  const lines: { readonly indent: string; readonly spans: Span[] }[] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const word of splitWords(spans)) {
    if (used + word.gap.length + word.widthColumns > widthColumns) {
      const indent = lines.length === 0 ? indents.first : indents.later;
      lines.push({ indent, spans: [...word.spans] });
      used = indent.length + word.widthColumns;
    } else {
      // The gap takes the colouring of what follows, so that a run of one colour stays one run.
      const [first, ...others] = word.spans;
      lines.at(-1)!.spans.push({ ...first, text: word.gap + first!.text }, ...others);
      used += word.gap.length + word.widthColumns;
    }
  }
  return lines.map((line) => line.indent + paintSpans(line.spans));
}

function paintSpans(spans: readonly Span[]): string {
  const runs: Span[] = [];
  for (const span of spans) {
    const last = runs.at(-1);
    if (last !== undefined && last.paint === span.paint) runs[runs.length - 1] = { ...last, text: last.text + span.text };
    else runs.push(span);
  }
  return runs.map(({ text, paint }) => (paint === undefined ? text : paint(text))).join("");
}

function splitWords(spans: readonly Span[]): Word[] {
  const words: { gap: string; readonly spans: Span[] }[] = [{ gap: "", spans: [] }];
  for (const span of spans) {
    for (const [index, piece] of span.text.split(" ").entries()) {
      const isNewWord = index > 0;
      if (isNewWord && words.at(-1)!.spans.length > 0) words.push({ gap: " ", spans: [] });
      else if (isNewWord) words.at(-1)!.gap += " ";
      if (piece !== "") words.at(-1)!.spans.push({ ...span, text: piece });
    }
  }
  return words
    .filter((word) => word.spans.length > 0)
    .map((word) => ({ ...word, widthColumns: word.spans.reduce((sum, span) => sum + widthOf(span.text), 0) }));
}

/** A sentence whose names of code, in backquotes, are coloured. */
export function markCode(sentence: string, paint: (text: string) => string): Span[] {
  return sentence
    .split(/(`[^`]*`)/)
    .filter((piece) => piece !== "")
    .map((piece) => (piece.startsWith("`") && piece.length > 1 ? { text: piece, paint } : { text: piece }));
}
