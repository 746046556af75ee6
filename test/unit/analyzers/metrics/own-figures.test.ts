// Our own definitions of the metrics, one construct a line; `docs/metrics.md` says them in words.

import { describe, expect, it } from "vitest";
import { measureFile } from "../../../../src/analyzers/metrics/measure-file.ts";
import type { FileFigures, FunctionFigures } from "../../../../src/analyzers/metrics/figures.ts";
import { measureProject } from "../../../../src/analyzers/metrics/measure-project.ts";
import { parseAs } from "./parse-as.ts";

async function measure(path: string, text: string): Promise<FileFigures> {
  return measureFile({ path, tree: await parseAs(path, text) });
}

async function measureFirst(path: string, text: string): Promise<FunctionFigures> {
  return (await measure(path, text)).functions[0]!;
}

/** A function's body, its cyclomatic and its cognitive complexity. */
const bodies: readonly (readonly [language: "js" | "py", body: string, cyclomatic: number, cognitive: number])[] = [
  ["js", "return 1;", 1, 0],
  ["js", "if (a) b();", 2, 1],
  ["js", "if (a) b(); else c();", 2, 2],
  ["js", "if (a) b(); else if (c) d(); else e();", 3, 3],
  ["js", "if (a) { if (b) { if (c) d(); } }", 4, 6],
  ["js", "for (;;) while (a) do {} while (b);", 4, 6],
  ["js", "for (const a of b) for (const c in d) e();", 3, 3],
  ["js", "switch (a) { case 1: b(); case 2: c(); default: d(); }", 3, 1],
  ["js", "try { a(); } catch { if (b) c(); } finally { d(); }", 3, 3],
  ["js", "return a ? b : c ? d : e;", 3, 3],
  ["js", "return a && b && c;", 3, 1],
  ["js", "return a && b || c && d;", 4, 3],
  ["js", "return a && !(b && c);", 3, 2],
  ["js", "return a ?? b;", 2, 0],
  ["js", "x: for (;;) { if (a) break x; }", 3, 4],
  ["js", "return a?.b;", 1, 0],
  ["js", "a(() => { if (b) c(); });", 1, 2],
  ["js", "return f() + f();", 1, 1],
  ["py", "return 1", 1, 0],
  ["py", "if a: pass\n elif b: pass\n else: pass", 3, 3],
  ["py", "for a in b: pass\n else: pass", 2, 2],
  ["py", "try: pass\n except A: pass\n except B: pass", 3, 2],
  ["py", "return [a for a in b if a if c]", 4, 0],
  ["py", "match a:\n  case 1: pass\n  case _: pass", 2, 1],
  ["py", "match a:\n  case 1: pass\n  case b: pass", 2, 1],
  ["py", "with a: pass", 1, 0],
  ["py", "return a if b else c", 2, 1],
  ["py", "return lambda a: a if b else c", 2, 2],
  ["py", "def g():\n  if a: pass\n return g", 1, 1],
  ["py", "def g():\n  if a: pass\n a = 1\n return g", 1, 2],
];

describe("complexity of a function", () => {
  it.each(bodies)("%s: %s is %i cyclomatic, %i cognitive", async (language, body, cyclomatic, cognitive) => {
    const text = language === "js" ? `function f() { ${body} }` : `def f():\n ${body}\n`;
    const figures = await measureFirst(`a.${language}`, text);
    expect([figures.cyclomatic, figures.cognitive]).toEqual([cyclomatic, cognitive]);
  });

  it("counts each function of a cycle of calls once", async () => {
    const { functions } = await measure("a.js", "function f() { g(); } function g() { h(); } function h() { f(); } function i() { f(); }");
    expect(functions.map((entry) => entry.cognitive)).toEqual([1, 1, 1, 0]);
  });

  it("takes a call of one's own method for recursion, not that of another's", async () => {
    const { functions } = await measure("a.py", "class A:\n def f(self): self.f()\n def g(self): other.g()\n");
    expect(functions.map((entry) => entry.cognitive)).toEqual([1, 0]);
  });
});

const shapes: readonly (readonly [path: string, text: string, expected: Partial<FunctionFigures>])[] = [
  ["a.js", "function f(a, b = 1, ...c) {}", { name: "f", kind: "function", parameters: 3, nesting: 0, returns: 0 }],
  ["a.js", "const f = (a) => { if (a) return 1; return 2; }", { name: "f", kind: "arrow", parameters: 1, nesting: 1, returns: 2 }],
  ["a.js", "function f() { if (a) {} else if (b) {} else if (c) { for (;;) {} } }", { nesting: 2 }],
  ["a.js", "function f() { if (a) { g(function () { for (;;) {} }); } }", { nesting: 1 }],
  ["a.js", "class A { get b() { return 1; } }", { name: "b", qualifiedName: "A.b", kind: "getter" }],
  ["a.js", "class A { constructor() {} }", { qualifiedName: "A.constructor", kind: "constructor" }],
  ["a.js", "a.b = function () {}", { name: "b" }],
  ["a.js", "x = { async m() {} }", { name: "m", kind: "method" }],
  ["a.js", "f(function () {})", { name: "<anonymous>" }],
  ["a.py", "class A:\n @b\n @c(1)\n def f(self, /, a, *, k, **n):\n  return 1\n", { qualifiedName: "A.f", kind: "method", startLine: 4, startColumn: 2, endLine: 5, parameters: 4 }],
  ["a.ts", "function f(a: string): void; function f(a: any) {}", { name: "f", startColumn: 30 }],
];

describe("shape of a function", () => {
  it.each(shapes)("%s: %s", async (path, text, expected) => {
    expect(await measureFirst(path, text)).toMatchObject(expected);
  });
});

describe("lines", () => {
  it("sorts lines and counts statements, docstrings aside", async () => {
    const text = '"""doc"""\n\n# why\nimport a; import b\nif a:  # because\n    b()\n\n';
    expect((await measure("a.py", text)).lines).toEqual({ total: 7, code: 4, comment: 1, blank: 2, logical: 4 });
  });

  it("counts lines of a function by themselves, whatever ends a line", async () => {
    const { functions } = await measure("a.js", "a();\r\nfunction f() {\r\n  // x\r\n\r\n  b();\r\n}\r\n");
    expect(functions[0]!.lines).toEqual({ total: 5, code: 3, comment: 1, blank: 1, logical: 2 });
  });

  it("has no lines in an empty file", async () => {
    const figures = await measure("a.py", "");
    expect(figures.lines).toEqual({ total: 0, code: 0, comment: 0, blank: 0, logical: 0 });
    expect([figures.commentDensity, figures.maintainabilityIndex, figures.cyclomatic]).toEqual([0, 100, 1]);
  });
});

describe("Halstead", () => {
  it("counts operators and operands, equal ones once among the distinct", async () => {
    // const, =, +, * and a, b, b, 2: the sum of one line.
    const { halstead } = await measure("a.js", "const a = b + b * 2;");
    expect(halstead).toMatchObject({ distinctOperators: 4, operators: 4, distinctOperands: 3, operands: 4, vocabulary: 7, length: 8 });
    expect(halstead.volume).toBeCloseTo(8 * Math.log2(7), 10);
    expect(halstead.difficulty).toBeCloseTo((4 / 2) * (4 / 3), 10);
    expect(halstead.effort).toBeCloseTo(halstead.volume * halstead.difficulty, 8);
    expect(halstead.time).toBeCloseTo(halstead.effort / 18, 8);
  });

  it("gives types no weight", async () => {
    const [plain, typed] = [await measure("a.ts", "let a = b"), await measure("a.ts", "let a: Map<string, X> = b; type T = 1 | 2;")];
    expect(typed.halstead).toEqual(plain.halstead);
  });
});

describe("project", () => {
  it("sums files and finds the largest function", async () => {
    const files = [await measure("a.js", "function f() { if (a) b(); }\n"), await measure("b.py", "class A:\n  def g(self): return 1\n# end\n")];
    const project = measureProject(files);
    expect(project).toMatchObject({ files: 2, functions: 2, classes: 1, cyclomaticOfFunctions: { mean: 1.5, largest: 2 }, lines: { total: 4, code: 3, comment: 1 } });
    expect(project.commentDensity).toBe(0.25);
  });
});

it("says that a file was read in part", async () => {
  expect(await measure("a.py", "def f(:\n  pass\nx = = 1\n")).toMatchObject({ isPartlyRead: true });
  expect(await measure("a.py", "x = 1\n")).not.toHaveProperty("isPartlyRead");
});
