// Broken and hostile code: the sound parts are kept, each problem stands on one line, nothing crashes or hangs.

import { describe, expect, it } from "vitest";
import { Kind } from "../../../../src/syntax/kinds.ts";
import { type SyntaxTree, nameOf, textOf } from "../../../../src/syntax/tree.ts";
import { faultsOf } from "../../../../scripts/fuzz-mutations.ts";
import { loadPython } from "./load-python.ts";

const parse = await loadPython();

/** Names of all functions, wherever they stand. */
function functionsOf(tree: SyntaxTree): string[] {
  const found: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (tree.kind[node] === Kind.FunctionDeclaration) found.push(nameOf(tree, node));
  }
  return found;
}

const before = "import os\n\ndef before(a):\n    return a\n\n";
const after = "\n\ndef after(b):\n    return b\n";

const broken: readonly { bad: string; problems: readonly string[]; functions?: readonly string[] }[] = [
  { bad: "def f(:\n    pass\n", problems: [""], functions: ["before", "f", "after"] },
  { bad: "x = = 3\n", problems: ["="] },
  { bad: "if x\n    y()\n", problems: ["x"] },
  { bad: "foo(1, [2\n", problems: ["["] },
  { bad: "class A:\n    def m(self):\n        x = f(1,\n    def n(self): pass\n", problems: ["("], functions: ["before", "m", "n", "after"] },
  { bad: "a b c\n", problems: ["a b"] },
  { bad: "}\n", problems: ["}"] },
  { bad: "x = 'abc\n", problems: ["'"] },
  { bad: "for in x:\n    pass\n", problems: [""] },
  { bad: "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n", problems: ["<<<<<<<", "=======", ">>>>>>>"] },
  { bad: "x = {'a': 1, 'b': }\n", problems: [""] },
  { bad: "@\ndef g(): pass\n", problems: ["@"], functions: ["before", "g", "after"] },
  { bad: "from x import\n", problems: ["from x import"] },
  { bad: "\0\0x\n", problems: ["\0\0"] },
];

describe("broken code keeps its sound parts", () => {
  it.each(broken)("$bad", ({ bad, problems, functions }) => {
    const tree = parse(before + bad + after, "example.py");
    expect(tree.problems.map(({ start, end }) => tree.text.slice(start, end))).toEqual(problems);
    for (const { start } of tree.problems) {
      expect(start).toBeGreaterThanOrEqual(before.length);
      expect(start).toBeLessThanOrEqual(before.length + bad.length);
    }
    expect(functionsOf(tree)).toEqual(functions ?? ["before", "after"]);
  });

  it("keeps the functions around an unfinished line", () => {
    const tree = parse(`${before}x = 1 +\n${after}`, "example.py");
    expect(tree.problems.length).toBeGreaterThan(0);
    expect(Math.min(...tree.problems.map(({ start }) => start))).toBeGreaterThanOrEqual(before.length);
    expect(functionsOf(tree)).toEqual(["before", "after"]);
  });
});

const many = 100_000;
const hostile: readonly (readonly [string, string, number])[] = [
  ["open brackets", "(".repeat(many), 0],
  ["nested lists", `x = ${"[".repeat(many)}${"]".repeat(many)}`, many],
  ["closing brackets", ")".repeat(many), 1],
  ["unary signs", `${"-".repeat(many)}x`, many],
  ["a long sum", `${"a+".repeat(many)}a`, 2 * many],
  ["a long attribute chain", `a${".b".repeat(many)}`, 2 * many],
  ["line continuations", "\\\n".repeat(many), 0],
  ["comment lines in a block", `def f():\n${"    # x\n".repeat(20_000)}    pass\n`, 4],
  ["a branch of many elifs", `if a: b\n${"elif c: d\n".repeat(5_000)}`, 20_000],
  ["NUL characters", "\0".repeat(many), 0],
];

describe("hostile code", () => {
  it.each(hostile)("%s", (_title, text, atLeast) => {
    const tree = parse(text, "example.py");
    expect(tree.size).toBeGreaterThan(atLeast);
    expect(tree.subtreeEnd[0]).toBe(tree.size);
  });
});

const rewritten: readonly (readonly [string, string])[] = [
  ["def f[T: int = str](a): pass", "T: int = str"],
  ["x = 1, *'ab'", "*'ab'"],
  ["type(a).b = c", "type(a)"],
  ["class A:\n    @b\n# left\n    def c(self): pass", "@b"],
];

describe("what the grammar misreads keeps its own text", () => {
  it.each(rewritten)("%s", (source, piece) => {
    const tree = parse(source, "example.py");
    expect(tree.problems).toEqual([]);
    const texts = Array.from({ length: tree.size }, (_, node) => textOf(tree, node));
    expect(texts).toContain(piece);
  });

  it("keeps the comments that were hidden from the parser", () => {
    const tree = parse("class A:\n    @b\n# left\n    def c(self): pass # right", "example.py");
    expect(tree.comments.map(({ start, end }) => tree.text.slice(start, end))).toEqual(["# left", "# right"]);
  });
});

describe("an error between two branches", () => {
  it("keeps the nodes nested", () => {
    const tree = parse("if a:\n    b\nelif c:\n    d\n) (\nelif e:\n    f\nelse:\n    g\n", "example.py");
    expect(tree.problems.length).toBeGreaterThan(0);
    expect(faultsOf(tree)).toEqual([]);
  });
});
