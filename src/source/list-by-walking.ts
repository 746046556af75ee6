// Lists the files below folders by walking them, honouring the .gitignore files of every level.

import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join } from "node:path";
import type { SkippedFile } from "../model/report.ts";
import { decodeName } from "./file-names.ts";
import type { Target } from "./find-root.ts";
import { createIgnoreFiles } from "./ignore-files.ts";
import type { IgnoreFiles } from "./ignore-files.ts";

/** A walk stops after this many files; more is a disk, not a project. */
const maxFiles = 2_000_000;

/** Folders that never hold a project's own code, whatever the ignore files say. */
const foldersLeftOut: ReadonlySet<string> = new Set([".git", "node_modules"]);

export interface WalkRequest {
  /** Absolute. */
  readonly root: string;
  readonly targets: readonly Target[];
  readonly noIgnore: boolean;
  /** True where `.git/info/exclude` below the root counts. */
  readonly isGitRoot: boolean;
}

interface Walk {
  readonly root: string;
  readonly ignores: IgnoreFiles | undefined;
  readonly paths: Set<string>;
  readonly skipped: SkippedFile[];
}

/** Root-relative paths of the files and links below the targets. Links to folders are listed, never followed. */
export function listByWalking(request: WalkRequest): { readonly paths: Set<string>; readonly skipped: readonly SkippedFile[] } {
  const rootFile = request.isGitRoot ? join(".git", "info", "exclude") : undefined;
  const walk: Walk = {
    root: request.root,
    ignores: request.noIgnore ? undefined : createIgnoreFiles(request.root, ".gitignore", rootFile),
    paths: new Set(),
    skipped: [],
  };
  for (const target of request.targets) {
    if (walk.ignores !== undefined && isTargetIgnored(walk.ignores, target)) continue;
    if (target.isFolder) walkFolder(walk, target.path);
    else walk.paths.add(target.path);
  }
  return walk;
}

function isTargetIgnored(ignores: IgnoreFiles, target: Target): boolean {
  if (target.path === "") return false;
  if (target.path.split("/").some((part) => foldersLeftOut.has(part))) return true;
  return target.isFolder ? ignores.isFolderIgnored(target.path) : ignores.isFileIgnored(target.path);
}

function walkFolder(walk: Walk, start: string): void {
  const open = [start];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of entriesOf(walk, folder)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (foldersLeftOut.has(entry.name) || walk.ignores?.isFolderIgnored(path) === true) continue;
        open.push(path);
      } else if (walk.ignores?.isFileIgnored(path) !== true) {
        walk.paths.add(path);
      }
    }
    if (walk.paths.size > maxFiles) {
      walk.skipped.push({ path: start, reason: "too-large", detail: `more than ${maxFiles} files; the walk stopped there` });
      return;
    }
  }
}

function entriesOf(walk: Walk, folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(`${walk.root}/${folder}`, { withFileTypes: true });
    return entries.some((entry) => entry.name.includes("\uFFFD")) ? withoutBrokenNames(walk, folder, entries) : entries;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const detail = code === "EACCES" || code === "EPERM" ? "folder: permission denied" : `folder: ${code}`;
    walk.skipped.push({ path: folder === "" ? "." : folder, reason: code === "ENOENT" ? "vanished" : "unreadable", detail });
    return [];
  }
}

/** Names that are not UTF-8 come with replacement characters and cannot be opened: they get an entry. */
function withoutBrokenNames(walk: Walk, folder: string, entries: readonly Dirent[]): readonly Dirent[] {
  const valid = new Set<string>();
  for (const bytes of readdirSync(join(walk.root, folder), { encoding: "buffer" })) {
    const { name, isValid } = decodeName(bytes);
    if (isValid) valid.add(name);
    else walk.skipped.push({ path: folder === "" ? name : `${folder}/${name}`, reason: "not-utf8", detail: "the file's name is not valid UTF-8" });
  }
  return entries.filter((entry) => valid.has(entry.name));
}
