// Reads a file at a place that others can write to: plain, bounded, never through a link, never waiting.
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** A regular file's bytes, when it is one and no larger than expected; never through a link at its last part. */
export function readRegularFile(path: string, maximumBytes: number): Buffer | undefined {
  let descriptor: number;
  try {
    // Without blocking: opening a pipe would otherwise wait for its writer.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    // It is not there, is no plain file or may not be read: either way there is nothing to show.
    return undefined;
  }
  try {
    const status = fstatSync(descriptor);
    return status.isFile() && status.size <= maximumBytes ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
