// What the walk passes over: parts that no source touches, while nothing is tainted. What it passes over must not change what is found.

import { describe, expect, it } from "vitest";
import { quietParts } from "../../../../src/analyzers/taint/quiet-parts.ts";
import { type MatchNode, type Tag, makeNode } from "../../../../src/analyzers/pattern/view/match-node.ts";
import { check, ruleFile } from "../pattern/engine.ts";

const node = (tag: Tag, start: number, end: number, ...kids: MatchNode[]): MatchNode => makeNode(tag, start, end, kids);

describe("parts of a tree", () => {
  const call = node("Call", 12, 20, node("Name", 12, 16));
  const plain = node("ExpressionStatement", 12, 21, call);
  const assignment = node("ExpressionStatement", 30, 40, node("Assign", 30, 39, node("Name", 30, 31), node("Name", 34, 39)));
  const leaving = node("If", 50, 70, node("Name", 53, 54), node("Return", 56, 69, node("Name", 63, 69)));
  const inner = node("Function", 80, 100, node("List", 81, 83), node("None", -1, -1), node("Block", 85, 99, node("Return", 86, 98)));
  const holder = node("Definition", 80, 100, node("Entity", 80, 81), inner);
  const view = node("Block", 0, 120, plain, assignment, leaving, holder);

  it("are quiet where no source touches them", () => {
    const parts = quietParts(view, [{ start: 63, end: 69 }, { start: 13, end: 14 }]);
    expect([plain, assignment, leaving, inner, holder].map((one) => parts.isQuiet(one))).toEqual([false, true, false, true, true]);
    expect(parts.isQuietExpression(call)).toBe(false);
    expect(parts.isQuietExpression(assignment.kids[0]!)).toBe(true);
  });

  it("are touched by a source around them", () => {
    const parts = quietParts(view, [{ start: 25, end: 45 }]);
    expect(parts.isQuiet(assignment)).toBe(false);
    expect(parts.isQuietExpression(assignment.kids[0]!.kids[1]!)).toBe(false);
  });

  it("are passed only where control goes on behind them; what a function does happens elsewhere", () => {
    const parts = quietParts(view, []);
    expect([plain, leaving, holder].map((one) => parts.isPassed(one, true))).toEqual([true, false, true]);
    expect([plain, assignment].map((one) => parts.isPassed(one, false))).toEqual([true, false]);
  });

  it("of a tree whose expressions reach outside their parents are asked by what they hold", () => {
    const outside = node("Call", 5, 9, node("Name", 20, 24));
    const statement = node("ExpressionStatement", 5, 9, outside);
    const parts = quietParts(node("Block", 0, 30, statement), [{ start: 21, end: 23 }]);
    expect(parts.isQuiet(statement)).toBe(false);
    expect(parts.isQuietExpression(outside)).toBe(false);
  });
});

const base = "mode: taint\npattern-sources: [{pattern: source(...)}]\npattern-sinks: [{pattern: sink(...)}]\n";
const bySideEffect = "mode: taint\npattern-sources: [{patterns: [{pattern: 'mark($X)'}, {focus-metavariable: $X}], by-side-effect: true}]\npattern-sinks: [{pattern: sink(...)}]\n";

describe("findings beside what is passed over", () => {
  it.each([
    ["a field set before its object is tainted by side effect stays clean", bySideEffect, "def f(x):\n  x.a = 1\n  mark(x)\n  sink(x.a)\n", false],
    ["another field of it does not", bySideEffect, "def f(x):\n  x.a = 1\n  mark(x)\n  sink(x.b)\n", true],
    ["a field set clean after its object was tainted", base, "def f():\n  x = source()\n  x.a = 1\n  sink(x.a)\n", false],
    ["its object", base, "def f():\n  x = source()\n  x.a = 1\n  sink(x)\n", true],
    ["a return in a quiet branch", base, "def f(c):\n  if c:\n    x = source()\n  else:\n    return 1\n  sink(x)\n", true],
    ["a quiet return before the source", base, "def f(c):\n  return 1\n  sink(source())\n", false],
    ["a quiet function inside one with taint", base, "def f():\n  x = source()\n  def g():\n    return 2\n  sink(x)\n", true],
    ["a loop whose end taints its begin", base, "def f(y):\n  x = 1\n  for i in y:\n    sink(x)\n    z = 3\n    x = source()\n", true],
    ["a raise on a quiet way", base, "def f():\n  try:\n    x = source()\n    work()\n    x = 1\n  except E:\n    sink(x)\n", true],
  ])("%s", (_, body, code, expected) => {
    expect(check("python", ruleFile("python", body), code).matches.length > 0).toBe(expected);
  });
});
