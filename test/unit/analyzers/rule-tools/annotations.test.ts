// The comments of rule tests, and how they are compared with what was found.

import { describe, expect, it } from "vitest";
import { readAnnotations } from "../../../../src/analyzers/rule-tools/annotations.ts";
import { applyReplacements, firstDifference } from "../../../../src/analyzers/rule-tools/apply-replacements.ts";
import { compareExpectations } from "../../../../src/analyzers/rule-tools/compare-expectations.ts";

const brief = (text: string): string[] => readAnnotations(text).map(({ kind, ruleId, line }) => `${kind} ${ruleId} ${line}`);

describe("readAnnotations", () => {
  it.each([
    ["# ruleid: a\nx", ["ruleid a 2"]],
    ["  #ruleid:a\nx", ["ruleid a 2"]],
    ["// ok: a, b.c\nx", ["ok a 2", "ok b.c 2"]],
    ["/* ruleid: a */\nx", ["ruleid a 2"]],
    ["{/* todook: a */}\nx", ["todook a 2"]],
    ["<!-- ruleid: a -->\nx", ["ruleid a 2"]],
    ["(* ruleid: a *)\nx", ["ruleid a 2"]],
    ["-- todoruleid: a\nx", ["todoruleid a 2"]],
    ["# ruleid: deepok: a\nx", ["ruleid a 2"]],
    ["# ruleid: a\r\n# ok: b\r\nx\r\n", ["ruleid a 3", "ok b 3"]],
    ["y  # ruleid: a\nx", ["ruleid a 2"]],
    ["# ruleid: a\ny  # ruleid: b\nx", ["ruleid a 2", "ruleid b 3"]],
    ["# ruleid:\nx", []],
    ["ruleid: a\nx", []],
    ["# the ruleid: a\nx", []],
    ["# notok: a\nx", []],
  ])("%j", (text, expected) => expect(brief(text)).toEqual(expected));
});

describe("compareExpectations", () => {
  const compare = (text: string, reported: [string, number][]): string[] =>
    compareExpectations(readAnnotations(text), reported.map(([ruleId, line]) => ({ ruleId, line })), new Set(["a", "b"])).disagreements.map(
      ({ kind, ruleId, line }) => `${kind} ${ruleId} ${line}`,
    );

  it.each<[string, [string, number][], string[]]>([
    ["# ruleid: a\nx", [["a", 2]], []],
    ["# ruleid: a\nx", [["a", 2], ["a", 2]], []],
    ["# ruleid: a\nx", [], ["missing a 2"]],
    ["# ruleid: a\nx", [["a", 3]], ["missing a 2", "unexpected a 3"]],
    ["# ok: a\nx", [["a", 2]], ["unexpected a 2"]],
    ["# ok: a\nx", [["b", 2]], ["unexpected b 2"]],
    ["# todook: a\nx", [["a", 2]], []],
    ["# todoruleid: a\nx", [], []],
    ["# todoruleid: a\nx", [["a", 2]], []],
    ["# ruleid: c\nx", [], ["unknown-rule c 1"]],
  ])("%j with %j", (text, reported, expected) => expect(compare(text, reported)).toEqual(expected));
});

/** The real program's answers (`semgrep test --json`, 1.182.0) on the same files: its expected and its reported lines. */
describe("the lines that the real program expects", () => {
  it.each([
    [
      "# ruleid: a, b\nfoo(1)\n# ok: a\nfoo(2)\n# todook: a\nfoo(2)\n# todoruleid: a\nx()\n# ruleid: a\ny()\n\"\"\"\n\"\"\"\nfoo(3)\n",
      [2, 4, 6, 13],
      { expected: [2, 10], reported: [2, 4, 13] },
    ],
  ])("%j", (text, found, real) => {
    const annotations = readAnnotations(text);
    const { disagreements } = compareExpectations(annotations, found.map((line) => ({ ruleId: "a", line })), new Set(["a", "b"]));
    const ofA = disagreements.filter(({ ruleId }) => ruleId === "a");
    expect(ofA.filter(({ kind }) => kind === "missing").map(({ line }) => line)).toEqual(real.expected.filter((line) => !real.reported.includes(line)));
    expect(ofA.filter(({ kind }) => kind === "unexpected").map(({ line }) => line)).toEqual(real.reported.filter((line) => !real.expected.includes(line)));
  });
});

describe("applyReplacements", () => {
  it.each<[[number, number, string][], string]>([
    [[], "abcdef"],
    [[[1, 2, "X"], [4, 6, ""]], "aXcd"],
    [[[4, 5, "Y"], [0, 2, "X"]], "XcdYf"],
    [[[0, 4, "X"], [2, 5, "Y"]], "Xef"],
    [[[0, 2, "X"], [2, 3, "Y"]], "XYdef"],
  ])("%j", (edits, expected) => {
    expect(applyReplacements("abcdef", edits.map(([start, end, replacement]) => ({ start, end, replacement })))).toBe(expected);
  });

  it("finds the first line that differs", () => {
    expect(firstDifference("a\r\nb", "a\nb")).toBeUndefined();
    expect(firstDifference("a\nb", "a\nc")).toEqual({ line: 2, left: "b", right: "c" });
    expect(firstDifference("a", "a\n")).toEqual({ line: 2, left: undefined, right: "" });
  });
});
