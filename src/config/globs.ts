// Compiles the globs of settings into tests on paths.

import picomatch from "picomatch";

/** More wildcards than these in one glob can make its regular expression run for minutes on a hostile file name. */
const maxWildcardsInSegment = 4;
const maxFolderWildcards = 4;
const maxGlobLength = 500;

/**
 * A test on paths relative to the settings' folder, forward slashes. Picomatch's semantics, and as in ignore files: a
 * glob without a slash speaks of names at any depth, and one that matches a folder covers everything below it.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  return picomatch(globs.flatMap(expand), { dot: true, nonegate: true });
}

/** What is wrong with a glob, as the end of a sentence; undefined for a usable one. */
export function faultOfGlob(glob: string): string | undefined {
  if (glob.startsWith("!")) return "must not start with `!`: name what is meant, and exceptions under `excludeFiles`";
  if (/^(\.\.\/|[a-z]:[\\/])/i.test(glob) || glob.includes("/../")) return "must not leave the settings file's folder";
  if (glob.includes("\\")) return "must use forward slashes";
  if (glob.length > maxGlobLength) return `must not be longer than ${maxGlobLength} characters`;
  if (glob.split("**").length - 1 > maxFolderWildcards) return `must not hold \`**\` more than ${maxFolderWildcards} times`;
  const stars = glob.split("/").map((segment) => segment.split(/\*+|\+\(|\?\(|@\(|!\(/).length - 1);
  if (Math.max(...stars) > maxWildcardsInSegment) return `must not hold more than ${maxWildcardsInSegment} wildcards between two slashes`;
  return undefined;
}

function expand(glob: string): string[] {
  const plain = glob.replace(/^(\.?\/)+/, "").replace(/\/+$/, "");
  if (plain === "" || plain === ".") return ["**"];
  // `/name` and `name/…` are anchored; `name` and `name/` may stand at any depth.
  const isAnchored = plain.includes("/") || /^\.?\//.test(glob);
  const base = isAnchored ? plain : `**/${plain}`;
  return base.endsWith("**") ? [base] : [base, `${base}/**`];
}
