// What each name means, for the ways in which Python and TypeScript bind names.

import { describe, expect, it } from "vitest";
import { parseSnippet, resolutions } from "./parse-snippet.ts";

/** Code, and for each name in source order `name@line:line of its declaration` (0: nothing in the file). */
const cases: Record<string, readonly (readonly [title: string, code: string, expected: string])[]> = {
  python: [
    ["assignment binds in the whole function", "x = 1\ndef f():\n  print(x)\n  x = 2", "x@1:1 f@2:2 print@3:0 x@3:4 x@4:4"],
    ["reading alone reaches outward", "x = 1\ndef f():\n  return x", "x@1:1 f@2:2 x@3:1"],
    ["global", "x = 1\ndef f():\n  global x\n  x = 2", "x@1:1 f@2:2 x@3:1 x@4:1"],
    ["global makes the module's name", "def f():\n  global y\n  y = 2\nprint(y)", "f@1:1 y@2:3 y@3:3 print@4:0 y@4:3"],
    ["nonlocal", "def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2", "f@1:1 x@2:2 g@3:3 x@4:2 x@5:2"],
    ["functions do not see class names", "x = 1\nclass C:\n  x = 2\n  y = x\n  def f(self):\n    return x", "x@1:1 C@2:2 x@3:3 y@4:4 x@4:3 f@5:5 self@5:5 x@6:1"],
    ["comprehensions have their own names", "x = [x for x in xs if x]\nx", "x@1:1 x@1:1 x@1:1 xs@1:0 x@1:1 x@2:1"],
    ["the first iterable is outside", "class C:\n  xs = 1\n  ys = [y for y in xs]", "C@1:1 xs@2:2 ys@3:3 y@3:3 y@3:3 xs@3:2"],
    ["later iterables are inside", "class C:\n  xs = 1\n  ys = [y for z in q for y in xs]", "C@1:1 xs@2:2 ys@3:3 y@3:3 z@3:3 q@3:0 y@3:3 xs@3:0"],
    ["walrus leaks from comprehensions", "def f(a):\n  [y := x for x in a]\n  return y", "f@1:1 a@1:1 y@2:2 x@2:2 x@2:2 a@2:1 y@3:2"],
    ["defaults and annotations are outside", "a = 1\ndef f(a: a = a):\n  a", "a@1:1 f@2:2 a@2:2 a@2:1 a@2:1 a@3:2"],
    ["handlers, with, for, del", "try:\n  pass\nexcept E as e:\n  e\nwith o() as w:\n  w\nfor i in w:\n  del i", "E@3:0 e@3:3 e@4:3 o@5:0 w@5:5 w@6:5 i@7:7 w@7:5 i@8:7"],
    ["imports", "import a.b, c as d\nfrom m import e, f as g\na, b, d, e, g", "a@1:1 d@1:1 d@1:1 e@2:2 g@2:2 a@3:1 b@3:0 d@3:1 e@3:2 g@3:2"],
    ["patterns of match", "match v:\n  case P(x, y=z) | [x, *z]:\n    x\n  case {'k': w, **r} if w:\n    r\n  case Q.R:\n    pass", "v@1:0 P@2:0 x@2:2 z@2:2 x@2:2 z@2:2 x@3:2 w@4:4 r@4:4 w@4:4 r@5:4 Q@6:0"],
    ["type parameters", "def f[T](x: T) -> T:\n  return T\nclass C[U](B[U]):\n  def m(self): return U\ntype A[V] = V", "f@1:1 T@1:1 x@1:1 T@1:1 T@1:1 T@2:1 C@3:3 U@3:3 B@3:0 U@3:3 m@4:4 self@4:4 U@4:3 A@5:5 V@5:5 V@5:5"],
    ["lambdas", "x = lambda y, z=x: y + z + x", "x@1:1 y@1:1 z@1:1 x@1:1 y@1:1 z@1:1 x@1:1"],
    ["keywords and attributes are no names", "f(k=v).a.b", "f@1:0 v@1:0"],
  ],
  typescript: [
    ["var reaches the function, let the block", "function f() {\n  { var a = 1; let b = 2 }\n  a; b }", "f@1:1 a@2:2 b@2:2 a@3:2 b@3:0"],
    ["functions are hoisted", "f();\nfunction f() {}", "f@1:2 f@2:2"],
    ["catch, for and switch have scopes", "try {} catch (e) { e }\nfor (const i of x) i;\nswitch (i) { case 1: let j; j }\nj; e", "e@1:1 e@1:1 i@2:2 x@2:0 i@2:2 i@3:0 j@3:3 j@3:3 j@4:0 e@4:0"],
    ["parameters and defaults", "const a = 1;\nfunction f({ a: b, ...c }, [d = a] = b, e = d) { b; c; e }", "a@1:1 f@2:2 b@2:2 c@2:2 d@2:2 a@2:1 b@2:2 e@2:2 d@2:2 b@2:2 c@2:2 e@2:2"],
    ["defaults see nothing of the body", "const a = 1;\nfunction f(b = a, c = () => a) { const a = 2; a }", "a@1:1 f@2:2 b@2:2 a@2:1 c@2:2 a@2:1 a@2:2 a@2:2"],
    ["a function expression sees its own name", "const g = function h() { h };\nh", "g@1:1 h@1:1 h@1:1 h@2:0"],
    ["classes see their own names inside", "const C = class D { m() { D } };\nD", "C@1:1 D@1:1 D@1:1 D@2:0"],
    ["imports", "import a, { b as c, d } from 'm';\nimport * as e from 'n';\na; b; c; d; e", "a@1:1 c@1:1 d@1:1 e@2:2 a@3:1 b@3:0 c@3:1 d@3:1 e@3:2"],
    ["export lists read", "const a = 1;\nexport { a as b };\nexport { c } from 'm';", "a@1:1 a@2:1"],
    ["shorthand, keys and labels", "const a = 1;\nouter: for (;;) { ({ a, b: a, [a]: 1 }).c; break outer }", "a@1:1 a@2:1 a@2:1 a@2:1"],
    ["assignment patterns write", "let a, b;\n[a, { x: b }] = c", "a@1:1 b@1:1 a@2:1 b@2:1 c@2:0"],
    ["types and values are apart", "type T = 1;\nconst T = 2;\nlet x: T = T;\ninterface U {}\nU", "T@1:1 T@2:1 x@3:3 T@3:1 T@3:1 U@4:4 U@5:0"],
    ["a type parameter hides no value", "const A = 1;\nfunction f<A>(x: A) { A }", "A@1:1 f@2:2 A@2:2 x@2:2 A@2:2 A@2:1"],
    ["a type parameter hides no namespace", "import * as H from 'h';\ninterface I<H = H.T> { x: H }", "H@1:1 I@2:2 H@2:2 H@2:1 H@2:2"],
    ["typeof reads a value", "const v = 1;\ntype T = typeof v", "v@1:1 T@2:2 v@2:1"],
    ["infer is seen in the true branch only", "type E<T> = T extends (infer U)[] ? U : U", "E@1:1 T@1:1 T@1:1 U@1:1 U@1:1 U@1:0"],
    ["mapped types bind", "type M<T> = { [K in keyof T]: K }", "M@1:1 T@1:1 K@1:1 T@1:1 K@1:1"],
    ["signatures have scopes", "type F = (a: string) => typeof a;\na", "F@1:1 a@1:1 a@1:1 a@2:0"],
    ["enumerations and namespaces", "enum E { A, B = A }\nnamespace N { export const c = 1 }\nE; N; A; c", "E@1:1 A@1:1 B@1:1 A@1:1 N@2:2 c@2:2 E@3:1 N@3:2 A@3:0 c@3:0"],
    ["tags of JSX", "const P = 1, q = 2;\n<P a={q}><div><P.Q /></div></P>", "P@1:1 q@1:1 P@2:1 q@2:1 P@2:1"],
  ],
};

describe.each(Object.entries(cases))("%s", (language, rows) => {
  it.each(rows)("%s", async (_, code, expected) => {
    expect(resolutions(await parseSnippet(language, code)).join(" ")).toBe(expected);
  });
});

describe("bindings", () => {
  it("tell declarations, writes and reads apart", async () => {
    const { scopes, tree } = await parseSnippet("javascript", "let a; let b = 1; a = b; b += a; for (const c of b) c;");
    const shape = (name: string): number[] => {
      const binding = [...scopes.scopes].flatMap((scope) => [...scope.bindings.values()]).find((entry) => entry.name === name)!;
      return [binding.declarations.length, binding.writes.length, binding.reads.length];
    };
    expect(tree.problems).toEqual([]);
    expect([shape("a"), shape("b"), shape("c")]).toEqual([[1, 1, 1], [1, 2, 3], [1, 1, 1]]);
  });

  it("name their kinds", async () => {
    const { scopes } = await parseSnippet("python", "import a\ndef b(c): pass\nclass d: pass\ne = 1\ntry: pass\nexcept E as f: pass\ndef g():\n  global h\n  h = 1");
    const kinds = scopes.scopes.flatMap((scope) => [...scope.bindings.values()].map((binding) => `${binding.name} ${binding.kind}`));
    expect(kinds.sort()).toEqual(["a import", "b function", "c parameter", "d class", "e variable", "f exception", "g function", "h global"]);
  });

  it("are found by name from a place, and from a place where the name does not stand", async () => {
    const { scopes, at } = await parseSnippet("python", "x = 1\ndef f(y):\n  pass");
    expect(scopes.lookUp(at("pass"), "y")?.kind).toBe("parameter");
    expect(scopes.lookUp(at("pass"), "x")?.kind).toBe("variable");
    expect(scopes.lookUp(at("x"), "y")).toBeUndefined();
    expect(scopes.lookUp(at("x"), "nowhere")).toBeUndefined();
    expect(scopes.scopeOf(at("pass")).kind).toBe("function");
  });
});

it("lists the scopes at and below a node", async () => {
  const { scopes, at, tree } = await parseSnippet("typescript", "function f(a) { { let b } }\nfunction g() {}");
  const within = scopes.scopesWithin(at("function f(a) { { let b } }"));
  expect(within.map(({ kind, node }) => [kind, tree.text.slice(tree.start[node], tree.end[node])])).toEqual([
    ["function", "function f(a) { { let b } }"],
    ["block", "{ let b }"],
  ]);
});
