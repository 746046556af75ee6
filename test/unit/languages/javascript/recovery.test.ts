// Broken files: sound parts keep their nodes and true offsets, each error is a problem with a range.

import { describe, expect, test } from "vitest";
import { Kind } from "../../../../src/syntax/kinds.ts";
import { type SyntaxTree, nameOf, textOf } from "../../../../src/syntax/tree.ts";
import { productionTree } from "./reference.ts";

function callsIn(tree: SyntaxTree): string[] {
  const calls: string[] = [];
  for (let node = 0; node < tree.size; node++) if (tree.kind[node] === Kind.Call) calls.push(textOf(tree, node));
  return calls;
}

describe("sound parts of broken files", () => {
  test.each<[what: string, path: string, text: string, calls: string[]]>([
    ["a statement without an end", "a.js", "one();\nlet x = ;\ntwo();\n", ["one()", "two()"]],
    ["an error inside a function", "a.js", "function f() {\n  one();\n  let = = 3;\n  two();\n}\nthree();\n", ["one()", "two()", "three()"]],
    ["a block that is never closed", "a.js", "one();\nfunction f() {\n  two();\n  if (a) {\n  three();\n}\nfour();\n", ["one()", "two()", "three()", "four()"]],
    ["a string that is never closed", "a.js", 'x = "abc\none();\n', ["one()"]],
    ["a template that is never closed", "a.js", "one();\nx = `abc\ntwo();\n", ["one()", "two()"]],
    ["marks of a merge conflict", "a.js", "one();\n<<<<<<< HEAD\ntwo();\n=======\nthree();\n>>>>>>> other\nfour();\n", ["one()", "two()", "three()", "four()"]],
    ["a superfluous bracket", "a.ts", "one();\n}\ntwo();\n", ["one()", "two()"]],
    ["several errors", "a.ts", "one();\nlet x = ;\ntwo();\nclass {\nthree();\n", ["one()", "two()", "three()"]],
    ["a NUL byte", "a.js", "one();\n\u0000\ntwo();\n", ["one()", "two()"]],
    ["a backslash in the name of an element", "a.js", "one();\nlet x = <a\\ b/>;\ntwo();\n", ["one()", "two()"]],
    ["an error behind a byte-order mark and astral characters", "a.js", "\ufeff'😀';one();\nlet x = ;\n'é';two();\n", ["one()", "two()"]],
    ["an error in a file with CRLF", "a.js", "one();\r\nlet x = ;\r\ntwo();\r\n", ["one()", "two()"]],
  ])("%s", (_what, path, text, calls) => {
    const tree = productionTree(text, path);
    expect(callsIn(tree)).toEqual(calls);
    expect(tree.problems.length).toBeGreaterThan(0);
    for (const problem of tree.problems) {
      expect(problem.isFatal).toBe(false);
      expect(problem.start).toBeLessThanOrEqual(problem.end);
      expect(problem.end).toBeLessThanOrEqual(text.length);
    }
  });

  test("the error stands where it is, and the names of lost text stay visible", () => {
    const text = "import a from 'a';\nlet x = ;\nf(= a);\n";
    const tree = productionTree(text, "a.js");
    expect(tree.problems.map(({ start, end }) => text.slice(start, end))).toContain(";");
    const lost: string[] = [];
    for (let node = 0; node < tree.size; node++) {
      if (tree.kind[tree.parent[node]!] === Kind.ErrorRegion) lost.push(nameOf(tree, node));
    }
    expect(lost).toContain("a");
  });

  test.each([")", "{{{{{{", "\u0000", "class", "`${", "/*", '"', "<", "@", "#!", "a".repeat(9) + "(".repeat(50)])(
    "%j alone gives a problem and a tree",
    (text) => {
      const tree = productionTree(text, "a.js");
      expect(tree.size).toBeGreaterThan(0);
      if (text !== "#!") expect(tree.problems.length).toBeGreaterThan(0);
    },
  );

  test("a file full of errors ends within the budget", () => {
    const tree = productionTree("let x = ;\n".repeat(5000), "a.js");
    expect(tree.problems.some((problem) => problem.isFatal)).toBe(true);
  });

  test("code that is only wrong in meaning is read whole", () => {
    const tree = productionTree("return f();\n", "a.ts");
    expect(callsIn(tree)).toEqual(["f()"]);
    expect(tree.problems).toEqual([]);
  });
});

describe("dialects", () => {
  test.each([
    ["JSX in .js", "a.js", "const a = <div>{b}</div>;"],
    ["type annotations in .js", "a.js", "// @flow\nfunction f(x: number): string { return x; }"],
    ["return at top level", "a.js", "if (a) return;"],
    ["sloppy script", "a.js", "with (a) { b = 010; }"],
    ["await as a name", "a.js", "var await = 1; f(await);"],
    ["an old HTML comment", "a.js", "<!-- a\nb();"],
    ["angle assertion", "a.ts", "let a = <string>b;"],
    ["generic arrow", "a.ts", "const f = <T>(a: T) => a;"],
    ["JSX and types", "a.tsx", "const a = <A<string> b={c as d} />;"],
    ["a declaration file", "a.d.ts", "export function f(a: number): string; declare const x: 1;"],
    ["a module", "a.mjs", "await f(); import.meta.url;"],
    ["a CommonJS module", "a.cjs", "return 1;"],
  ])("%s", (_what, path, text) => {
    const tree = productionTree(text, path);
    expect(tree.problems).toEqual([]);
    expect(tree.size).toBeGreaterThan(2);
  });
});

describe("the tree of a broken file is in order", () => {
  const whole = "f(a, [b, `c${ d }e`], { g: (h) => { i(h); } });\nclass K { l = 1; m() { return <n o={p}>q</n>; } }\n";
  const cuts = Array.from({ length: whole.length }, (_, at) => at);
  test.each(["", "(", "}", "`", "'", "=", "\u0000"])("with %j anywhere in it", (inserted) => {
    for (const at of cuts) {
      const text = `${whole}${whole.slice(0, at)}${inserted}${whole.slice(at + 1)}${whole}`;
      const tree = productionTree(text, "a.js");
      for (let node = 1; node < tree.size; node++) {
        const parent = tree.parent[node]!;
        const isInOrder = tree.start[node]! >= tree.start[node - 1]! && tree.end[node]! <= tree.end[parent]!;
        if (!isInOrder) expect.fail(`node ${node} is out of order in ${JSON.stringify(text)}`);
      }
    }
  });
});
