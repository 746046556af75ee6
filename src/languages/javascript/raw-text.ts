// Reads strings out of oxc's buffer as name ids.

import type { RawBuffer } from "./raw-buffer.ts";
import type { NameTable } from "./raw-names.ts";

export interface RawText {
  /** The id of the `Str` at a position: pointer and length. */
  readonly string: (at: number) => number;
  /** The id of the `JSStr` at a position: as above, or with lone surrogates in a form of UTF-8 that keeps them. */
  readonly jsString: (at: number) => number;
  /** The id of the number at a position, printed as a property key is. */
  readonly numberKey: (at: number) => number;
}

/** How a JSStr says that it holds lone surrogates. */
const surrogatesMark = 12;

/** Readers of one buffer. */
export function createRawText({ bytes, words }: RawBuffer, names: NameTable): RawText {
  const doubles = new Float64Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 8));

  function string(at: number): number {
    return names.ofBytes(bytes, words[at >> 2]!, words[(at >> 2) + 2]!);
  }

  function jsString(at: number): number {
    return bytes[at + surrogatesMark] === 0 ? string(at) : names.ofString(withSurrogates(at));
  }

  /** Code point by code point: other decoders replace surrogates. */
  function withSurrogates(at: number): string {
    let text = "";
    let place = words[at >> 2]!;
    const end = place + words[(at >> 2) + 2]!;
    while (place < end) {
      const lead = bytes[place]!;
      const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      let codePoint = length === 1 ? lead : lead & (0xff >> (length + 1));
      for (let index = 1; index < length; index++) codePoint = (codePoint << 6) | (bytes[place + index]! & 0x3f);
      text += String.fromCodePoint(codePoint);
      place += length;
    }
    return text;
  }

  return { string, jsString, numberKey: (at) => names.ofString(String(doubles[at >> 3])) };
}
