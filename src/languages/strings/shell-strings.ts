// What shell commands in the strings of all languages have in common.

import type { EmbeddedCode } from "../../syntax/embedded.ts";

/** Stands in a command for what is pasted into it: a letter, so that it is part of the word it stands in. */
export const shellHole = "x";

/** In the order of the file, without those that stand inside another. */
export function sortPieces(pieces: readonly EmbeddedCode[]): EmbeddedCode[] {
  const placed = pieces.map((code) => ({ code, ...code.origin.rangeOf(0, code.text.length) }));
  placed.sort((left, right) => left.start - right.start || right.end - left.end);
  let end = -1;
  return placed.flatMap((piece) => {
    if (piece.start < end) return [];
    end = piece.end;
    return [piece.code];
  });
}
