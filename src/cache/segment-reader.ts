// Reads cached results out of segment files, a slice at a time or, when many are wanted, the whole file at once.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

/** After this many single reads the rest of a segment is likely wanted as well. */
const readsBeforeWhole = 16;

/** A larger segment is never held in memory as a whole. */
const maxWholeBytes = 64 * 1024 * 1024;

/** A slice of a segment. */
export interface Slice {
  readonly segment: string;
  readonly offset: number;
  readonly length: number;
  readonly checksum: number;
}

interface OpenSegment {
  readonly descriptor: number;
  readonly sizeBytes: number;
  reads: number;
  whole: Buffer | undefined;
}

/** Holds the open segment files of one project; close it at the end. */
export class SegmentReader {
  readonly #folder: string;
  readonly #open = new Map<string, OpenSegment | undefined>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The bytes, or undefined where they are gone or damaged. */
  read(slice: Slice): Buffer | undefined {
    const segment = this.#segment(slice.segment);
    if (segment === undefined || slice.offset + slice.length > segment.sizeBytes) return undefined;
    const bytes = readSlice(segment, slice);
    return bytes !== undefined && crc32(bytes) === slice.checksum ? bytes : undefined;
  }

  close(): void {
    for (const segment of this.#open.values()) if (segment !== undefined) closeSync(segment.descriptor);
    this.#open.clear();
  }

  #segment(name: string): OpenSegment | undefined {
    if (this.#open.has(name)) return this.#open.get(name);
    let segment: OpenSegment | undefined;
    try {
      const descriptor = openSync(join(this.#folder, name), "r");
      segment = { descriptor, sizeBytes: fstatSync(descriptor).size, reads: 0, whole: undefined };
    } catch {
      // Cleared by another process or by hand: a miss, and the file is analysed afresh.
      segment = undefined;
    }
    this.#open.set(name, segment);
    return segment;
  }
}

function readSlice(segment: OpenSegment, slice: Slice): Buffer | undefined {
  segment.reads++;
  if (segment.whole === undefined && segment.reads > readsBeforeWhole && segment.sizeBytes <= maxWholeBytes) {
    segment.whole = readExactly(segment.descriptor, 0, segment.sizeBytes);
  }
  if (segment.whole !== undefined) return segment.whole.subarray(slice.offset, slice.offset + slice.length);
  return readExactly(segment.descriptor, slice.offset, slice.length);
}

function readExactly(descriptor: number, offset: number, length: number): Buffer | undefined {
  const buffer = Buffer.allocUnsafeSlow(length);
  try {
    let done = 0;
    while (done < length) {
      const count = readSync(descriptor, buffer, done, length - done, offset + done);
      if (count === 0) return undefined;
      done += count;
    }
    return buffer;
  } catch {
    // A read error is a miss as well.
    return undefined;
  }
}
