// The cache's index: which results there are for which file states, and where their bytes lie.

import { crc32 } from "node:zlib";

/** Raised whenever the form of the index or of the segments changes. */
const formatVersion = 1;

/** One cached result: a slice of a segment file. */
export interface CacheEntry {
  /** Hash of the file's bytes, in hexadecimal digits. */
  readonly contentHash: string;
  /** What else the result depends on: language and resolved settings. */
  readonly variant: string;
  readonly segment: string;
  readonly offset: number;
  readonly length: number;
  readonly checksum: number;
  /** Whole days since 1970. */
  lastUsedDay: number;
}

/** The state in which a file was seen, and the hash that its bytes had then. */
export interface SeenState {
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
  /** When the scan that saw it began: a file that changed about then or later may have changed unseen. */
  readonly seenAtMs: number;
  readonly contentHash: string;
}

export interface CachedFile {
  seen: SeenState | undefined;
  /** Newest first. */
  entries: CacheEntry[];
}

export interface CacheIndex {
  /** By root-relative path. */
  readonly files: Map<string, CachedFile>;
  /** Size of each segment file in bytes, by name. */
  readonly segments: Map<string, number>;
}

export function emptyIndex(): CacheIndex {
  return { files: new Map(), segments: new Map() };
}

/** The stored form: names and hashes that repeat stand in a table and are numbers elsewhere. */
interface StoredIndex {
  readonly format: number;
  readonly strings: readonly string[];
  readonly segments: readonly (readonly [name: number, sizeBytes: number])[];
  /** Path, seen state (or an empty list), then entries. */
  readonly files: readonly (readonly [path: string, seen: readonly number[], entries: readonly (readonly number[])[]])[];
}

/** One line with a checksum, then JSON. */
export function serialiseIndex(index: CacheIndex): Buffer {
  const strings: string[] = [];
  const numbers = new Map<string, number>();
  const number = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, strings.length);
    return strings.push(text) - 1;
  };
  const files = [...index.files].map(([path, file]): StoredIndex["files"][number] => [
    path,
    file.seen === undefined
      ? []
      : [file.seen.sizeBytes, file.seen.mtimeMs, file.seen.ctimeMs, file.seen.inode, file.seen.seenAtMs, number(file.seen.contentHash)],
    file.entries.map((entry) => [number(entry.contentHash), number(entry.variant), number(entry.segment), entry.offset, entry.length, entry.checksum, entry.lastUsedDay]),
  ]);
  const segments = [...index.segments].map(([name, sizeBytes]) => [number(name), sizeBytes] as const);
  const stored: StoredIndex = { format: formatVersion, strings, segments, files };
  const body = JSON.stringify(stored);
  return Buffer.from(`${crc32(body)}\n${body}`);
}

/** Undefined for anything but an undamaged index of this format. */
export function parseIndex(bytes: Buffer): CacheIndex | undefined {
  const lineEnd = bytes.indexOf(10);
  if (lineEnd < 1 || lineEnd > 12) return undefined;
  const body = bytes.subarray(lineEnd + 1);
  if (Number(bytes.toString("latin1", 0, lineEnd)) !== crc32(body)) return undefined;
  // The checksum shows that the rest is what serialiseIndex wrote; the format, that it was this version of it.
  const stored = JSON.parse(body.toString("utf8")) as StoredIndex;
  if (stored.format !== formatVersion) return undefined;
  const text = (number: number | undefined): string => stored.strings[number!]!;
  const index = emptyIndex();
  for (const [name, sizeBytes] of stored.segments) index.segments.set(text(name), sizeBytes);
  for (const [path, seen, entries] of stored.files) {
    index.files.set(path, {
      seen: seen.length === 0 ? undefined : toSeen(seen, text(seen[5])),
      entries: entries.map(([hash, variant, segment, offset, length, checksum, day]) => ({
        contentHash: text(hash),
        variant: text(variant),
        segment: text(segment),
        offset: offset!,
        length: length!,
        checksum: checksum!,
        lastUsedDay: day!,
      })),
    });
  }
  return index;
}

function toSeen(seen: readonly number[], contentHash: string): SeenState {
  return { sizeBytes: seen[0]!, mtimeMs: seen[1]!, ctimeMs: seen[2]!, inode: seen[3]!, seenAtMs: seen[4]!, contentHash };
}
