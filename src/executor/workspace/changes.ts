// Compares the workspace after a run with what was placed in it: files made, changed and deleted.
import { chmodSync, closeSync, constants, fchmodSync, fstatSync, lstatSync, openSync, readSync, readlinkSync, type Stats } from "node:fs";
import { createHash } from "node:crypto";
import { listNames, SKIPPED_NAMES, type Manifest, type ManifestEntry } from "./host-folder.ts";

/** One difference. Content is left out where it is beyond the limit on artifact bytes. */
export interface WorkspaceChange {
  readonly path: string;
  readonly state: "added" | "modified" | "deleted";
  readonly kind: "file" | "link";
  readonly sizeBytes: number;
  readonly executable: boolean;
  readonly wasExecutable: boolean;
  readonly content: Buffer | undefined;
}

/** Bounds on what is collected from a folder that hostile code wrote. */
export interface CollectLimits {
  readonly maximumArtifacts: number;
  readonly artifactBytes: number;
  readonly workspaceFiles: number;
}

/** What to compare. */
export interface Comparison {
  /** Descriptor of the workspace, whose processes are all gone. */
  readonly workspace: number;
  readonly manifest: Manifest;
  /** When the program started, in milliseconds since 1970. */
  readonly startedAtMs: number;
  /** Paths that are the executor's own. */
  readonly ownFiles: ReadonlySet<string>;
  readonly limits: CollectLimits;
}

const MAXIMUM_DEPTH = 100;
const CLOCK_GRAIN_MS = 50;
const OPEN_FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const OPEN_FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** What differs, and whether there is more than the limits let be listed. */
export interface CollectedChanges {
  readonly changes: readonly WorkspaceChange[];
  readonly isTruncated: boolean;
}

/** All changes in order of path. Links are never followed, pipes and sockets passed over. */
export function collectChanges(comparison: Comparison): CollectedChanges {
  const { manifest, limits, ownFiles } = comparison;
  const changes: WorkspaceChange[] = [];
  const seen = new Set<string>();
  const used = { bytes: 0, files: 0 };
  let isTruncated = false;
  let hasSeenAll = true;
  openOwnFolder(comparison.workspace);
  visit(comparison.workspace, "", 0);
  // A name that was not come to is not known to be gone.
  if (hasSeenAll) {
    for (const [path, entry] of manifest) {
      if (entry.kind !== "directory" && !seen.has(path) && !ownFiles.has(path)) addDeleted(path, entry);
    }
  }
  return { changes: changes.sort(byPathThenDeletedFirst), isTruncated: isTruncated || !hasSeenAll };

  function visit(descriptor: number, prefix: string, depth: number): void {
    const names = depth > MAXIMUM_DEPTH ? [] : listNames(descriptor, 2 * limits.workspaceFiles);
    if (depth > MAXIMUM_DEPTH) isTruncated = true;
    for (const name of names) {
      used.files += 1;
      if (used.files > 2 * limits.workspaceFiles) {
        hasSeenAll = false;
        return;
      }
      const path = prefix + name;
      if (!SKIPPED_NAMES.has(name) && !ownFiles.has(path)) visitEntry(`/proc/self/fd/${descriptor}/${name}`, path, depth);
    }
  }

  function visitEntry(place: string, path: string, depth: number): void {
    const status = lstatSync(place, { throwIfNoEntry: false });
    if (status?.isDirectory() === true) {
      hasSeenAll = withDescriptor(place, OPEN_FOLDER, status, (folder) => visit(folder, `${path}/`, depth + 1)) && hasSeenAll;
    } else if (status?.isSymbolicLink() === true) {
      seen.add(path);
      visitLink(place, path);
    } else if (status?.isFile() === true) {
      seen.add(path);
      if (!withDescriptor(place, OPEN_FILE, status, (file) => visitFile(file, path, status))) isTruncated = true;
    } else if (status === undefined) isTruncated = true; // a name that is no text
  }

  /** A change that is not listed for want of room is not lost without a word. */
  function add(change: WorkspaceChange): void {
    if (changes.length < limits.maximumArtifacts) changes.push(change);
    else isTruncated = true;
  }

  function addDeleted(path: string, entry: ManifestEntry): void {
    const executable = entry.kind === "file" && entry.executable;
    add({ path, state: "deleted", kind: entry.kind === "link" ? "link" : "file", sizeBytes: 0, executable, wasExecutable: executable, content: undefined });
  }

  /** Where a file took a link's place, or the other way round, the one is gone and the other new. */
  function keptEntry<Kind extends "file" | "link">(path: string, kind: Kind): Extract<ManifestEntry, { kind: Kind }> | undefined {
    const before = manifest.get(path);
    if (before?.kind === kind) return before as Extract<ManifestEntry, { kind: Kind }>; // its kind was compared
    if (before !== undefined && before.kind !== "directory") addDeleted(path, before);
    return undefined;
  }

  function visitLink(place: string, path: string): void {
    const before = keptEntry(path, "link");
    const target = readlinkSync(place);
    if (before?.target === target) return;
    const content = Buffer.from(target);
    add({ path, state: before === undefined ? "added" : "modified", kind: "link", sizeBytes: content.length, executable: false, wasExecutable: false, content });
  }

  function visitFile(file: number, path: string, { mode, ctimeMs, size }: Stats): void {
    const before = keptEntry(path, "file");
    const executable = (mode & 0o100) !== 0;
    // The kernel sets the change time and no program inside can: an older one proves that nothing was written.
    const isOlder = ctimeMs < comparison.startedAtMs - CLOCK_GRAIN_MS;
    if (before !== undefined && isOlder && before.sizeBytes === size) return;
    const mayKeep = changes.length < limits.maximumArtifacts && used.bytes + size <= limits.artifactBytes;
    const { content, hash } = readWhole(file, size, mayKeep, before?.sizeBytes === size);
    if (before?.hash === hash && before.executable === executable) return;
    if (content !== undefined) used.bytes += content.length;
    const wasExecutable = before?.executable ?? executable;
    add({ path, state: before === undefined ? "added" : "modified", kind: "file", sizeBytes: size, executable, wasExecutable, content });
  }
}

/** The order of a list of changes: what is gone from a path stands before what took its place. */
export function byPathThenDeletedFirst(left: WorkspaceChange, right: WorkspaceChange): number {
  if (left.path !== right.path) return left.path < right.path ? -1 : 1;
  return left.state === "deleted" ? -1 : 1;
}

const OWNER_MAY_LIST = 0o500;
const OWNER_MAY_READ = 0o400;

/** A program may close its files and folders even to their owner; nobody is left inside whom opening them could help. */
function openOwnFolder(descriptor: number): void {
  if ((fstatSync(descriptor).mode & OWNER_MAY_LIST) !== OWNER_MAY_LIST) fchmodSync(descriptor, 0o700);
}

/** False when it cannot be opened, as by a service that is neither the owner nor may do what owners may. */
function withDescriptor(place: string, flags: number, { mode }: Stats, use: (descriptor: number) => void): boolean {
  const needed = flags === OPEN_FOLDER ? OWNER_MAY_LIST : OWNER_MAY_READ;
  let descriptor: number;
  try {
    // It is no link: it was looked at, and everything that could have changed it since is gone.
    if ((mode & needed) !== needed) chmodSync(place, mode | needed);
    descriptor = openSync(place, flags);
  } catch {
    return false;
  }
  try {
    use(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return true;
}

/** Reads a file for keeping, for comparing, or both; a sparse giant that may be neither is not read. */
function readWhole(file: number, sizeBytes: number, mayKeep: boolean, mayBeSame: boolean): { content: Buffer | undefined; hash: string } {
  if (!mayKeep && !mayBeSame) return { content: undefined, hash: "" };
  const hash = createHash("sha256");
  const parts: Buffer[] = [];
  const block = Buffer.alloc(256 * 1024);
  for (let offset = 0; offset < sizeBytes; ) {
    const count = readSync(file, block, 0, Math.min(block.length, sizeBytes - offset), offset);
    if (count === 0) break;
    const part = block.subarray(0, count);
    hash.update(part);
    if (mayKeep) parts.push(Buffer.from(part));
    offset += count;
  }
  return { content: mayKeep ? Buffer.concat(parts) : undefined, hash: hash.digest("hex") };
}
