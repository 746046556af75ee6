// Masks secrets before anything is stored: what is not kept cannot leak.

import { findSecrets } from "../rule-kit/secrets.ts";

/** The text with each secret replaced by what it was, and how many there were. */
export function maskSecrets(text: string): { readonly text: string; readonly count: number } {
  const places = findSecrets(text);
  if (places.length === 0) return { text, count: 0 };
  let masked = "";
  let from = 0;
  for (const { start, end, what } of places) {
    masked += `${text.slice(from, start)}[masked: ${what}]`;
    from = end;
  }
  return { text: masked + text.slice(from), count: places.length };
}
