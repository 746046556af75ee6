// Hands bytes to a child through a file descriptor that has no name any more.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Opens a nameless read-only file that holds `bytes`, runs `use` with its descriptor, and closes it. */
export function withAnonymousFile<Result>(bytes: Uint8Array, use: (descriptor: number) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "assay-"));
  const path = join(folder, "bytes");
  let reader: number;
  try {
    const writer = openSync(path, "wx", 0o600);
    try {
      // Opened before anything else can happen to the name, so both descriptors are the same file.
      reader = openSync(path, "r");
      writeSync(writer, bytes);
    } finally {
      closeSync(writer);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  try {
    return use(reader);
  } finally {
    closeSync(reader);
  }
}
