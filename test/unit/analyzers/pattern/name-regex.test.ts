import { describe, expect, it } from "vitest";
import { nameRegexOf } from "../../../../src/analyzers/pattern/regex/name-regex.ts";

describe("an expression that only names match", () => {
  it.each([
    ["^\\w*token$", ["token", "myToken_token"], ["token2", "a.token"]],
    ["(?i)^(?:\\w*_)?(token|secret)$", ["TOKEN", "a_Secret"], ["tokens"]],
    ["^[A-Z][A-Z_]+\\w$", ["AB_c"], ["ab"]],
    ["^a+b?$", ["aa", "ab"], ["b"]],
  ])("%s is taken over", (regex, names, others) => {
    const { source, flags } = nameRegexOf(regex)!;
    expect(names.filter((name) => !new RegExp(source, flags).test(name))).toEqual([]);
    expect(others.filter((name) => new RegExp(source, flags).test(name))).toEqual([]);
  });

  it.each([
    ["a text", "^a b$"], ["a dotted name", "^(?:\\w+\\.)*token$"], ["one end only", "^token"], ["an alternative at each end", "^a|b$"],
    ["any name", "^\\w+$"], ["what may be empty", "^a*$"], ["a constant", "^(?i)true$"], ["a number", "^[\\da-f]+$"], ["a look", "^(?!a)\\w+z$"],
    ["a boundary", "^a\\b$"], ["all but some", "^[^a]token$"], ["what cannot be read", "^(token$"],
  ])("is none for %s: %s", (_, regex) => {
    expect(nameRegexOf(regex)).toBeUndefined();
  });
});
