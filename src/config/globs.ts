// Compiles the globs of settings into tests on paths.

import { compilePathPattern, matchesPath } from "../model/path-pattern.ts";
import type { PathPattern } from "../model/path-pattern.ts";

/** Alternatives in braces are written out; a glob that stands for more than this is refused. */
const maxAlternatives = 64;
const maxGlobLength = 500;

/**
 * A test on paths relative to the settings' folder, forward slashes. As in ignore files, a glob without a slash speaks
 * of names at any depth, and one that matches a folder covers everything below it. Hidden files match like others.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap(compile);
  if (patterns.length === 0) return () => false;
  return (path) => {
    const segments = path.split("/");
    return patterns.some((pattern) => matchesPath(pattern, segments, 0));
  };
}

/** What is wrong with a glob, as the end of a sentence; undefined for a usable one. */
export function faultOfGlob(glob: string): string | undefined {
  if (glob.startsWith("!")) return "must not start with `!`: name what is meant, and exceptions under `excludeFiles`";
  if (/^(\.\.(\/|$)|[a-z]:[\\/])/i.test(glob) || /\/\.\.(\/|$)/.test(glob)) return "must not leave the settings file's folder";
  if (glob.includes("\\")) return "must use forward slashes";
  if (glob.length > maxGlobLength) return `must not be longer than ${maxGlobLength} characters`;
  if (/[?*+!]\(/.test(glob)) return "must not hold `?(…)`, `*(…)`, `+(…)` or `!(…)`; `{a,b}` and `@(a|b)` are known";
  const alternatives = expandAlternatives(glob);
  if (alternatives === undefined) return `must not stand for more than ${maxAlternatives} alternatives`;
  return alternatives.every((text) => compilePathPattern(text) !== undefined) ? undefined : "must close its brackets";
}

function compile(glob: string): PathPattern[] {
  return (expandAlternatives(glob) ?? []).flatMap((text) => {
    const plain = text.replace(/^(\.?\/)+/, "").replace(/\/+$/, "");
    if (plain === "" || plain === ".") return [compilePathPattern("**")!];
    // `/name` and `name/…` are tied to the folder; `name` and `name/` may stand at any depth.
    const isTied = plain.includes("/") || /^\.?\//.test(text);
    const base = isTied ? plain : `**/${plain}`;
    const patterns = base.endsWith("/**") ? [compilePathPattern(`${base}/*`)] : [compilePathPattern(base), compilePathPattern(`${base}/**/*`)];
    return patterns.filter((pattern) => pattern !== undefined);
  });
}

/** `a{b,c}` → `ab`, `ac`; `@(b|c)` likewise; nested ones too. Undefined where there are too many. */
function expandAlternatives(glob: string): string[] | undefined {
  let texts = [glob];
  for (;;) {
    const index = texts.findIndex((text) => innermost.test(text));
    if (index === -1) return texts;
    const found = innermost.exec(texts[index]!)!;
    const parts = (found[1] ?? found[2]!).split(found[1] === undefined ? "|" : ",");
    const before = texts[index]!.slice(0, found.index);
    const after = texts[index]!.slice(found.index + found[0].length);
    texts = [...texts.slice(0, index), ...parts.map((part) => before + part + after), ...texts.slice(index + 1)];
    if (texts.length > maxAlternatives) return undefined;
  }
}

/** A group that holds no other one. Braces without a comma stand for themselves. */
const innermost = /\{([^{}]*,[^{}]*)\}|@\(([^()]*)\)/;
