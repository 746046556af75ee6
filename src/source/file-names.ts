// Turns file names as the disk holds them, which may be any bytes, into text.

import { isUtf8 } from "node:buffer";

/**
 * The name as text, or, where it is not valid UTF-8, a readable stand-in with `\xNN` for the bad bytes. Such a file
 * cannot be opened by its text name, so it gets an entry among the skipped files.
 */
export function decodeName(bytes: Uint8Array): { readonly name: string; readonly isValid: boolean } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return { name: buffer.toString("utf8"), isValid: true };
  let name = "";
  for (const byte of buffer) {
    name += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return { name, isValid: false };
}
