// Remembers each file's analysis under its content, so that an unchanged file costs one look at its state.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Notice } from "../model/report.ts";
import { emptyIndex, parseIndex } from "./cache-index.ts";
import type { CacheEntry, CachedFile, CacheIndex, SeenState } from "./cache-index.ts";
import { projectFolder } from "./cache-location.ts";
import type { CacheLocationRequest } from "./cache-location.ts";
import { SegmentReader } from "./segment-reader.ts";
import { indexFileName, maxProjectBytes, writeCache } from "./write-cache.ts";
import type { NewEntry } from "./write-cache.ts";

/**
 * File systems keep times as coarsely as two seconds: a file that changed less than this before it was seen may have
 * changed again without a trace, and its bytes are compared.
 */
const timeGranularityMs = 2_000;

export interface CacheRequest extends CacheLocationRequest {
  /** The clock, injected: milliseconds since 1970. Read once, when the cache is opened: before any file is read. */
  readonly now: () => number;
  /** The results of the project take at most this much on the disk. Default: 256 MB. */
  readonly maxBytes?: number;
}

/** A file as it lies on the disk; a `DiscoveredFile` fits. */
export interface FileState {
  /** Root-relative. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
}

/** Names the bytes of a file. */
export function hashContent(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 40);
}

/**
 * The results of one project under one build. Never throws: what is missing, damaged or unwritable is a miss.
 * `variant` names everything beside the bytes and the path that a result depends on: language and resolved settings.
 */
export class ResultCache {
  readonly #folder: string;
  readonly #openedAtMs: number;
  readonly #maxBytes: number;
  readonly #index: CacheIndex;
  readonly #reader: SegmentReader;
  readonly #added: NewEntry[] = [];
  #hasChanged = false;

  constructor(request: CacheRequest) {
    this.#folder = projectFolder(request);
    this.#openedAtMs = request.now();
    this.#maxBytes = request.maxBytes ?? maxProjectBytes;
    this.#index = loadIndex(this.#folder) ?? emptyIndex();
    this.#reader = new SegmentReader(this.#folder);
  }

  /** The result for a file whose state shows that it has not changed since it was last seen. Reads no source file. */
  lookUp(file: FileState, variant: string): { readonly value: unknown } | undefined {
    const cached = this.#index.files.get(file.path);
    if (cached?.seen === undefined || !isUnchanged(cached.seen, file)) return undefined;
    return this.#read(cached, variant, cached.seen.contentHash);
  }

  /** Hashes of contents of this path for which there are results. A worker that finds one of them may stop there. */
  knownHashes(path: string, variant: string): readonly string[] {
    const entries = this.#index.files.get(path)?.entries ?? [];
    return entries.filter((entry) => entry.variant === variant).map((entry) => entry.contentHash);
  }

  /** The result for known bytes, whatever the file's times say; remembers the file's state for the next run. */
  lookUpContent(file: FileState, variant: string, contentHash: string): { readonly value: unknown } | undefined {
    const cached = this.#index.files.get(file.path);
    const found = cached === undefined ? undefined : this.#read(cached, variant, contentHash);
    if (found !== undefined) this.#remember(cached!, file, contentHash);
    return found;
  }

  /** Keeps a result, which must survive JSON. It is written by {@link flush}. */
  store(file: FileState, variant: string, contentHash: string, value: unknown): void {
    let cached = this.#index.files.get(file.path);
    if (cached === undefined) {
      cached = { seen: undefined, entries: [] };
      this.#index.files.set(file.path, cached);
    }
    this.#remember(cached, file, contentHash);
    this.#added.push({ path: file.path, contentHash, variant, bytes: Buffer.from(JSON.stringify(value)) });
  }

  /** Writes what is new and closes the cache. Without news it writes nothing. */
  flush(): readonly Notice[] {
    try {
      if (this.#hasChanged || this.#added.length > 0) {
        writeCache({
          folder: this.#folder,
          index: this.#index,
          added: this.#added,
          reader: this.#reader,
          nowMs: this.#openedAtMs,
          maxBytes: this.#maxBytes,
        });
      }
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [{ level: "info", code: "cache-unavailable", message: `Results were not cached: ${reason}` }];
    } finally {
      this.#reader.close();
    }
  }

  #read(cached: CachedFile, variant: string, contentHash: string): { readonly value: unknown } | undefined {
    const entry = cached.entries.find((candidate) => candidate.contentHash === contentHash && candidate.variant === variant);
    const bytes = entry === undefined ? undefined : this.#reader.read(entry);
    if (entry === undefined || bytes === undefined) return undefined;
    this.#use(entry);
    // The checksum shows that these are the bytes of JSON that store() made.
    return { value: JSON.parse(bytes.toString("utf8")) as unknown };
  }

  #use(entry: CacheEntry): void {
    const today = Math.floor(this.#openedAtMs / 86_400_000);
    if (entry.lastUsedDay === today) return;
    entry.lastUsedDay = today;
    this.#hasChanged = true;
  }

  #remember(cached: CachedFile, file: FileState, contentHash: string): void {
    const { sizeBytes, mtimeMs, ctimeMs, inode } = file;
    cached.seen = { sizeBytes, mtimeMs, ctimeMs, inode, seenAtMs: this.#openedAtMs, contentHash };
    this.#hasChanged = true;
  }
}

function isUnchanged(seen: SeenState, file: FileState): boolean {
  if (seen.sizeBytes !== file.sizeBytes || seen.mtimeMs !== file.mtimeMs) return false;
  if (seen.ctimeMs !== file.ctimeMs || seen.inode !== file.inode) return false;
  return Math.max(seen.mtimeMs, seen.ctimeMs) < seen.seenAtMs - timeGranularityMs;
}

/** The stored index, or undefined where there is none or it is damaged. */
export function loadIndex(folder: string): CacheIndex | undefined {
  try {
    return parseIndex(readFileSync(join(folder, indexFileName)));
  } catch {
    // No cache yet, or one that cannot be read: every look-up is a miss.
    return undefined;
  }
}
