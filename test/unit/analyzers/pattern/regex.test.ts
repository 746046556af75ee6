// Regular expressions of the rule language in JavaScript's form.

import { describe, expect, it } from "vitest";
import { runnableRegex } from "../../../../src/analyzers/pattern/regex/bounded-regex.ts";
import { findRegexMatches } from "../../../../src/analyzers/pattern/regex/run-regex.ts";
import { fromStart, translateRegex } from "../../../../src/analyzers/pattern/regex/translate.ts";

const test = (pattern: string, text: string, flags = ""): boolean => {
  const translated = translateRegex(pattern, flags);
  if (!translated.ok) throw new Error(translated.message);
  return runnableRegex(translated)!.test(text);
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
    ["^\\s$", "\v", "\u00a0"],
    ["^\\S$", "\ufeff", "\t"],
    ["^[\\S]$", "\u2028", " "],
    ["^\\h$", "\u3000", "\n"],
    ["^[\\v]$", "\u0085", "\t"],
    ["^\\R$", "\r\n", " "],
    ["\\p{Han}", "日", "a"],
    ["^\\p{^Lu}$", "a", "A"],
    ["^\\pL$", "a", "1"],
  ])("%s", (pattern, matching, other) => {
    expect(test(pattern, matching)).toBe(true);
    expect(test(pattern, other)).toBe(false);
  });
  it("reads lines as PCRE does", () => {
    expect(test("\\d$", "1\r\n", "m")).toBe(false);
    expect(test("^b", "a\nb", "m")).toBe(true);
    expect(test("a\n^", "a\n", "m")).toBe(false);
  });
  it.each(["(?<=a+)b", "\\y", "(?D)a", "(?>a", "a++*", "[a", "a\\"])("refuses %s", (pattern) => {
    expect(translateRegex(pattern).ok).toBe(false);
  });
});

describe("what PCRE reads and JavaScript does not", () => {
  const all = (pattern: string, text: string): string[] => {
    const translated = translateRegex(pattern, "mgd");
    if (!translated.ok) throw new Error(translated.message);
    expect(translated.needsOwnMatcher).toBe(true);
    return findRegexMatches(runnableRegex(translated)!, text).map((match) => text.slice(match.start, match.end));
  };
  it.each([
    ["a++a", "aaaa", []],
    ["a++b", "aab", ["aab"]],
    ["8?+80", "8080 80", []],
    ["8?+80", "880", ["880"]],
    ["(?:ab|a)++", "ababa", ["ababa"]],
    ["a{2,3}+a", "aaa aaaa", ["aaaa"]],
    ['"[^"]*+"', '"a" "b', ['"a"']],
    ["(?>a|ab)c", "abc ac", ["ac"]],
    ["(?>ab|a)c", "abc ac", ["abc", "ac"]],
    ['"(?>[^"\\\\]+|\\\\.)*"', '"a\\"b" c', ['"a\\"b"']],
    ["(?>(\\w)\\1)+", "aabbc", ["aabb"]],
    ["f(\\((?:[^()]|(?1))*\\))", "f(a(b)) f((", ["f(a(b))"]],
    ["f(?<p>\\((?:[^()]++|(?&p))*\\))", "f(a(b)(c)) f()", ["f(a(b)(c))", "f()"]],
    ["\\((?R)?\\)", "(()) ()", ["(())", "()"]],
    ["(a)(?-1)(?+1)(b)", "aabb", ["aabb"]],
    ['(")?x(?(1)")', 'x "x" "x', ["x", '"x"', "x"]],
    ["(?<q>')?x(?(q)'|!)", "'x' x! x", ["'x'", "x!"]],
    ["(?(?=a)ab|c)", "ab c a", ["ab", "c"]],
    ["(?|a(b)|c(d))\\1", "abb cdd abd", ["abb", "cdd"]],
    ["a(?i:b)c", "aBc abC", ["aBc"]],
    ["a(?i)b|c", "aB C A", ["aB", "C"]],
    ["x=\\K\\w+", "x=ab y=c", ["ab"]],
    ["\\Gab", "ababcab", ["ab", "ab"]],
    ["a(*SKIP)(*FAIL)|[ab]+", "aab", ["b"]],
    ["(?i)a(?-i)b", "Ab AB", ["Ab"]],
  ])("%s in %s", (pattern, text, expected) => {
    expect(all(pattern, text)).toEqual(expected);
  });
  it.each([
    ["(?U)a+", "aaa", "a"],
    ["(?U)a+?", "aaa", "aaa"],
    ["(?s:a.)b", "a\nb", "a\nb"],
    ["(?s:a.).", "a\nb", "a\nb"],
    ["(['\"])\\w\\g{-1}", "'a'", "'a'"],
    ["[[:^alnum:]_]{3}", "a-_-b", "-_-"],
  ])("%s in %s without it", (pattern, text, expected) => {
    const translated = translateRegex(pattern, "");
    expect(translated.ok && runnableRegex(translated)!.exec(text)?.[0]).toBe(expected);
  });
  it("ends the reach of a group's flags with the group", () => {
    expect(test("(?s:a.)b.", "a\nb\n")).toBe(false);
  });
});

it.each(["a(?1)", "(?&none)a", "(?(2)a)"])("refuses %s, whose group is not there", (pattern) => {
  const translated = translateRegex(pattern);
  expect(translated.ok && runnableRegex(translated)).toBeUndefined();
});

it.each([
  ["(?i)ab", "(?i)^(?:ab)"],
  ["(?mi)^a|b", "(?i)^(?:(?m)^a|b)"],
  ["(?m)^a", "^(?:(?m)^a)"],
  ["a|b", "^(?:a|b)"],
])("binds %s to the start as %s", (pattern, expected) => {
  expect(fromStart(pattern)).toBe(expected);
});

describe("the limits of PCRE in the reference program", () => {
  // Each length is the last that the real program still searches through, with the first that it gives up on.
  it.each([
    ["(a+)+$|zzz", (count: number) => `${"a".repeat(count)}b`, 18],
    ["(a|a)*b|zzz", (count: number) => "a".repeat(count), 17],
    ["(x+x+)+y|zzz", (count: number) => "x".repeat(count), 19],
    ["^\\s*\\s*$|zzz", (count: number) => `${" ".repeat(count)}x`, 1412],
    ["^.*.*.*=.*|zzz", (count: number) => "x".repeat(count), 179],
    ["^(?:a|b)*c|zzz", (count: number) => "a".repeat(count), 4998],
  ])("%s", (pattern, textOf, last) => {
    const finds = (count: number): number => {
      const translated = translateRegex(pattern, "mgd");
      return translated.ok ? findRegexMatches(runnableRegex(translated)!, `${textOf(count)}\nzzz\n`).filter((match) => match.end > match.start).length : -1;
    };
    expect([finds(last) > 0, finds(last + 1)]).toEqual([true, 0]);
  });
});

describe("findRegexMatches", () => {
  it("finds what is empty behind the end, too", () => {
    const translated = translateRegex("b*$", "gdm");
    const regex = translated.ok ? runnableRegex(translated)! : /never/dg;
    expect(findRegexMatches(regex, "ab\n").map(({ start, end }) => [start, end])).toEqual([[1, 2], [2, 2], [3, 3]]);
  });
  it("goes on behind a character of two units", () => {
    const translated = translateRegex("q*", "gd");
    const regex = translated.ok ? runnableRegex(translated)! : /never/dg;
    expect(findRegexMatches(regex, "a😀bq").map(({ start, end }) => [start, end])).toEqual([[0, 0], [1, 1], [3, 3], [4, 5], [5, 5]]);
  });
});
