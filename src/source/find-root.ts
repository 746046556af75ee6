// Finds the folder that all paths of a scan are relative to, and turns the named paths into places below it.

import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { AssayError } from "../model/errors.ts";

/** One path that the user named, resolved. */
export interface Target {
  /** As the user wrote it. */
  readonly named: string;
  /** Relative to the root, forward slashes, "" for the root itself. */
  readonly path: string;
  readonly isFolder: boolean;
}

export interface ScanRoot {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  /** True where `root` holds a `.git` entry, that is, is the top of a git work tree. */
  readonly isGitRoot: boolean;
  readonly targets: readonly Target[];
}

/**
 * The root is the top of the git work tree that holds all named paths, else the working directory where it holds
 * them all, else their nearest common folder. Throws `path-missing` for a path that does not exist.
 */
export function findRoot(paths: readonly string[], workingDirectory: string): ScanRoot {
  const named = paths.length === 0 ? ["."] : paths;
  const places = named.map((path) => locate(path, workingDirectory));
  const common = places.map((place) => (place.isFolder ? place.real : dirname(place.real))).reduce(commonFolder);
  const gitRoot = findGitRoot(common);
  const directory = realpathSync.native(workingDirectory);
  const root = gitRoot ?? (isInside(common, directory) ? directory : common);
  const targets = places.map((place) => ({
    named: place.named,
    path: relative(root, place.real).split(sep).join("/"),
    isFolder: place.isFolder,
  }));
  return { root, isGitRoot: gitRoot !== undefined, targets };
}

/** The nearest folder at or above `folder` that holds a `.git` entry (a folder, or a file in worktrees and submodules). */
export function findGitRoot(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

interface Place {
  readonly named: string;
  readonly real: string;
  readonly isFolder: boolean;
}

function locate(path: string, workingDirectory: string): Place {
  const absolute = resolve(workingDirectory, path);
  try {
    const real = realpathSync.native(absolute);
    return { named: path, real, isFolder: statSync(real).isDirectory() };
  } catch (cause) {
    throw new AssayError({
      code: "path-missing",
      message: `There is no file or folder ${JSON.stringify(path)}${reasonOf(cause)}.`,
      nextStep: `Name a path that exists, relative to ${workingDirectory}.`,
      cause,
    });
  }
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ELOOP") return " (its symbolic links form a loop)";
  if (code === "EACCES" || code === "EPERM") return " that may be read (permission denied)";
  return "";
}

function commonFolder(left: string, right: string): string {
  let common = left;
  while (!isInside(right, common)) common = dirname(common);
  return common;
}

/** True where `path` is `folder` or lies below it. Both are absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
