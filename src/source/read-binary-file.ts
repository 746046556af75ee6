// Reads a file that belongs to this program, such as a grammar.

import { readFileSync } from "node:fs";

/** The bytes of a file of the build. Throws when it is missing: then the installation is broken. */
export function readBinaryFile(file: URL): Uint8Array {
  return readFileSync(file);
}
