// Clones: what is one, what is none, and how several places become one clone.

import { describe, expect, it } from "vitest";
import { type Duplication, findClones } from "../../../../src/analyzers/metrics/duplication/find-clones.ts";
import { tokenise } from "../../../../src/analyzers/metrics/duplication/tokens.ts";
import { tableLines } from "../../../../src/analyzers/metrics/lines.ts";
import { parseAs } from "./parse-as.ts";

async function clonesOf(files: Readonly<Record<string, string>>): Promise<Duplication> {
  const paths = Object.keys(files).sort();
  const trees = await Promise.all(paths.map((path) => parseAs(path, files[path]!)));
  const lines = trees.map(tableLines);
  const tokenised = trees.map((tree, index) => ({ path: paths[index]!, tokens: tokenise(tree, lines[index]!) }));
  return findClones(tokenised, lines.reduce((sum, table) => sum + table.lineCount, 0));
}

/** Eight lines of script, some sixty tokens. */
const block = (total = "total", item = "item"): string => `function sum(list) {
  let ${total} = 0;
  for (const ${item} of list) {
    if (${item}.price > 0 && ${item}.count > 0) {
      ${total} += ${item}.price * ${item}.count;
    }
  }
  return Math.round(${total} * 100) / 100;
}
`;

const pythonBlock = `def sum(values):
    total = 0
    for value in values:
        if value.price > 0 and value.count > 0:
            total += value.price * value.count
    return round(total * 100) / 100
`;

const places = (duplication: Duplication): string[][] =>
  duplication.clones.map((clone) => clone.places.map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`));

describe("clones", () => {
  it("finds the same code in two files", async () => {
    const found = await clonesOf({ "a.js": `first();\n${block()}last(1);\n`, "b.js": `other;\n\n${block()}` });
    expect(places(found)).toEqual([["a.js:2-10", "b.js:3-11"]]);
    expect(found.clones[0]!.isRenamed).toBe(false);
    expect(found).toMatchObject({ duplicatedLines: 18, density: 18 / 22 });
  });

  it("finds renamed code and says so", async () => {
    const found = await clonesOf({ "a.js": block(), "b.js": block("sumOfAll", "entry") });
    expect(places(found)).toEqual([["a.js:1-9", "b.js:1-9"]]);
    expect(found.clones[0]!.isRenamed).toBe(true);
  });

  it("makes one clone of three places", async () => {
    const found = await clonesOf({ "a.js": block(), "b.js": block(), "c.js": block() });
    expect(places(found)).toEqual([["a.js:1-9", "b.js:1-9", "c.js:1-9"]]);
  });

  it("finds a clone across JavaScript and TypeScript, and within one file", async () => {
    expect(places(await clonesOf({ "a.js": block(), "b.ts": block() }))).toEqual([["a.js:1-9", "b.ts:1-9"]]);
    expect(places(await clonesOf({ "a.js": `${block()}x();\n${block()}` }))).toEqual([["a.js:1-9", "a.js:11-19"]]);
  });

  it("keeps the end of the line before where only that makes it long enough", async () => {
    const method = `
    def __reduce__(self, args=(), kwargs=None):
        kwargs = {} if not kwargs else kwargs
        return super().__reduce__(
            args, dict(kwargs, expires=self.expires, url=self.url))
`;
    const first = `class A:\n    def clean(self):\n        self.drop(\n            1,\n        )\n${method}`;
    const second = `class B:\n    def client(self):\n        return self.create(**self.given)\n${method}`;
    expect(places(await clonesOf({ "a.py": first, "b.py": second }))).toEqual([["a.py:5-10", "b.py:3-8"]]);
  });

  it("sees no difference in comments, docstrings and white space", async () => {
    const other = pythonBlock.replace("    total = 0", '    """Another word."""\n\n    total = 0  # from nothing');
    expect(places(await clonesOf({ "a.py": pythonBlock, "b.py": other }))).toEqual([["a.py:1-6", "b.py:1-8"]]);
  });

  const silent: readonly (readonly [why: string, files: Record<string, string>])[] = [
    ["names without any order", { "a.js": block("a", "b"), "b.js": block("a", "b").replace(/\b[ab]\b/g, (() => { let next = 0; return () => `n${next++}`; })()).replace("Math", "x").replace("list", "y") }],
    ["other numbers", { "a.py": pythonBlock, "b.py": pythonBlock.replaceAll("100", "7").replaceAll("> 0", "> 1") .replace("total = 0", "total = 5") }],
    ["too few lines", { "a.js": block().replaceAll("\n", " "), "b.js": block().replaceAll("\n", " ") }],
    ["too few tokens", { "a.js": "f(\n1,\n2,\n3,\n4,\n5\n);", "b.js": "f(\n1,\n2,\n3,\n4,\n5\n);" }],
    ["other languages", { "a.py": pythonBlock, "b.js": block() }],
    ["one file alone", { "a.js": block() }],
  ];
  it.each(silent)("takes none for one: %s", async (_, files) => {
    expect(places(await clonesOf(files))).toEqual([]);
  });

  it("needs neither memory nor time for a table of like rows", async () => {
    const rows = Array.from({ length: 20_000 }, () => "  [1, 2, 3],").join("\n");
    const found = await clonesOf({ "a.js": `const table = [\n${rows}\n];\n` });
    expect(found.duplicatedLines).toBeLessThanOrEqual(20_002);
  });
});
