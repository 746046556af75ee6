// Reads git's own list of files: tracked and untracked, ignored ones left out, submodules and nested repositories included.

import { isUtf8 } from "node:buffer";
import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import type { SkippedFile } from "../model/report.ts";
import type { ListWorkTree } from "./discovery.ts";
import { decodeName } from "./file-names.ts";
import { folderOf } from "./ignore-files.ts";
import { findGitRoot } from "./find-root.ts";
import { listByWalking } from "./list-by-walking.ts";

/** Repositories inside repositories are followed this deep. */
const maxNesting = 8;

export interface GitListing {
  readonly paths: Set<string>;
  readonly skipped: readonly SkippedFile[];
}

/** More named paths than this do not fit a command line: then everything is listed, and the named are picked out. */
const maxNamedPaths = 200;

/** Root-relative paths, or the reason why git has none to give. */
export async function listThroughGit(
  listWorkTree: ListWorkTree,
  root: string,
  paths: readonly string[],
): Promise<GitListing | { readonly failure: string }> {
  const found = { paths: new Set<string>(), skipped: [] as SkippedFile[] };
  // Git does not look into a submodule for a path that is named inside it; listing everything does.
  const listsAll = paths.length > maxNamedPaths || existsSync(join(root, ".gitmodules"));
  const failure = await addWorkTree({ listWorkTree, root, paths: listsAll ? [""] : paths, prefix: "", depth: 0, found });
  if (failure !== undefined) return { failure };
  if (listsAll) keepNamed(new Set(paths), found);
  dropPathsBehindLinks(root, found.paths);
  return found;
}

/** Keeps what is named itself or lies below a named folder. */
function keepNamed(named: ReadonlySet<string>, found: { readonly paths: Set<string>; skipped: SkippedFile[] }): void {
  if (named.has("")) return;
  const isNamed = (path: string): boolean => path !== "" && (named.has(path) || isNamed(folderOf(path)));
  for (const path of found.paths) if (!isNamed(path)) found.paths.delete(path);
  found.skipped = found.skipped.filter((file) => isNamed(file.path));
}

interface WorkTree {
  readonly listWorkTree: ListWorkTree;
  readonly root: string;
  readonly paths: readonly string[];
  /** What this work tree's paths stand below, with a trailing slash. */
  readonly prefix: string;
  readonly depth: number;
  readonly found: { readonly paths: Set<string>; readonly skipped: SkippedFile[] };
}

async function addWorkTree(tree: WorkTree): Promise<string | undefined> {
  const listing = await tree.listWorkTree({ root: tree.root, paths: tree.paths });
  if ("failure" in listing) return listing.failure;
  for (const folder of listing.unreadableFolders) {
    tree.found.skipped.push({ path: tree.prefix + folder, reason: "unreadable", detail: "folder: permission denied" });
  }
  const nested: string[] = [];
  // A submodule is listed like a file. Without a .gitmodules file only names without an ending are worth a look.
  const hasModules = existsSync(join(tree.root, ".gitmodules"));
  for (const name of splitNames(listing.names, tree)) {
    if (isBelowModules(name)) continue;
    if (name.endsWith("/")) nested.push(name.slice(0, -1));
    else if ((hasModules || !name.includes(".", name.lastIndexOf("/") + 2)) && isFolder(`${tree.root}/${name}`)) nested.push(name);
    else tree.found.paths.add(tree.prefix + name);
  }
  for (const folder of nested) await addNested(tree, folder);
  return undefined;
}

/** A submodule, or a repository that lies untracked inside this one. */
async function addNested(tree: WorkTree, folder: string): Promise<void> {
  const root = join(tree.root, folder);
  const prefix = `${tree.prefix}${folder}/`;
  if (tree.depth >= maxNesting) {
    tree.found.skipped.push({ path: prefix.slice(0, -1), reason: "unreadable", detail: `more than ${maxNesting} repositories inside one another` });
    return;
  }
  const isRepository = findGitRoot(root) === root;
  const failure = isRepository ? await addWorkTree({ ...tree, root, paths: [""], prefix, depth: tree.depth + 1 }) : "no repository";
  if (failure === undefined) return;
  const walked = listByWalking({ root, targets: [{ named: folder, path: "", isFolder: true }], noIgnore: false, isGitRoot: isRepository });
  for (const path of walked.paths) tree.found.paths.add(prefix + path);
  tree.found.skipped.push(...walked.skipped.map((file) => ({ ...file, path: prefix + file.path })));
}

function splitNames(names: Uint8Array, tree: WorkTree): string[] {
  const buffer = Buffer.from(names.buffer, names.byteOffset, names.byteLength);
  if (isUtf8(buffer)) return buffer.toString("utf8").split("\0").filter((name) => name !== "");
  const valid: string[] = [];
  for (let start = 0; start < buffer.length; ) {
    const nul = buffer.indexOf(0, start);
    const end = nul === -1 ? buffer.length : nul;
    const { name, isValid } = decodeName(buffer.subarray(start, end));
    if (isValid) valid.push(name);
    else tree.found.skipped.push({ path: tree.prefix + name, reason: "not-utf8", detail: "the file's name is not valid UTF-8" });
    start = end + 1;
  }
  return valid;
}

function isBelowModules(path: string): boolean {
  return path.startsWith("node_modules/") || path.includes("/node_modules/");
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

/**
 * An index may name `a/b.py` where `a` has become a symbolic link, perhaps out of the work tree. Git's names are
 * therefore kept only where every folder on the way is a real one.
 */
function dropPathsBehindLinks(root: string, paths: Set<string>): void {
  const isReal = new Map<string, boolean>([["", true]]);
  const check = (folder: string): boolean => {
    let answer = isReal.get(folder);
    if (answer === undefined) {
      answer = check(folderOf(folder)) && isFolder(join(root, folder));
      isReal.set(folder, answer);
    }
    return answer;
  };
  for (const path of paths) {
    if (!check(folderOf(path))) paths.delete(path);
  }
}
