// Answers whether a path is ignored by the ignore files of the folders above it.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ignore from "ignore";

/** An ignore file longer than this is not read: it is not one that a person wrote. */
const maxIgnoreFileBytes = 1024 * 1024;

export interface IgnoreFiles {
  /** True where the file, or a folder above it, is ignored. `path` is relative to the root, with forward slashes. */
  readonly isFileIgnored: (path: string) => boolean;
  /** The same for a folder. */
  readonly isFolderIgnored: (path: string) => boolean;
}

/** One ignore file and the folder that it speaks about, with a trailing slash ("" for the root). */
interface Matcher {
  readonly prefix: string;
  readonly rules: ignore.Ignore;
}

interface FolderState {
  readonly isIgnored: boolean;
  /** Ignore files of the root down to this folder. */
  readonly matchers: readonly Matcher[];
}

/**
 * Reads the ignore files called `fileName` lazily, a folder at a time, and remembers them. As in git, a deeper file
 * overrules a higher one, and nothing below an ignored folder can be taken back. `rootFile` is a further file with
 * rules for the root (`.git/info/exclude`).
 */
export function createIgnoreFiles(root: string, fileName: string, rootFile?: string): IgnoreFiles {
  const states = new Map<string, FolderState>();

  function stateOf(folder: string): FolderState {
    const known = states.get(folder);
    if (known !== undefined) return known;
    const state = readState(folder);
    states.set(folder, state);
    return state;
  }

  function readState(folder: string): FolderState {
    if (folder === "") {
      const files = rootFile === undefined ? [fileName] : [rootFile, fileName];
      return { isIgnored: false, matchers: files.flatMap((file) => readMatcher(join(root, file), "")) };
    }
    const parent = stateOf(folderOf(folder));
    if (parent.isIgnored || decide(parent.matchers, `${folder}/`)) return { isIgnored: true, matchers: [] };
    const own = readMatcher(join(root, folder, fileName), `${folder}/`);
    return own.length === 0 ? parent : { isIgnored: false, matchers: [...parent.matchers, ...own] };
  }

  return {
    isFolderIgnored: (path) => stateOf(path).isIgnored,
    isFileIgnored: (path) => {
      const state = stateOf(folderOf(path));
      return state.isIgnored || decide(state.matchers, path);
    },
  };
}

/** The folder part of a root-relative path, "" at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

function decide(matchers: readonly Matcher[], path: string): boolean {
  for (let index = matchers.length - 1; index >= 0; index--) {
    const { prefix, rules } = matchers[index]!;
    const answer = rules.test(path.slice(prefix.length));
    if (answer.ignored) return true;
    if (answer.unignored) return false;
  }
  return false;
}

function readMatcher(file: string, prefix: string): Matcher[] {
  let bytes: Buffer;
  // Asked first, since most folders have none and a failed read costs ten times as much.
  if (!existsSync(file)) return [];
  try {
    bytes = readFileSync(file);
  } catch {
    // A folder of that name, or one that we may not read: nothing is ignored by it.
    return [];
  }
  if (bytes.length > maxIgnoreFileBytes) return [];
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  return [{ prefix, rules: ignore({ ignoreCase: false }).add(text) }];
}
