// The construct corpus against CPython's own reading of it, node by node, recorded beside each file.
// Record anew with: npx jiti scripts/check-python-corpus.ts --python PROGRAM --record fixtures/languages/python

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type OutlineNode, outlineOf, sameNode } from "../../../../scripts/python-outline.ts";
import { loadPython } from "./load-python.ts";

const parse = await loadPython();
const folder = new URL("../../../../fixtures/languages/python/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".py"));

describe("the construct corpus reads as in CPython", () => {
  it.each(files)("%s", (file) => {
    const recorded = readFileSync(new URL(file.replace(".py", ".cpython.json"), folder), "utf8");
    const theirs = JSON.parse(recorded) as OutlineNode[];
    const tree = parse(readFileSync(new URL(file, folder), "utf8"), file);
    expect(tree.problems).toEqual([]);
    const ours = outlineOf(tree);
    const at = ours.findIndex((node, index) => theirs[index] === undefined || !sameNode(node, theirs[index]));
    expect(at < 0 ? undefined : { ours: ours[at], theirs: theirs[at] }).toBeUndefined();
    expect(ours.length).toBe(theirs.length);
    expect(ours.length).toBeGreaterThan(10);
  });
});
