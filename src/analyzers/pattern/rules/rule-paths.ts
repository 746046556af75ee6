// Which files a rule's `paths:` let it run on.

import ignore from "ignore";
import type { Rule } from "./rule.ts";

/** True where the rule runs on a file; `path` counts from the git root, with forward slashes. */
export function arePathsFor(paths: Rule["paths"], path: string): boolean {
  if (paths === undefined) return true;
  const clean = path.replace(/^\.?\//, "");
  if (paths.exclude.length > 0 && ignore({ ignorecase: false }).add(paths.exclude.map(asPattern)).ignores(clean)) return false;
  return paths.include.length === 0 || ignore({ ignorecase: false }).add(paths.include.map(asPattern)).ignores(clean);
}

/** A pattern with a slash still matches at any depth unless it starts with one. */
function asPattern(pattern: string): string {
  // `./` is taken literally, so that it never fits.
  const plain = pattern;
  return plain.startsWith("/") || plain.startsWith("**/") || plain.startsWith("!") ? plain : `**/${plain}`;
}
