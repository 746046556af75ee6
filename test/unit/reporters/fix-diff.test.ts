// A fix is shown as the lines it changes: worked out from the excerpt, or as bare additions where that does not reach.

import { describe, expect, it } from "vitest";
import type { Fix, Region } from "../../../src/model/finding.ts";
import { diffFix } from "../../../src/reporters/text/fix-diff.ts";
import { makeFinding } from "../score/findings.ts";

const excerpt = { firstLine: 10, lines: ["first = 1", "second = two(2)", "third = 3"] };

/** `startLine:startColumn-endLine:endColumn`. */
function edit(range: string, replacement: string): Fix["edits"][number] {
  const [startLine, startColumn, endLine, endColumn] = range.split(/[:-]/).map(Number) as [number, number, number, number];
  const region: Region = { start: 0, end: 0, startLine, startColumn, endLine, endColumn };
  return { start: 0, end: 0, replacement, region };
}

function draw(edits: Fix["edits"], lines = excerpt): string[] {
  const fix: Fix = { description: "Mend it.", safety: "safe", edits };
  return diffFix({ ...makeFinding({}), excerpt: lines }, fix).map((line) => `${line.line ?? ""}${line.sign}${line.text}`);
}

describe("diffFix", () => {
  it.each<[string, Fix["edits"], string[]]>([
    ["a change in a line", [edit("11:10-11:13", "TWO")], ["11-second = two(2)", "+second = TWO(2)"]],
    ["two changes in a line", [edit("11:1-11:7", "b"), edit("11:14-11:15", "4")], ["11-second = two(2)", "+b = two(4)"]],
    ["a deleted line", [edit("11:1-12:1", "")], ["11-second = two(2)"]],
    ["the deleted last line of the excerpt", [edit("12:1-13:1", "")], ["12-third = 3"]],
    ["an inserted line", [edit("11:1-11:1", "import b\n")], ["11+import b"]],
    ["a line insertion far away", [edit("1:1-1:1", "import b\n")], ["1+import b"]],
    ["a change far away", [edit("30:5-30:9", "known")], ["30+known"]],
    ["a deletion far away", [edit("30:5-30:9", "")], []],
    ["one line made two", [edit("11:10-11:13", "(\n  two")], ["11-second = two(2)", "+second = (", "+  two(2)"]],
    ["carriage returns", [edit("11:1-11:7", "a = 0\r\nsecond")], ["11+a = 0"]],
    ["changes in two places", [edit("10:9-10:10", "9"), edit("12:9-12:10", "9")], ["10-first = 1", "+first = 9", "12-third = 3", "+third = 9"]],
    ["a change that changes nothing", [edit("10:9-10:10", "1")], []],
  ])("%s", (_, edits, drawn) => {
    expect(draw(edits)).toEqual(drawn);
  });

  it("does not invent the end of a line that was cut", () => {
    const lines = { firstLine: 10, lines: ["x".repeat(400)] };
    expect(draw([edit("10:1-10:2", "y")], lines)).toEqual(["10+y"]);
  });
});
