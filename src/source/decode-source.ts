// Turns a file's bytes into text: UTF-8, UTF-16 with a byte-order mark, or what the file itself declares.

import { isAscii, isUtf8 } from "node:buffer";
import type { Notice, SkippedFile } from "../model/report.ts";

export type SourceEncoding = "utf-8" | "utf-16le" | "utf-16be" | "latin1" | "windows-1252";

export interface DecodedSource {
  /** A byte-order mark stays in the text, as one UTF-16 unit. */
  readonly text: string;
  readonly encoding: SourceEncoding;
  /** What the reader must know about the decoding, for instance that bytes were replaced. */
  readonly notices: readonly Notice[];
}

/** PEP 263: a comment in the first or second line; that this is a comment in the language at hand is the `#`. */
const declaration = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** The single-byte encodings that are decoded, under the names people declare them by. */
const singleByteEncodings: ReadonlyMap<string, "latin1" | "windows-1252"> = new Map([
  ["latin-1", "latin1"],
  ["latin1", "latin1"],
  ["iso-8859-1", "latin1"],
  ["iso8859-1", "latin1"],
  ["iso-latin-1", "latin1"],
  ["l1", "latin1"],
  ["cp1252", "windows-1252"],
  ["windows-1252", "windows-1252"],
]);

/** Pure. The notices carry the path. */
export function decodeSource(bytes: Uint8Array, path: string): DecodedSource | SkippedFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length >= 2 && buffer[0] === 0xff && buffer[1] === 0xfe) return decodeUtf16(buffer, "utf-16le", path);
  if (buffer.length >= 2 && buffer[0] === 0xfe && buffer[1] === 0xff) return decodeUtf16(buffer, "utf-16be", path);
  if (buffer.includes(0)) return binary(path);
  if (isAscii(buffer)) return { text: buffer.toString("latin1"), encoding: "utf-8", notices: [] };
  const declared = singleByteEncodings.get(declaredEncoding(buffer) ?? "");
  // Python refuses a byte-order mark beside another encoding than UTF-8; the mark is what the bytes are.
  if (declared !== undefined && !(buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf)) {
    return { text: declared === "latin1" ? buffer.toString("latin1") : decodeWindows1252(buffer), encoding: declared, notices: [] };
  }
  const text = buffer.toString("utf8");
  return { text, encoding: "utf-8", notices: isUtf8(buffer) ? [] : [invalid(path, "UTF-8")] };
}

function decodeUtf16(buffer: Buffer, encoding: "utf-16le" | "utf-16be", path: string): DecodedSource | SkippedFile {
  const even = buffer.subarray(0, buffer.length & ~1);
  const text = (encoding === "utf-16le" ? even : Buffer.from(even).swap16()).toString("utf16le");
  if (text.includes("\0")) return binary(path);
  const notices: Notice[] = even.length === buffer.length ? [] : [invalid(path, "UTF-16")];
  return { text: even.length === buffer.length ? text : `${text}\uFFFD`, encoding, notices };
}

function binary(path: string): SkippedFile {
  return { path, reason: "binary", detail: "holds NUL bytes" };
}

/** Windows-1252 differs from Latin-1 in 0x80–0x9F only; five of these are no characters and stay control characters. */
export const windowsCharacters = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/** Done here because Node's own decoder of that name answers Latin-1 in some versions. */
function decodeWindows1252(buffer: Buffer): string {
  return buffer.toString("latin1").replace(/[\u0080-\u009F]/g, (unit) => windowsCharacters[unit.charCodeAt(0) - 0x80]!);
}

/** The encoding that a comment in the first two lines declares, in Python's normal form. */
function declaredEncoding(buffer: Buffer): string | undefined {
  const lines = buffer.toString("latin1", 0, 400).split(/\r\n|\r|\n/, 2);
  const first = declaration.exec(lines[0] ?? "");
  // The second line counts only where the first is a comment or blank.
  const found = first ?? (/^[ \t\f]*(#|$)/.test(lines[0] ?? "") ? declaration.exec(lines[1] ?? "") : null);
  return found?.[1]?.toLowerCase().replaceAll("_", "-");
}

function invalid(path: string, encoding: string): Notice {
  return {
    level: "warning",
    code: "encoding-invalid",
    message: `Not valid ${encoding}: bytes that cannot be read were replaced by U+FFFD.`,
    path,
  };
}
