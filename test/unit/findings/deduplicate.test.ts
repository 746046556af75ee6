// One flaw is one finding: the specific rule wins, names the others, and nothing else is merged.

import { describe, expect, it } from "vitest";
import { deduplicate } from "../../../src/findings/deduplicate.ts";
import type { Deduplicable } from "../../../src/findings/deduplicate.ts";

const supersedes = new Map([
  ["specific", ["general"]],
  ["general", ["audit"]],
  ["loop-a", ["loop-b"]],
  ["loop-b", ["loop-a"]],
]);

function finding(ruleId: string, start: number, end: number, more: Partial<Deduplicable> = {}): Deduplicable {
  return { ruleId, severity: "warning", confidence: "medium", cwe: [], alsoFoundBy: [], region: { start, end }, ...more };
}

function merged(...findings: Deduplicable[]): string[] {
  return deduplicate(findings, supersedes).map((kept) => [kept.ruleId, ...kept.alsoFoundBy].join(" < "));
}

describe("deduplicate", () => {
  it.each<[string, Deduplicable[], string[]]>([
    ["nothing", [], []],
    ["one finding", [finding("a", 0, 5)], ["a"]],
    ["a rule and the one it supersedes, overlapping", [finding("general", 0, 9), finding("specific", 4, 20)], ["specific < general"]],
    ["the same apart", [finding("general", 0, 4), finding("specific", 4, 20)], ["general", "specific"]],
    ["a chain of three", [finding("audit", 0, 9), finding("general", 0, 9), finding("specific", 0, 9)], ["specific < audit < general"]],
    ["a chain without its middle", [finding("audit", 0, 9), finding("specific", 0, 9)], ["specific < audit"]],
    ["two wide ones give way to one", [finding("general", 0, 9), finding("general", 8, 20), finding("specific", 7, 10)], ["specific < general"]],
    ["unrelated rules at one place", [finding("a", 0, 9), finding("b", 0, 9)], ["a", "b"]],
    ["unrelated rules with one CWE at one place", [finding("a", 0, 9, { cwe: ["CWE-1"] }), finding("b", 0, 9, { cwe: ["CWE-1"], confidence: "high" })], ["b < a"]],
    ["one CWE, other place", [finding("a", 0, 9, { cwe: ["CWE-1"] }), finding("b", 0, 8, { cwe: ["CWE-1"] })], ["a", "b"]],
    ["the more severe stays", [finding("a", 0, 9, { cwe: ["CWE-1"], severity: "error" }), finding("b", 0, 9, { cwe: ["CWE-1"], confidence: "high" })], ["a < b"]],
    ["one rule twice at one place", [finding("a", 0, 9), finding("a", 0, 9)], ["a"]],
    ["one rule at two places", [finding("a", 0, 9), finding("a", 3, 9)], ["a", "a"]],
    ["empty regions at one place", [finding("general", 3, 3), finding("specific", 3, 3)], ["specific < general"]],
    ["rules that contradict each other", [finding("loop-a", 0, 9), finding("loop-b", 0, 9)], ["loop-a", "loop-b"]],
  ])("%s", (_name, findings, expected) => {
    expect(merged(...findings)).toEqual(expected);
    // Whatever the order in which the rules reported.
    expect(merged(...[...findings].reverse()).sort()).toEqual([...expected].sort());
  });

  it("keeps the order and what was named before", () => {
    const kept = deduplicate([finding("z", 50, 60), finding("general", 0, 9, { alsoFoundBy: ["old"] }), finding("specific", 0, 9), finding("b", 1, 2)], supersedes);
    expect(kept.map((entry) => entry.ruleId)).toEqual(["z", "specific", "b"]);
    expect(kept[1]!.alsoFoundBy).toEqual(["general", "old"]);
  });

  it("takes ten thousand findings", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => finding(index % 2 === 0 ? "general" : "specific", index - (index % 2), index + 1));
    expect(deduplicate(many, supersedes)).toHaveLength(5_000);
  });
});
