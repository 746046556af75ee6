// Patterns match as git's do, against a plain recursive reading of the same rules, and in bounded time.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePathPattern, matchesPath } from "../../../src/model/path-pattern.ts";

function matches(pattern: string, path: string): boolean {
  const compiled = compilePathPattern(pattern);
  return compiled !== undefined && matchesPath(compiled, path.split("/"), 0);
}

/** The rules for `*`, `?` and `**` as one would say them, without a thought for speed. */
function reference(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === "**") return reference(rest, path) || (path.length > 0 && reference(pattern, path.slice(1)));
  return path.length > 0 && referenceText(first, path[0]!) && reference(rest, path.slice(1));
}

function referenceText(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  if (pattern[0] === "*") return referenceText(pattern.slice(1), text) || (text !== "" && referenceText(pattern, text.slice(1)));
  return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && referenceText(pattern.slice(1), text.slice(1));
}

describe("matchesPath", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["a", ["a"], ["b", "a/a", "aa", "A"]],
    ["a*", ["a", "ab", "a.b"], ["ba", "a/b"]],
    ["*a*b", ["ab", "xaxb", "aabab"], ["ba", "abx"]],
    ["**/a", ["a", "x/a", "x/y/a"], ["ax", "x/b"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]],
    ["**/a/**/b/**/c", ["a/b/c", "x/a/a/y/b/b/z/c"], ["a/c", "b/a/c"]],
    ["**", ["a", "a/b"], []],
    ["a?c", ["abc", "aéc"], ["ac", "a/c"]],
    ["[a-c]", ["a", "b", "c"], ["d", "-", ""]],
    ["[!a-c]", ["d"], ["a"]],
    ["[^a]", ["b"], ["a"]],
    ["[]a]", ["]", "a"], ["b"]],
    ["[!]a]", ["b"], ["]", "a"]],
    ["[a-]", ["a", "-"], ["b"]],
    ["[\\]]", ["]"], ["\\"]],
    ["[[:digit:]x]", ["0", "9", "x"], ["a", ":"]],
    ["[[:nosuch:]]", [], ["n"]],
    ["\\*", ["*"], ["a", "\\*"]],
    ["\\a", ["a"], ["\\a"]],
    ["a\\", [], ["a", "a\\"]],
    ["[a", [], ["a", "[a"]],
  ])("%s", (pattern, those, others) => {
    expect(those.filter((path) => !matches(pattern, path))).toEqual([]);
    expect(others.filter((path) => matches(pattern, path))).toEqual([]);
  });

  it("agrees with the plain reading", () => {
    const patternSegment = fc.oneof(fc.constant("**"), fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 5 }).filter((text) => !/^\*{2,}$/.test(text)));
    const pathSegment = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(patternSegment, { minLength: 1, maxLength: 5 }), fc.array(pathSegment, { minLength: 1, maxLength: 5 }), (pattern, path) => {
        expect(matches(pattern.join("/"), path.join("/"))).toBe(reference(pattern, path));
      }),
      { numRuns: 2_000 },
    );
  });
});
