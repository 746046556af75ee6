// Each Python construct as the normalised tree shows it: one source, one outline.

import { describe, expect, it } from "vitest";
import { dumpTree } from "../../../../src/syntax/dump-tree.ts";
import { loadPython } from "./load-python.ts";
import { constructs } from "./constructs.ts";

const parse = await loadPython();

describe("python constructs", () => {
  it.each(constructs)("$source", ({ source, outline }) => {
    const tree = parse(source, "example.py");
    expect(tree.problems).toEqual([]);
    const lines = dumpTree(tree).split("\n").slice(1);
    expect(lines.map((line) => line.slice(2)).join("\n")).toBe(outline.trim());
  });
});
