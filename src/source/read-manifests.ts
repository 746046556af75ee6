// Reads the manifests (package.json, tsconfig.json …) beside scanned files and in the folders above them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const largestManifestBytes = 1024 * 1024;

/** Root-relative paths → texts, sorted. `names` are whole file names. What cannot be read is left out. */
export function readManifests(root: string, files: Iterable<string>, names: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Set(names);
  const found = new Map<string, string>();
  if (wanted.size === 0) return found;
  for (const folder of [...foldersOf(files)].sort()) {
    for (const name of namesIn(join(root, folder))) {
      if (!wanted.has(name)) continue;
      const text = readText(join(root, folder, name));
      if (text !== undefined) found.set(folder === "" ? name : `${folder}/${name}`, text);
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
