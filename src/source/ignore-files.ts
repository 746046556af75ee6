// Answers whether a path is ignored by the ignore files of the folders above it.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { compilePathPattern, matchesPath } from "../model/path-pattern.ts";
import type { PathPattern } from "../model/path-pattern.ts";

/** Beside git's own: what only scans pass over. */
export const assayIgnoreName = ".assayignore";

/** An ignore file longer than this is not read: it is not one that a person wrote. */
const maxIgnoreFileBytes = 1024 * 1024;

export interface IgnoreFiles {
  /** True where the file, or a folder above it, is ignored. `path` is relative to the root, with forward slashes. */
  readonly isFileIgnored: (path: string) => boolean;
  /** The same for a folder. */
  readonly isFolderIgnored: (path: string) => boolean;
  /** True where a rule takes back the file, or a folder above it. */
  readonly isTakenBack: (path: string) => boolean;
}

/** One ignore file, and how many folders deep it lies below the root. */
interface Matcher {
  readonly depth: number;
  /** In the order of the file: the last that matches decides. */
  readonly rules: readonly IgnoreRule[];
}

interface IgnoreRule {
  readonly pattern: PathPattern;
  /** `!pattern`: takes back what was ignored. */
  readonly takesBack: boolean;
  readonly isForFolders: boolean;
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
      return { isIgnored: false, matchers: files.flatMap((file) => readMatcher(join(root, file), 0)) };
    }
    const parent = stateOf(folderOf(folder));
    if (parent.isIgnored || findRule(parent.matchers, folder, true)?.takesBack === false) return { isIgnored: true, matchers: [] };
    const own = readMatcher(`${root}/${folder}/${fileName}`, folder.split("/").length);
    return own.length === 0 ? parent : { isIgnored: false, matchers: [...parent.matchers, ...own] };
  }

  return {
    isFolderIgnored: (path) => stateOf(path).isIgnored,
    isFileIgnored: (path) => {
      const state = stateOf(folderOf(path));
      return state.isIgnored || findRule(state.matchers, path, false)?.takesBack === false;
    },
    isTakenBack: (path) => {
      for (let at = path, isFolder = false; at !== ""; at = folderOf(at), isFolder = true) {
        if (findRule(stateOf(folderOf(at)).matchers, at, isFolder)?.takesBack === true) return true;
      }
      return false;
    },
  };
}

/** The folder part of a root-relative path, "" at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

/** The rule that decides: the last of the deepest file that has one for the path. */
function findRule(matchers: readonly Matcher[], path: string, isFolder: boolean): IgnoreRule | undefined {
  if (matchers.length === 0) return undefined;
  const segments = path.split("/");
  for (const { depth, rules } of matchers.toReversed()) {
    const rule = rules.findLast((candidate) => (isFolder || !candidate.isForFolders) && matchesPath(candidate.pattern, segments, depth));
    if (rule !== undefined) return rule;
  }
  return undefined;
}

function readMatcher(file: string, depth: number): Matcher[] {
  let text: string;
  try {
    // Asked first, since most folders have none and a failed read costs ten times as much; and a pipe would block.
    const status = statSync(file, { throwIfNoEntry: false });
    if (status === undefined || !status.isFile() || status.size > maxIgnoreFileBytes) return [];
    text = readFileSync(file, "utf8");
  } catch {
    // One that we may not read: nothing is ignored by it.
    return [];
  }
  const rules = text.replace(/^\uFEFF/, "").split("\n").flatMap(parseRule);
  return rules.length === 0 ? [] : [{ depth, rules }];
}

/** One line, read as git reads it (gitignore(5)). */
function parseRule(line: string): IgnoreRule[] {
  // A segment of three stars or more means what one of two means.
  let text = withoutTrailingSpaces(line.replace(/\r$/, "")).replace(/(^!?|\/)\*{3,}(?=\/|$)/g, "$1**");
  if (text === "" || text.startsWith("#")) return [];
  const takesBack = text.startsWith("!");
  if (takesBack) text = text.slice(1);
  const isForFolders = text.endsWith("/");
  if (isForFolders) text = text.slice(0, -1);
  if (text === "") return [];
  // A slash at the start or in the middle ties a pattern to its folder; else it speaks of names at any depth.
  const isTied = text.includes("/");
  const plain = text.startsWith("/") ? text.slice(1) : text;
  // `a/**` is what lies below a, not a itself.
  const whole = plain.endsWith("/**") ? `${plain}/*` : plain;
  const pattern = compilePathPattern(isTied ? whole : `**/${whole === "**" ? "*" : whole}`);
  return pattern === undefined ? [] : [{ pattern, takesBack, isForFolders }];
}

/** Spaces at the end count only behind a backslash. */
function withoutTrailingSpaces(line: string): string {
  const text = line.replace(/ +$/, "");
  const backslashes = /\\*$/.exec(text)![0].length;
  return text.length < line.length && backslashes % 2 === 1 ? `${text} ` : text;
}
