// Shards are even, and what `assay merge` makes of them is the report that one scan writes.

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chooseShard } from "../../src/source/choose-shard.ts";
import { type Sandbox, makeSandbox, projectRoot } from "../support/command-line.ts";
import { readPieces } from "../support/edit-sequences.ts";

let box: Sandbox;
beforeEach(() => {
  box = makeSandbox();
  box.git("init", "-q", "-b", "main");
  readPieces(projectRoot).slice(0, 30).forEach((piece, index) => box.write(`pkg/ü file_${index}${piece.slice(piece.lastIndexOf("."))}`, readFileSync(piece)));
  // The same flaw in several files, a suppressed one, one that cannot be parsed, one that needs the whole project.
  for (const name of ["one", "two", "three"]) box.write(`${name}.py`, 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n\n\nrun("x")\n');
  box.write("kept.py", 'import os\n\n\ndef run(name):\n    os.system("ls " + name)  # assay-ignore python/command-injection: a name of ours\n\n\nrun("x")\n');
  box.write("broken.py", "def f(:\n");
  box.write("dead.py", "def nobody():\n    return 1\n");
});
afterEach(() => box.remove());

describe("--shard", () => {
  it.each([1, 2, 3, 7])("in %d parts, merged, gives the report of one scan", (count) => {
    const whole = box.assay(["scan", "--format", "sarif"]);
    const parts = Array.from({ length: count }, (_, index) => `part-${index + 1}.sarif`);
    const codes = parts.map((part, index) => box.assay(["scan", "--shard", `${index + 1}/${count}`, "--format", "sarif", "--output", `../${part}`]).code);
    expect(Math.max(...codes)).toBe(whole.code);
    const merged = box.assay(["merge", ...parts.map((part) => `../${part}`)]);
    expect(merged.code).toBe(0);
    expect(JSON.parse(merged.out)).toEqual(JSON.parse(whole.out));
  });

  it("spreads sizes evenly and leaves nothing out", () => {
    const files = Array.from({ length: 500 }, (_, index) => ({ path: `f${index}`, sizeBytes: (index * 7919) % 40_000 }));
    const shards = Array.from({ length: 5 }, (_, index) => chooseShard(files, { index: index + 1, count: 5 }));
    expect(shards.flat().map(({ path }) => path).sort()).toEqual(files.map(({ path }) => path).sort());
    const sizes = shards.map((shard) => shard.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.01);
  });

  it.each(["0/2", "3/2", "1", "1/0", "a/b"])("refuses %s", (part) => {
    expect(box.assay(["scan", "--shard", part])).toMatchObject({ code: 2, err: expect.stringContaining("2/5") });
  });
});

describe("merge", () => {
  it.each([
    ["a file that is not there", "none.sarif", "no file"],
    ["what is no SARIF", "kept.py", "no SARIF file of Assay's"],
  ])("refuses %s", (_name, file, message) => {
    expect(box.assay(["merge", file])).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});
