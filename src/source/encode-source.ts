// Turns text back into the bytes of a file, in the encoding that it was read in.

import type { SourceEncoding } from "./decode-source.ts";
import { windowsCharacters } from "./decode-source.ts";

/** The bytes, or undefined where the encoding has no place for one of the characters. A byte-order mark is part of the text. */
export function encodeSource(text: string, encoding: SourceEncoding): Buffer | undefined {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  const units = encoding === "latin1" ? text : toWindows1252(text);
  return /^[\0-\u00FF]*$/.test(units) ? Buffer.from(units, "latin1") : undefined;
}

/** Characters of 0x80–0x9F as their bytes; those of Latin-1 that these bytes do not stand for cannot be written. */
function toWindows1252(text: string): string {
  return [...text]
    .map((character) => {
      const index = windowsCharacters.indexOf(character);
      if (index !== -1) return String.fromCharCode(0x80 + index);
      return /[\u0080-\u009F]/.test(character) ? "\uFFFF" : character;
    })
    .join("");
}
