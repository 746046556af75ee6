// Opens a working directory of the host and turns it into an archive, never following a symbolic link.
import { closeSync, constants, fstatSync, lstatSync, openSync, opendirSync, readSync, readlinkSync, realpathSync, type Stats } from "node:fs";
import { createHash } from "node:crypto";
import { join, relative, resolve } from "node:path";
import { AssayError } from "../../model/errors.ts";
import { tarEntry, tarFileHeader, tarPadding } from "../sandbox/tar-stream.ts";

/** An opened folder of the host. */
export interface HostFolder {
  readonly descriptor: number;
  readonly path: string;
}

/** What the workspace held before the program started. */
export type ManifestEntry =
  | { readonly kind: "file"; readonly sizeBytes: number; readonly hash: string; readonly executable: boolean }
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "directory" };

/** Entries by path relative to the workspace. */
export type Manifest = Map<string, ManifestEntry>;

/** How much of a folder may be copied. */
export interface CopyLimits {
  readonly workspaceBytes: number;
  readonly workspaceFiles: number;
}

/**
 * Left out of every copy: its configuration may hold credentials, and hooks that a run planted there would run on the
 * host if a diff carried them back.
 */
export const SKIPPED_NAMES: ReadonlySet<string> = new Set([".git"]);

const OPEN_FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
// Without blocking: opening a pipe that somebody swapped in would otherwise wait for ever.
const OPEN_FILE = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const MAXIMUM_DEPTH = 100;
const READ_BYTES = 256 * 1024;

/**
 * Opens the directory that a request names. It must lie in an allowed root, and no part of its path below the root
 * may be a symbolic link. Each part is opened relative to the one before, so a swap in between is caught.
 */
export function openWorkingDirectory(requested: string, allowedRoots: readonly string[]): HostFolder {
  const roots = allowedRoots.map((root) => ({ named: resolve(root), real: resolveReal(root) }));
  const absolute = resolve(roots[0]?.real ?? "/", requested);
  for (const root of roots) {
    if (root.real === undefined) continue;
    for (const base of [root.named, root.real]) {
      const below = relative(base, absolute);
      const isInside = below === "" || (!below.startsWith("../") && below !== ".." && !below.startsWith("/"));
      if (isInside) return openBelow(root.real, below);
    }
  }
  throw new AssayError({
    code: "path-outside-root",
    message: `The working directory ${JSON.stringify(requested)} is outside the allowed folders.`,
    nextStep: roots.length === 0 ? "Have the operator allow a folder, or leave the working directory out." : `Use a folder below ${roots.map((root) => root.named).join(" or ")}.`,
  });
}

function resolveReal(root: string): string | undefined {
  try {
    return realpathSync(root);
  } catch {
    return undefined;
  }
}

function openBelow(root: string, below: string): HostFolder {
  const path = join(root, below);
  let descriptor = openFolder(root, path);
  for (const part of below === "" ? [] : below.split("/")) {
    const next = `/proc/self/fd/${descriptor}/${part}`;
    try {
      const child = openFolder(next, path);
      closeSync(descriptor);
      descriptor = child;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }
  return { descriptor, path };
}

function openFolder(path: string, shown: string): number {
  try {
    return openSync(path, OPEN_FOLDER);
  } catch (error) {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    throw new AssayError({
      code: isLink ? "path-outside-root" : "path-missing",
      message: isLink ? `The working directory ${shown} is reached through a symbolic link.` : `The working directory ${shown} is not a folder that can be opened.`,
      nextStep: isLink ? "Name the folder by its real path." : "Name an existing folder.",
      cause: error,
    });
  }
}

/** The archive of a folder under `target`, and in `manifest` what it holds. Throws `limit-exceeded`. */
export function* archiveFolder(folder: HostFolder, target: string, limits: CopyLimits, manifest: Manifest): Generator<Buffer> {
  const used = { bytes: 0, files: 0 };
  yield* archiveLevel(folder.descriptor, "", 0);

  function* archiveLevel(descriptor: number, prefix: string, depth: number): Generator<Buffer> {
    if (depth > MAXIMUM_DEPTH) throw tooLarge(`is nested more than ${MAXIMUM_DEPTH} folders deep`);
    for (const name of listNames(descriptor, limits.workspaceFiles)) {
      if (SKIPPED_NAMES.has(name)) continue;
      used.files += 1;
      if (used.files > limits.workspaceFiles) throw tooLarge(`has more than ${limits.workspaceFiles} files`);
      const path = `${prefix}${name}`;
      const opened = openEntry(descriptor, name);
      if (opened === undefined) continue;
      if (opened.kind === "link") {
        manifest.set(path, { kind: "link", target: opened.target });
        yield* tarEntry({ kind: "link", path: `${target}/${path}`, target: opened.target });
        continue;
      }
      try {
        if (opened.status.isDirectory()) {
          manifest.set(path, { kind: "directory" });
          yield* tarEntry({ kind: "directory", path: `${target}/${path}` });
          yield* archiveLevel(opened.descriptor, `${path}/`, depth + 1);
        } else {
          used.bytes += opened.status.size;
          if (used.bytes > limits.workspaceBytes) throw tooLarge(`holds more than ${limits.workspaceBytes} bytes`);
          yield* archiveFile(opened, path, target, manifest);
        }
      } finally {
        closeSync(opened.descriptor);
      }
    }
  }

  function tooLarge(problem: string): AssayError {
    return new AssayError({
      code: "limit-exceeded",
      message: `The working directory ${folder.path} ${problem}, too much for a private copy.`,
      nextStep: "Name a smaller folder, or have the operator raise workspaceBytes or workspaceFiles.",
    });
  }
}

type OpenedEntry =
  | { readonly kind: "link"; readonly target: string }
  | { readonly kind: "opened"; readonly descriptor: number; readonly status: Stats };

/** Opens a file or folder; pipes, sockets, devices and what may not be read are passed over. */
function openEntry(parent: number, name: string): OpenedEntry | undefined {
  const path = `/proc/self/fd/${parent}/${name}`;
  try {
    const status = lstatSync(path);
    if (status.isSymbolicLink()) return { kind: "link", target: readlinkSync(path) };
    if (!status.isFile() && !status.isDirectory()) return undefined;
    const descriptor = openSync(path, status.isDirectory() ? OPEN_FOLDER : OPEN_FILE);
    const opened = fstatSync(descriptor);
    if (opened.isFile() || opened.isDirectory()) return { kind: "opened", descriptor, status: opened };
    closeSync(descriptor);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (["ENOENT", "EACCES", "EPERM", "ELOOP", "ENOTDIR", "ENXIO"].includes(code)) return undefined;
    throw error;
  }
}

/** Names of a folder in order, at most one more than the limit. */
export function listNames(descriptor: number, limit: number): string[] {
  const names: string[] = [];
  const folder = opendirSync(`/proc/self/fd/${descriptor}`);
  try {
    for (let entry = folder.readSync(); entry !== null && names.length <= limit; entry = folder.readSync()) names.push(entry.name);
  } finally {
    folder.closeSync();
  }
  return names.sort();
}

function* archiveFile(opened: { readonly descriptor: number; readonly status: Stats }, path: string, target: string, manifest: Manifest): Generator<Buffer> {
  const { size, mode } = opened.status;
  const executable = (mode & 0o100) !== 0;
  const hash = createHash("sha256");
  yield* tarFileHeader(`${target}/${path}`, size, executable);
  let remaining = size;
  while (remaining > 0) {
    const block = Buffer.alloc(Math.min(READ_BYTES, remaining));
    const count = readSync(opened.descriptor, block);
    // A file that shrank meanwhile is filled up with zeros: the archive has promised its size.
    const part = count === 0 ? block : block.subarray(0, count);
    hash.update(part);
    remaining -= part.length;
    yield part;
  }
  yield tarPadding(size);
  manifest.set(path, { kind: "file", sizeBytes: size, hash: hash.digest("hex"), executable });
}
