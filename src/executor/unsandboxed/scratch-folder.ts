// A folder of the host's own temporary place in which an unprotected run works, on any operating system.
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { AssayError } from "../../model/errors.ts";
import type { ExecutionPolicy } from "../policy.ts";
import type { SeedEntry } from "../sandbox/tar-stream.ts";
import { byPathThenDeletedFirst, type CollectedChanges, type WorkspaceChange } from "../workspace/changes.ts";
import { SKIPPED_NAMES } from "../workspace/host-folder.ts";

/** The folders of one run, all below one that is removed at its end. */
export interface ScratchFolder {
  readonly root: string;
  readonly workspace: string;
  readonly control: string;
  readonly temporary: string;
}

/** What a file of the workspace held at one moment. */
export interface FileState {
  readonly kind: "file" | "link";
  readonly sizeBytes: number;
  readonly executable: boolean;
  readonly hash: string;
}

const MAXIMUM_DEPTH = 100;

/** Makes the folders; {@link removeScratchFolder} takes them away. */
export function makeScratchFolder(): ScratchFolder {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "assay-run-")));
  const folders = { root, workspace: join(root, "workspace"), control: join(root, "control"), temporary: join(root, "tmp") };
  for (const path of [folders.workspace, folders.control, folders.temporary]) mkdirSync(path);
  return folders;
}

/** Removes all that a run left in its folders. */
export function removeScratchFolder(folder: ScratchFolder): void {
  rmSync(folder.root, { recursive: true, force: true, maxRetries: 3 });
}

/** The real path of a working directory inside an allowed root. Throws `path-outside-root` or `path-missing`. */
export function resolveWorkingDirectory(requested: string, allowedRoots: readonly string[]): string {
  const roots = allowedRoots.filter((root) => existsSync(root)).map((root) => ({ named: resolve(root), real: realpathSync(root) }));
  const absolute = resolve(roots[0]?.real ?? sep, requested);
  const root = roots.find(({ named, real }) => isBelow(named, absolute) || isBelow(real, absolute));
  if (root === undefined) {
    throw new AssayError({
      code: "path-outside-root",
      message: `The working directory ${JSON.stringify(requested)} is outside the allowed folders.`,
      nextStep: roots.length === 0 ? "Have the operator allow a folder, or leave the working directory out." : `Use a folder below ${roots.map(({ named }) => named).join(" or ")}.`,
    });
  }
  const expected = join(root.real, relative(isBelow(root.named, absolute) ? root.named : root.real, absolute));
  if (!existsSync(expected) || !lstatSync(expected).isDirectory()) {
    const isLink = lstatSync(expected, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    throw new AssayError({
      code: isLink ? "path-outside-root" : "path-missing",
      message: `The working directory ${absolute} is ${isLink ? "a symbolic link" : "not a folder that can be opened"}.`,
      nextStep: isLink ? "Name the folder by its real path." : "Name an existing folder.",
    });
  }
  if (realpathSync(expected) === expected) return expected;
  throw new AssayError({ code: "path-outside-root", message: `The working directory ${absolute} is reached through a symbolic link.`, nextStep: "Name the folder by its real path." });
}

function isBelow(root: string, path: string): boolean {
  const below = relative(root, path);
  return below === "" || (below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below));
}

/**
 * Copies a folder without following links. A link that leads out of the folder is left behind: through it a run would
 * write on the original. Throws `limit-exceeded`.
 */
export function copyInto(source: string, target: string, policy: Pick<ExecutionPolicy, "workspaceBytes" | "workspaceFiles">): void {
  const used = { bytes: 0, files: 0 };
  for (const entry of walk(source)) {
    used.files += 1;
    used.bytes += entry.sizeBytes;
    if (used.files > policy.workspaceFiles || used.bytes > policy.workspaceBytes) {
      throw new AssayError({
        code: "limit-exceeded",
        message: `The working directory ${source} is too much for a private copy.`,
        nextStep: "Name a smaller folder, or have the operator raise workspaceBytes or workspaceFiles.",
      });
    }
    const from = join(source, entry.path);
    const to = join(target, entry.path);
    if (entry.kind === "directory") mkdirSync(to, { recursive: true });
    else if (entry.kind === "file") copyFileSync(from, to);
    else if (isBelow(source, resolve(dirname(from), readlinkSync(from))) && !isAbsolute(readlinkSync(from))) symlinkSync(readlinkSync(from), to);
  }
}

/** Writes what a plan places. */
export function placeSeed(entry: SeedEntry): void {
  if (entry.kind === "directory") {
    mkdirSync(entry.path, { recursive: true });
    return;
  }
  mkdirSync(dirname(entry.path), { recursive: true });
  if (entry.kind === "link") symlinkSync(entry.target, entry.path);
  else {
    writeFileSync(entry.path, entry.content);
    if (entry.executable === true) chmodSync(entry.path, 0o755);
  }
}

/** All files and links of a folder with their contents' hashes, by path with forward slashes. */
export function readStates(folder: string, maximumFiles: number): Map<string, FileState> {
  const states = new Map<string, FileState>();
  for (const { path, kind, executable } of walk(folder)) {
    if (kind === "directory") continue;
    if (states.size >= maximumFiles) break;
    const content = readEntry(join(folder, path), kind);
    if (content === undefined) continue;
    states.set(path, { kind, sizeBytes: content.length, executable, hash: createHash("sha256").update(content).digest("hex") });
  }
  return states;
}

/** What differs between two readings of a folder, in order of path; contents up to the policy's bound. */
export function compareStates(
  folder: string,
  before: ReadonlyMap<string, FileState>,
  ownFiles: ReadonlySet<string>,
  policy: Pick<ExecutionPolicy, "workspaceFiles" | "maximumArtifacts" | "artifactBytes">,
): CollectedChanges {
  const limit = 2 * policy.workspaceFiles;
  const after = readStates(folder, limit);
  const changes: WorkspaceChange[] = [];
  let keptBytes = 0;
  for (const [path, state] of after) {
    const sameKind = before.get(path)?.kind === state.kind ? before.get(path) : undefined;
    const isSame = sameKind?.hash === state.hash && sameKind.executable === state.executable;
    if (isSame || ownFiles.has(path)) continue;
    const mayKeep = changes.length < policy.maximumArtifacts && keptBytes + state.sizeBytes <= policy.artifactBytes;
    const content = mayKeep ? readEntry(join(folder, path), state.kind) : undefined;
    keptBytes += content?.length ?? 0;
    const wasExecutable = sameKind?.executable ?? state.executable;
    changes.push({ path, state: sameKind === undefined ? "added" : "modified", kind: state.kind, sizeBytes: state.sizeBytes, executable: state.executable, wasExecutable, content });
  }
  // Where a file took a link's place, or the other way round, the one is gone and the other new.
  const gone = [...before].filter(([path, { kind }]) => after.get(path)?.kind !== kind && !ownFiles.has(path) && (after.size < limit || after.has(path)));
  for (const [path, { kind, executable }] of gone) {
    changes.push({ path, state: "deleted", kind, sizeBytes: 0, executable, wasExecutable: executable, content: undefined });
  }
  const isTruncated = changes.length > policy.maximumArtifacts || after.size >= limit;
  return { changes: changes.sort(byPathThenDeletedFirst).slice(0, policy.maximumArtifacts), isTruncated };
}

function readEntry(path: string, kind: "file" | "link"): Buffer | undefined {
  try {
    return kind === "link" ? Buffer.from(readlinkSync(path)) : readFileSync(path);
  } catch {
    // Its own mode hides it, or it went away: it is not brought back.
    return undefined;
  }
}

interface WalkedEntry {
  readonly path: string;
  readonly kind: "file" | "link" | "directory";
  readonly sizeBytes: number;
  readonly executable: boolean;
}

/** Files, links and folders, parents first and in order of name; pipes, sockets and devices are passed over. */
function* walk(folder: string, prefix = "", depth = 0): Generator<WalkedEntry> {
  if (depth > MAXIMUM_DEPTH) return;
  for (const name of readdirSync(join(folder, prefix)).sort()) {
    if (SKIPPED_NAMES.has(name)) continue;
    const path = prefix + name;
    const status = lstatSync(join(folder, path), { throwIfNoEntry: false });
    if (status === undefined) continue;
    const executable = status.isFile() && process.platform !== "win32" && (status.mode & 0o100) !== 0;
    if (status.isDirectory()) {
      yield { path, kind: "directory", sizeBytes: 0, executable: false };
      yield* walk(folder, `${path}/`, depth + 1);
    } else if (status.isFile() || status.isSymbolicLink()) {
      yield { path, kind: status.isFile() ? "file" : "link", sizeBytes: status.size, executable };
    }
  }
}
