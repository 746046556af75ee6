// What a match offers as a fix.

import { expect, it } from "vitest";
import { editsOf } from "../../../../src/analyzers/pattern/fix/edits-of.ts";

it("is the replacement of the whole match", () => {
  expect(editsOf({ start: 4, end: 5, replacement: "2" }, "x = 1")).toEqual([{ start: 4, end: 5, replacement: "2" }]);
});

it.each([
  ["the rule has no fix", undefined],
  ["the fix's expression is not in the match", "1"],
])("is nothing where %s", (_, replacement) => {
  expect(editsOf({ start: 4, end: 5, replacement }, "x = 1")).toBeUndefined();
});
