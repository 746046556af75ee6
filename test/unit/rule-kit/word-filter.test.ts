import { describe, expect, it } from "vitest";
import { WordFilter } from "../../../src/rule-kit/word-filter.ts";

describe("WordFilter", () => {
  const filter = new WordFilter([[["open"]], [], [["a", "b"], ["c"]], [[]]]);
  it.each([
    [["open"], [0, 1]],
    [[], [1]],
    [["a", "b"], [1]],
    [["c", "b", "open"], [0, 1, 2]],
  ])("%j opens %j", (words, open) => {
    expect(filter.openTo(words)).toEqual(open);
  });
  it("takes as many groups as one rule may have", () => {
    const groups = Array.from({ length: 31 }, (_, at) => [`w${at}`]);
    expect(new WordFilter([groups]).openTo(groups.flat())).toEqual([0]);
    expect(new WordFilter([groups]).openTo(groups.flat().slice(1))).toEqual([]);
  });
});
