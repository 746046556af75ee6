// Regular expressions of the rule language in JavaScript's form.

import { describe, expect, it } from "vitest";
import { translateRegex } from "../../../../src/analyzers/pattern/regex/translate.ts";

const test = (pattern: string, text: string, flags = ""): boolean => {
  const translated = translateRegex(pattern, flags);
  if (!translated.ok) throw new Error(translated.message);
  return new RegExp(translated.source, translated.flags).test(text);
};

describe("translateRegex", () => {
  it.each([
    ["(?P<a>x)(?P=a)", "xx", "xy"],
    ["(?i)abc", "ABC", "abd"],
    ["a++b", "aab", "b"],
    ["\\Aab\\Z", "ab\n", "cab"],
    ["[[:digit:]]+", "12", "ab"],
    ["a.c", "abc", "a\nc"],
    ["(?s)a.c", "a\nc", "ac"],
    ["\\Qa.b\\E", "a.b", "axb"],
    ["(?x) a b # comment", "ab", "a b"],
    ["^a$", "a\n", "a\n\n"],
    ["(?<!x)y", "y", "xy"],
    ["x\\Ky", "xy", "zy"],
    ["{a}", "{a}", "a"],
  ])("%s", (pattern, matching, other) => {
    expect(test(pattern, matching)).toBe(true);
    expect(test(pattern, other)).toBe(false);
  });
  it("reads lines as PCRE does", () => {
    expect(test("\\d$", "1\r\n", "m")).toBe(false);
    expect(test("^b", "a\nb", "m")).toBe(true);
  });
  it.each(["(?<=a+)b", "\\y", "a(?1)", "[a", "a\\"])("refuses %s", (pattern) => {
    expect(translateRegex(pattern).ok).toBe(false);
  });
});
