// Compares the workspace after a run with what was placed in it: files made, changed and deleted.
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readlinkSync } from "node:fs";
import { createHash } from "node:crypto";
import { listNames, SKIPPED_NAMES, type Manifest } from "./host-folder.ts";

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

/** All changes in order of path. Links are never followed, pipes and sockets passed over. */
export function collectChanges(comparison: Comparison): WorkspaceChange[] {
  const { manifest, limits, ownFiles } = comparison;
  const changes: WorkspaceChange[] = [];
  const seen = new Set<string>();
  const used = { bytes: 0, files: 0 };
  visit(comparison.workspace, "", 0);
  for (const [path, entry] of manifest) {
    if (entry.kind === "directory" || seen.has(path) || ownFiles.has(path)) continue;
    const executable = entry.kind === "file" && entry.executable;
    changes.push({ path, state: "deleted", kind: entry.kind, sizeBytes: 0, executable, wasExecutable: executable, content: undefined });
  }
  return changes.sort((left, right) => (left.path < right.path ? -1 : 1));

  function visit(descriptor: number, prefix: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) return;
    for (const name of listNames(descriptor, limits.workspaceFiles)) {
      used.files += 1;
      const isPastLimit = used.files > 2 * limits.workspaceFiles || changes.length >= limits.maximumArtifacts;
      if (isPastLimit) return;
      const path = prefix + name;
      if (SKIPPED_NAMES.has(name) || ownFiles.has(path)) continue;
      seen.add(path);
      visitEntry(`/proc/self/fd/${descriptor}/${name}`, path, depth);
    }
  }

  function visitEntry(place: string, path: string, depth: number): void {
    const status = lstatSync(place, { throwIfNoEntry: false });
    if (status?.isDirectory() === true) return withDescriptor(place, OPEN_FOLDER, (folder) => visit(folder, `${path}/`, depth + 1));
    if (status?.isSymbolicLink() === true) return visitLink(place, path);
    if (status?.isFile() === true) withDescriptor(place, OPEN_FILE, (file) => visitFile(file, path));
  }

  function visitLink(place: string, path: string): void {
    const before = manifest.get(path);
    const target = readlinkSync(place);
    if (before?.kind === "link" && before.target === target) return;
    const content = Buffer.from(target);
    changes.push({ path, state: before === undefined ? "added" : "modified", kind: "link", sizeBytes: content.length, executable: false, wasExecutable: false, content });
  }

  function visitFile(file: number, path: string): void {
    const status = fstatSync(file);
    const before = manifest.get(path);
    const executable = (status.mode & 0o100) !== 0;
    const isSameMode = before?.kind === "file" && before.executable === executable;
    // The kernel sets the change time and no program inside can: an older one proves that nothing was written.
    const isOlder = status.ctimeMs < comparison.startedAtMs - CLOCK_GRAIN_MS;
    if (before?.kind === "file" && isOlder && before.sizeBytes === status.size) return;
    const mayKeep = used.bytes + status.size <= limits.artifactBytes;
    const mayBeSame = before?.kind === "file" && before.sizeBytes === status.size;
    const { content, hash } = readWhole(file, status.size, mayKeep, mayBeSame);
    if (before?.kind === "file" && before.hash === hash && isSameMode) return;
    if (content !== undefined) used.bytes += content.length;
    const wasExecutable = before?.kind === "file" ? before.executable : executable;
    changes.push({ path, state: before === undefined ? "added" : "modified", kind: "file", sizeBytes: status.size, executable, wasExecutable, content });
  }
}

function withDescriptor(place: string, flags: number, use: (descriptor: number) => void): void {
  let descriptor: number;
  try {
    descriptor = openSync(place, flags);
  } catch {
    // A file that its own mode hides (0000) is not brought back; nothing else can go wrong, for nobody is left inside.
    return;
  }
  try {
    use(descriptor);
  } finally {
    closeSync(descriptor);
  }
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
