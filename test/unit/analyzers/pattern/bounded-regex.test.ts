// Regular expressions that count their steps: the same matches as the usual engine, and an end where that has none.

import { describe, expect, it } from "vitest";
import { BoundedRegex, boundedRegex, countingRegex, wasCutShort } from "../../../../src/analyzers/pattern/regex/bounded-regex.ts";
import { riskOf } from "../../../../src/analyzers/pattern/regex/backtracking-risk.ts";
import { parseRegex } from "../../../../src/analyzers/pattern/regex/parse-regex.ts";
import { compileRegex } from "../../../../src/analyzers/pattern/regex/run-regex.ts";
import { check, ruleFile } from "./engine.ts";

const matchesOf = (regex: RegExp, text: string): string[] => text.match(regex) ?? [];

describe("boundedRegex", () => {
  it.each(["(a+)+b", "(a|ab)*c", "(?:x?y?)+z", "(?:[a-z]{1,3})+\\d", "(?<n>a|b)*\\k<n>", "(?:\\w+\\s?)+(?=!)", "(?<=x)(?:a|aa)+", "(?:a*?|b)+?c", "((?!b)\\w)+\\b"])(
    "finds with %s what the usual engine finds",
    (source) => {
      const text = "aab abac xyz1 bb! xaa";
      const bounded = boundedRegex(source, "gu");
      expect(bounded).toBeInstanceOf(BoundedRegex);
      expect(matchesOf(bounded, text)).toEqual(matchesOf(new RegExp(source, "gu"), text));
    },
  );
  it.each([
    ["(?:\\w+\\.)*end", false],
    ["(?:/[a-z]+)*", false],
    ["(?:-?\\w+\\.)*", true],
    ["(?:\\w+.)*", true],
    ["(?:[\\w.]+\\.)*", true],
    ["(?:\\w+\\d+\\.)*", true],
    ["(?:\\w+\\.?)*", true],
  ])("fears that %s takes for ever: %s", (source, isFeared) => {
    expect(riskOf(parseRegex(source)!.root, "").isExponential).toBe(isFeared);
  });
  it.each(["abc", "a|b", "x{3}", "(?<=a)b?"])("leaves %s to the usual engine", (source) => {
    expect(boundedRegex(source, "g")).not.toBeInstanceOf(BoundedRegex);
  });
  it.each([
    ["(a+)+$", `${"a".repeat(50_000)}b`],
    ["(x+x+)+y", "x".repeat(50_000)],
    ["^(\\w+\\s?)*$", `${"word ".repeat(9_000)}!`],
    ["(a|aa)+$", `${"a".repeat(40_000)}!`],
    [".*.*.*=.*", "x".repeat(30_000)],
    ["\\s*\\s*$", `${" ".repeat(30_000)}x`],
  ])("gives up on %s", (source, text) => {
    const regex = compileRegex(source, "");
    expect([regex?.test(text), regex instanceof BoundedRegex && regex.isExceeded]).toEqual([false, true]);
  });
  it("tells groups with their places", () => {
    const match = boundedRegex("(?<key>\\w+)+=(b)?", "d").exec(`a =${" ".repeat(2)}key=`);
    expect([match?.index, match?.groups?.["key"], match?.[2], match?.indices?.[1]]).toEqual([5, "key", undefined, [5, 8]]);
  });
  it("keeps a rule that would never end from holding up a file", () => {
    const rule = ruleFile("regex", "pattern-regex: (a+)+$");
    expect(check("regex", rule, `aa\n`).matches).toHaveLength(1);
    expect(check("regex", rule, `aa\n${"a".repeat(60_000)}b\n`).matches).toHaveLength(0);
  });
});

describe("countingRegex", () => {
  it.each([
    ["^(?:a+)+$", "", "aaaa", true],
    ["^(?:a+)+$", "", "aaab", false],
    ["^(?:a+)+$", "m", "b\naa", true],
    ["^[$^]+(?:a+)+\\$$", "", "^$aa$", true],
  ])("holds %s with flags %j against %j", (source, flags, text, isFound) => {
    const counting = countingRegex(source, flags, 10_000);
    expect([counting?.test(text), counting?.source]).toEqual([isFound, source]);
  });
  it("gives up where the steps are spent", () => {
    const counting = countingRegex("^(?:a+)+$", "", 10_000)!;
    expect([counting.test(`${"a".repeat(60)}b`), wasCutShort(counting)]).toEqual([false, true]);
  });
});
