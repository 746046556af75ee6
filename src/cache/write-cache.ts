// Writes new results: one new segment file, then an index that replaces the old one in a single step.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32 } from "node:zlib";
import { parseIndex, serialiseIndex } from "./cache-index.ts";
import type { CacheEntry, CacheIndex } from "./cache-index.ts";
import type { SegmentReader } from "./segment-reader.ts";

export const indexFileName = "index";

/** The results of one project take at most this much by default; the longest unused go first. */
export const maxProjectBytes = 256 * 1024 * 1024;

/** Results of one file for several contents and settings, so that switching branches and back stays cheap. */
const maxEntriesPerFile = 6;

/** More segments than this, or more dead than living bytes, are written together into one. */
const maxSegments = 8;

/** Results that no scan asked for in this time go. */
const maxUnusedDays = 30;

/** Files that no index names belong to another process at work, or to one that died: these are older. */
const orphanAgeMs = 10 * 60_000;

/** Caches of this many projects are kept, the longest unused go first. */
const maxProjects = 200;

/** A result that is not on the disk yet. */
export interface NewEntry {
  readonly path: string;
  readonly contentHash: string;
  readonly variant: string;
  readonly bytes: Buffer;
}

export interface WriteRequest {
  readonly folder: string;
  /** Is changed: it holds the new entries afterwards. */
  readonly index: CacheIndex;
  readonly added: readonly NewEntry[];
  readonly reader: SegmentReader;
  readonly nowMs: number;
  /** The limit for all results together. */
  readonly maxBytes: number;
}

/** Throws where the folder cannot be written. A process that dies on the way leaves the old index in force. */
export function writeCache(request: WriteRequest): void {
  const { folder, index, nowMs } = request;
  if (!existsSync(folder)) {
    makeFolder(folder);
    dropOldProjects(dirname(folder), folder);
  }
  mergeStored(folder, index);
  const today = Math.floor(nowMs / 86_400_000);
  addEntries(request, today);
  evict(index, today, request.maxBytes);
  dropUnusedSegments(index);
  if (isCompactionDue(index)) compact(request);
  writeSafely(folder, indexFileName, serialiseIndex(index));
  dropOrphans(folder, index, nowMs);
}

/** Node's own recursive form never returns for a folder below /proc, which answers that it does not exist. */
function makeFolder(folder: string): void {
  const parent = dirname(folder);
  if (parent !== folder && !existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(folder)) throw error;
  }
}

/** Another process may have written since this one read: what it found out is as true as what we did. */
function mergeStored(folder: string, index: CacheIndex): void {
  const stored = readStored(folder);
  if (stored === undefined) return;
  for (const [name, sizeBytes] of stored.segments) index.segments.set(name, sizeBytes);
  for (const [path, theirs] of stored.files) {
    const ours = index.files.get(path);
    if (ours === undefined) {
      index.files.set(path, theirs);
      continue;
    }
    ours.seen ??= theirs.seen;
    // Slices that a compaction has moved replace those that we know: ours may be gone.
    const moved = theirs.entries.map((entry) => {
      const known = ours.entries.find((own) => isSameResult(own, entry));
      return known === undefined ? entry : { ...entry, lastUsedDay: Math.max(known.lastUsedDay, entry.lastUsedDay) };
    });
    const onlyOurs = ours.entries.filter((own) => !theirs.entries.some((entry) => isSameResult(own, entry)));
    ours.entries = [...onlyOurs.filter((entry) => existsSync(join(folder, entry.segment))), ...moved];
  }
}

function readStored(folder: string): CacheIndex | undefined {
  const file = join(folder, indexFileName);
  return existsSync(file) ? parseIndex(readFileSync(file)) : undefined;
}

function isSameResult(left: { contentHash: string; variant: string }, right: { contentHash: string; variant: string }): boolean {
  return left.contentHash === right.contentHash && left.variant === right.variant;
}

/** All new results go into one new segment, named at random, which nobody reads before the index names it. */
function addEntries(request: WriteRequest, today: number): void {
  const { folder, index, added } = request;
  if (added.length === 0) return;
  const segment = segmentName();
  let offset = 0;
  for (const { path, contentHash, variant, bytes } of added) {
    const file = index.files.get(path)!;
    const entry: CacheEntry = { contentHash, variant, segment, offset, length: bytes.length, checksum: crc32(bytes), lastUsedDay: today };
    file.entries = [entry, ...file.entries.filter((old) => !isSameResult(old, entry))];
    offset += bytes.length;
  }
  writeSafely(folder, segment, Buffer.concat(added.map((entry) => entry.bytes), offset));
  index.segments.set(segment, offset);
}

/** Drops what is old, what is too much for one file, and then the longest unused until the rest fits. */
function evict(index: CacheIndex, today: number, maxBytes: number): void {
  for (const [path, file] of index.files) {
    file.entries = file.entries.filter((entry) => entry.lastUsedDay >= today - maxUnusedDays).slice(0, maxEntriesPerFile);
    if (file.entries.length === 0) index.files.delete(path);
  }
  const all = [...index.files.values()].flatMap((file) => file.entries.map((entry) => ({ file, entry })));
  let sizeBytes = all.reduce((sum, { entry }) => sum + entry.length, 0);
  if (sizeBytes <= maxBytes) return;
  all.sort((left, right) => left.entry.lastUsedDay - right.entry.lastUsedDay);
  for (const { file, entry } of all) {
    if (sizeBytes <= maxBytes) return;
    file.entries = file.entries.filter((kept) => kept !== entry);
    sizeBytes -= entry.length;
  }
}

function dropUnusedSegments(index: CacheIndex): void {
  const used = new Set<string>();
  for (const file of index.files.values()) for (const entry of file.entries) used.add(entry.segment);
  for (const name of index.segments.keys()) if (!used.has(name)) index.segments.delete(name);
}

function isCompactionDue(index: CacheIndex): boolean {
  if (index.segments.size > maxSegments) return true;
  const total = [...index.segments.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0);
  let live = 0;
  for (const file of index.files.values()) for (const entry of file.entries) live += entry.length;
  return live * 2 < total;
}

/** Copies all living results into one segment; damaged ones stay behind. */
function compact(request: WriteRequest): void {
  const { folder, index, reader } = request;
  const segment = segmentName();
  const chunks: Buffer[] = [];
  let offset = 0;
  for (const file of index.files.values()) {
    file.entries = file.entries.flatMap((entry) => {
      const bytes = reader.read(entry);
      if (bytes === undefined) return [];
      chunks.push(bytes);
      offset += bytes.length;
      return [{ ...entry, segment, offset: offset - bytes.length }];
    });
  }
  writeSafely(folder, segment, Buffer.concat(chunks, offset));
  index.segments.clear();
  index.segments.set(segment, offset);
}

function segmentName(): string {
  return `segment-${randomBytes(8).toString("hex")}`;
}

/** Under another name first: readers see the old file or the new one, never a part. */
function writeSafely(folder: string, name: string, bytes: Buffer): void {
  const temporary = join(folder, `${name}.${randomBytes(6).toString("hex")}.new`);
  try {
    writeFileSync(temporary, bytes, { mode: 0o600 });
    renameSync(temporary, join(folder, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function dropOrphans(folder: string, index: CacheIndex, nowMs: number): void {
  for (const name of readdirSync(folder)) {
    if (name === indexFileName || index.segments.has(name)) continue;
    const file = join(folder, name);
    const status = statSync(file, { throwIfNoEntry: false });
    if (status !== undefined && nowMs - status.mtimeMs > orphanAgeMs) rmSync(file, { force: true, recursive: true });
  }
}

/** Keeps the caches of the projects and builds that were written last. Touches nothing that is not ours by name. */
function dropOldProjects(folder: string, current: string): void {
  const projects = readdirSync(folder)
    .filter((name) => /^project-[0-9a-f]{32}$/.test(name) && join(folder, name) !== current)
    .map((name) => join(folder, name))
    .map((path) => ({ path, usedMs: statSync(join(path, indexFileName), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((left, right) => right.usedMs - left.usedMs);
  for (const { path } of projects.slice(maxProjects - 1)) rmSync(path, { recursive: true, force: true });
}
