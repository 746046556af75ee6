// Finds the files to analyse below the named paths, through git where there is a work tree, else by walking.

import { closeSync, lstatSync, openSync, readSync, realpathSync } from "node:fs";
import type { Stats } from "node:fs";
import type { Notice, SkippedFile } from "../model/report.ts";
import { comparePaths } from "./compare-paths.ts";
import type { DiscoveredFile, Discovery, DiscoveryRequest } from "./discovery.ts";
import { findRoot, isInside } from "./find-root.ts";
import type { ScanRoot, Target } from "./find-root.ts";
import { assayIgnoreName, createIgnoreFiles, folderOf } from "./ignore-files.ts";
import type { IgnoreFiles } from "./ignore-files.ts";
import { createLanguageFinder } from "./languages-by-name.ts";
import type { LanguageFinder } from "./languages-by-name.ts";
import { listByWalking } from "./list-by-walking.ts";
import { listThroughGit } from "./list-through-git.ts";
import { isVendored, vendoredFile } from "./vendored-paths.ts";

/** How much of an extensionless file is read to find its `#!` line. */
const firstLineBytes = 128;

/** Everything that the steps below share; the arrays are filled on the way. */
interface Search {
  readonly request: DiscoveryRequest;
  readonly scanRoot: ScanRoot;
  readonly finder: LanguageFinder;
  readonly assayIgnores: IgnoreFiles;
  /** Root-relative paths that the user named as files: their fate is always told. */
  readonly namedFiles: ReadonlySet<string>;
  readonly files: DiscoveredFile[];
  readonly skipped: SkippedFile[];
  readonly notices: Notice[];
}

/**
 * Finds the files of known languages. Never throws for what it meets on the disk: that becomes an entry of `skipped`
 * or a notice. Throws `path-missing` where a named path does not exist.
 */
export async function discoverFiles(request: DiscoveryRequest): Promise<Discovery> {
  const scanRoot = findRoot(request.paths, request.workingDirectory);
  const search: Search = {
    request,
    scanRoot,
    finder: createLanguageFinder(request.languages),
    assayIgnores: createIgnoreFiles(scanRoot.root, assayIgnoreName),
    namedFiles: new Set(scanRoot.targets.filter((target) => !target.isFolder).map((target) => target.path)),
    files: [],
    skipped: [],
    notices: [],
  };
  const candidates = await listCandidates(search);
  for (const path of candidates) examine(search, path);
  if (!request.noIgnore) tellIgnoredTargets(search, candidates);
  return {
    root: scanRoot.root,
    isGitRoot: scanRoot.isGitRoot,
    files: search.files.sort(comparePaths),
    skipped: search.skipped.sort(comparePaths),
    notices: search.notices,
  };
}

/** Root-relative paths of everything below the targets that no version-control ignore file hides. */
async function listCandidates(search: Search): Promise<ReadonlySet<string>> {
  const { request, scanRoot } = search;
  const listWorkTree = request.noIgnore || !scanRoot.isGitRoot ? undefined : request.listWorkTree;
  if (listWorkTree !== undefined) {
    const paths = scanRoot.targets.map((target) => target.path);
    const listing = await listThroughGit(listWorkTree, scanRoot.root, paths);
    if (!("failure" in listing)) return collect(search, listing);
    search.notices.push({
      level: "warning",
      code: "git-unavailable",
      message: `Git could not list the files, so the folders were walked instead: ${listing.failure}`,
    });
  }
  const { root, targets } = scanRoot;
  return collect(search, listByWalking({ root, targets, noIgnore: request.noIgnore, isGitRoot: scanRoot.isGitRoot }));
}

function collect(search: Search, listing: { readonly paths: Set<string>; readonly skipped: readonly SkippedFile[] }): Set<string> {
  search.skipped.push(...listing.skipped);
  return listing.paths;
}

/** Decides about one path; reads its state from the disk only where its name, or its being nameless, calls for it. */
function examine(search: Search, path: string): void {
  const { request, finder, namedFiles } = search;
  if (request.onlyPaths !== undefined && !request.onlyPaths.has(path)) return;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const language = finder.byName(name);
  const isNamed = namedFiles.has(path);
  if (language === undefined && name.includes(".", 1) && !isNamed) return;
  if (!request.noIgnore && isIgnored(search, path)) return;
  // Joined by hand: the path is clean already, and there are many.
  const absolutePath = `${search.scanRoot.root}/${path}`;
  const status = statusOf(search, path, absolutePath, language);
  if (status === undefined) return;
  const found = language ?? languageByFirstLine(search, absolutePath, status, isNamed);
  if (found === undefined) {
    if (isNamed) search.notices.push({ level: "info", code: "language-unknown", message: "No language is known for this file, so it was not analysed.", path });
    return;
  }
  if (request.leavesOutVendored === true && !request.noIgnore && isVendored(path, search.scanRoot.targets, search.assayIgnores)) {
    search.skipped.push(vendoredFile(path));
    return;
  }
  if (status.size > request.maxFileSizeBytes && !request.noIgnore) {
    search.skipped.push({ path, reason: "too-large", detail: `${status.size} bytes; the limit is ${request.maxFileSizeBytes}` });
    return;
  }
  search.files.push({
    path,
    absolutePath,
    language: found,
    sizeBytes: status.size,
    mtimeMs: status.mtimeMs,
    ctimeMs: status.ctimeMs,
    inode: status.ino,
  });
}

function isIgnored(search: Search, path: string): boolean {
  return search.assayIgnores.isFileIgnored(path) || (search.request.isExcluded?.(path) ?? false);
}

/** The state of a regular file; undefined, with an entry where it is due, for everything else. */
function statusOf(search: Search, path: string, absolutePath: string, language: string | undefined): Stats | undefined {
  let status: Stats | undefined;
  try {
    // A tracked file that is not on the disk (deleted, or outside a sparse checkout) is no part of the work tree.
    status = lstatSync(absolutePath, { throwIfNoEntry: false });
  } catch (error) {
    search.skipped.push({ path, reason: "unreadable", detail: describe(error) });
    return undefined;
  }
  if (status === undefined || status.isFile()) return status;
  if (status.isSymbolicLink()) skipLink(search, path, absolutePath, language);
  else if (language !== undefined && !status.isDirectory()) {
    search.skipped.push({ path, reason: "unreadable", detail: "not a regular file" });
  }
  return undefined;
}

/**
 * A link into the root leads to what is found there anyway; one that leads out, or nowhere, gets an entry. Neither
 * makes a scan incomplete: there is no code of the root behind it (editors' lock files are links to nowhere).
 */
function skipLink(search: Search, path: string, absolutePath: string, language: string | undefined): void {
  try {
    const real = realpathSync.native(absolutePath);
    if (isInside(real, search.scanRoot.root)) return;
    search.skipped.push({ path, reason: "symlink-outside", detail: "a symbolic link that leads out of the scanned root" });
  } catch (error) {
    if (language === undefined) return;
    search.skipped.push({ path, reason: "symlink-outside", detail: `a symbolic link that leads nowhere: ${describe(error)}` });
  }
}

/** Reads the `#!` line of executables without a telling name; a file that the user named need not be executable. */
function languageByFirstLine(search: Search, absolutePath: string, status: Stats, isNamed: boolean): string | undefined {
  const isExecutable = (status.mode & 0o111) !== 0 || process.platform === "win32";
  if (status.size < 3 || !(isExecutable || isNamed)) return undefined;
  const start = Buffer.alloc(firstLineBytes);
  try {
    const descriptor = openSync(absolutePath, "r");
    try {
      return search.finder.byFirstLine(start.toString("latin1", 0, readSync(descriptor, start, 0, firstLineBytes, 0)));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // A file of no known language that cannot be read is none of our business.
    return undefined;
  }
}

/** Says so where a file or folder that the user named is hidden by an ignore file or the settings. */
function tellIgnoredTargets(search: Search, candidates: ReadonlySet<string>): void {
  if (search.request.onlyPaths !== undefined) return;
  for (const target of search.scanRoot.targets) {
    if (target.path === "" || !isTargetIgnored(search, target, candidates)) continue;
    if (!target.isFolder) search.skipped.push({ path: target.path, reason: "ignored", detail: "named, but hidden by an ignore file or the settings" });
    search.notices.push({
      level: "warning",
      code: "path-ignored",
      message: `${JSON.stringify(target.named)} was named but is ignored; --no-ignore lifts that.`,
      path: target.path,
    });
  }
}

function isTargetIgnored(search: Search, target: Target, candidates: ReadonlySet<string>): boolean {
  if (!target.isFolder) return !candidates.has(target.path) || isIgnored(search, target.path);
  const prefix = `${target.path}/`;
  for (const path of candidates) {
    if (path.startsWith(prefix) && !isIgnored(search, path)) return false;
  }
  // An empty folder is not an ignored one.
  return search.assayIgnores.isFolderIgnored(target.path) || !isEmptyFolder(search, target.path, candidates);
}

function isEmptyFolder(search: Search, path: string, candidates: ReadonlySet<string>): boolean {
  const listing = listByWalking({
    root: search.scanRoot.root,
    targets: [{ named: path, path, isFolder: true }],
    noIgnore: true,
    isGitRoot: false,
  });
  return listing.paths.size === 0 && ![...candidates].some((candidate) => folderOf(candidate) === path);
}

function describe(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EACCES" || code === "EPERM") return "permission denied";
  if (code === "ELOOP") return "its symbolic links form a loop";
  if (code === "ENOENT") return "what it points to does not exist";
  return code === "" ? String(error) : code;
}
