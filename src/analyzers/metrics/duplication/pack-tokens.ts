// Packs the tokens of a file as text, so that they cross threads and stay in the cache with the rest of its analysis.

import type { TokenStream } from "./tokens.ts";

/** Base64 of 32-bit integers: all codes, then all names, then all lines. */
export function packTokens({ codes, names, lines }: TokenStream): string {
  const joined = new Uint32Array(codes.length * 3);
  joined.set(codes, 0);
  joined.set(names, codes.length);
  joined.set(lines, codes.length * 2);
  return Buffer.from(joined.buffer).toString("base64");
}

export function unpackTokens(packed: string): TokenStream {
  // A copy begins where 32-bit integers may.
  const joined = new Uint32Array(new Uint8Array(Buffer.from(packed, "base64")).buffer);
  const count = joined.length / 3;
  return { codes: joined.slice(0, count), names: joined.slice(count, count * 2), lines: joined.slice(count * 2) };
}
