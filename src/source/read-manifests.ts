// Reads the manifests (package.json, tsconfig.json …) beside scanned files and in the folders above them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const largestManifestBytes = 1024 * 1024;

/** Root-relative paths and what is to be read in their place; undefined for what is not there. */
export type ReplacedTexts = ReadonlyMap<string, string | undefined>;

/** Root-relative paths → texts, sorted. `names` are whole file names. What cannot be read is left out. */
export function readManifests(root: string, files: Iterable<string>, names: readonly string[], replaced: ReplacedTexts = new Map()): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (names.length === 0) return found;
  for (const folder of [...foldersOf(files)].sort()) {
    const placed = new Set(namesIn(join(root, folder)));
    for (const name of [...names].sort()) {
      const path = folder === "" ? name : `${folder}/${name}`;
      const text = replaced.has(path) ? replaced.get(path) : placed.has(name) ? readText(join(root, path)) : undefined;
      if (text !== undefined) found.set(path, text);
    }
  }
  return found;
}

/** Every folder that holds one of the files, and those above, "" for the root. */
export function foldersOf(files: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>([""]);
  for (const path of files) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** Names of a folder's entries; none where it cannot be read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined for what is too large, no file or unreadable. */
export function readText(path: string, largestBytes = largestManifestBytes): string | undefined {
  try {
    const bytes = readFileSync(path);
    return bytes.length > largestBytes ? undefined : bytes.toString("utf8");
  } catch {
    return undefined;
  }
}
