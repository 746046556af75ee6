import { describe, expect, it } from "vitest";
import { textsOf } from "../../../../src/analyzers/pattern/regex/enumerate.ts";

describe("the texts of a regular expression", () => {
  it.each([
    ["^(req|request)$", ["req", "request"]],
    ["^(?:(?:this|self)\\.)?(?:_?req|ctx)$", ["req", "_req", "ctx", "this.req", "this._req", "this.ctx", "self.req", "self._req", "self.ctx"]],
    ["^[Oo]rigin$", ["Origin", "origin"]],
    ["^(a||b)$", ["a", "", "b"]],
    ["^x-y$", ["x-y"]],
  ])("%s are counted", (regex, texts) => {
    expect([...textsOf(regex)!].sort()).toEqual([...texts].sort());
    for (const text of texts) expect(new RegExp(regex).test(text)).toBe(true);
  });

  it.each([["(a|b)$"], ["^(a|b)"], ["^a+$"], ["^a{2}$"], ["^.$"], ["^(?!a)b$"], ["^(?i)a$"], ["^(a|b$"], ["^a)$"], ["^[^a]$"], ["^\\w$"], ["^a??$"], ["^(a|b|c|d)?(a|b|c|d)?(a|b|c|d)?(a|b|c|d)?(a|b|c|d)?$"]])(
    "%s is left alone",
    (regex) => {
      expect(textsOf(regex)).toBeUndefined();
    },
  );
});
