// What each notable construct becomes, and that offsets, comments and depth survive.

import { describe, expect, test } from "vitest";
import { dumpTree } from "../../../../src/syntax/dump-tree.ts";
import { Flag } from "../../../../src/syntax/flags.ts";
import { Kind, kindName } from "../../../../src/syntax/kinds.ts";
import { roleName } from "../../../../src/syntax/roles.ts";
import { type SyntaxTree, hasFlag, nameOf, textOf } from "../../../../src/syntax/tree.ts";
import { productionTree } from "./reference.ts";

/** `Role: Kind "name"` of the tree's nodes below the first statement, that included. */
function shape(text: string, path: string): string {
  return dumpTree(productionTree(text, path), { root: 1 }).replace(/ #[0-9a-f]+( \(\))?/g, "");
}

function nodeNamed(tree: SyntaxTree, kind: Kind, name: string): number {
  for (let node = 0; node < tree.size; node++) if (tree.kind[node] === kind && nameOf(tree, node) === name) return node;
  throw new Error(`no ${kindName(kind)} ${name}`);
}

describe("shapes", () => {
  test.each<[text: string, lines: string[], path?: string]>([
    ["f(a, ...b)", ["ExpressionStatement", "  Expression: Call", '    Callee: Name "f"', '    Argument: Name "a"', "    Argument: Spread", '      Value: Name "b"']],
    ["a?.b", ["ExpressionStatement", '  Expression: Attribute "b"', '    Object: Name "a"', '    Property: Name "b"']],
    ["x = {a, b: 1, [c]: 2, d() {}}", [
      "ExpressionStatement", "  Expression: Assignment", '    Target: Name "x"', "    Value: Dictionary",
      '      Element: Pair "a"', '        Value: Name "a"',
      '      Element: Pair "b"', '        Key: Name "b"', '        Value: Number "1"',
      "      Element: Pair", '        Key: Name "c"', '        Value: Number "2"',
      '      Element: Pair "d"', '        Key: Name "d"', "        Value: FunctionExpression", "          Body: Block",
    ]],
    ["function f(a: string = 'x') {}", [
      'FunctionDeclaration "f"', '  NameOf: Name "f"', '  Parameter: Parameter "a"', '    Target: Name "a"',
      '    Type: Type "TSStringKeyword"', '    Default: String "x"', "  Body: Block",
    ], "a.ts"],
    ["import a, {b as c} from 'm'", [
      'ImportFrom "m"', '  Item: ImportSpecifier "default"', '    Local: Name "a"', '  Item: ImportSpecifier "b"',
      '    Imported: Name "b"', '    Local: Name "c"', '  Source: String "m"',
    ]],
    ["import x = require('m')", ["Import", '  Item: ImportModule "m"', '    Local: Name "x"', '    Source: String "m"'], "a.ts"],
    ["export default 1", ["Export", '  Value: Number "1"']],
    ["`a${b}`", ["ExpressionStatement", '  Expression: TemplateString "`"', '    Part: StringPart "a"', "    Part: Interpolation", '      Value: Name "b"']],
    ["let a: B[] = c as D", [
      'VariableDeclaration "let"', "  Declaration: VariableDeclarator", '    Target: Name "a"', '      Type: Type "TSArrayType"',
      '        Element: Type "TSTypeReference"', '          Child: Name "B"', '    Value: TypeAssertion "as"',
      '      Value: Name "c"', '      Type: Type "TSTypeReference"', '        Child: Name "D"',
    ], "a.ts"],
    ["<A.b c='d' {...e}>{f}</A.b>", [
      "ExpressionStatement", '  Expression: JsxElement "A.b"', '    NameOf: Attribute "b"', '      Object: Name "A"',
      '      Property: Name "b"', '    JsxAttribute: JsxAttribute "c"', '      Value: String "d"',
      "    JsxAttribute: JsxSpread", '      Value: Name "e"', "    Child: JsxExpression", '      Value: Name "f"',
    ], "a.jsx"],
  ])("%s", (text, lines, path = "a.js") => {
    expect(shape(text, path).split("\n")).toEqual(lines.map((line, index) => (index === 0 ? line : line)));
  });
});

describe("flags", () => {
  test.each<[text: string, kind: Kind, name: string, flag: number, silent: string]>([
    ["(a + b) * c", Kind.Binary, "+", Flag.Parenthesized, "a * (c + b)".replace("(c + b)", "c + b")],
    ["a === b", Kind.Binary, "===", Flag.Comparison, ""],
    ["a?.b", Kind.Attribute, "b", Flag.Optional, "a.b"],
    ["async () => 1", Kind.ArrowFunction, "", Flag.Async | Flag.ExpressionBody, "() => {}"],
    ["'use strict'", Kind.ExpressionStatement, "", Flag.Directive, "('use strict')"],
    ["'a'", Kind.String, "a", Flag.SingleQuoted, '"a"'],
    ["++a", Kind.Update, "++", Flag.Prefix, "a++"],
    ["class A { static x }", Kind.Field, "x", Flag.Static, "class A { x }"],
    ["class A { get x() {} }", Kind.Method, "x", Flag.Getter, "class A { x() {} }"],
    ["export default f", Kind.Export, "", Flag.Default, "export {}"],
    ["function* f() { yield* a }", Kind.Yield, "", Flag.Delegate, "function* f() { yield a }"],
    ["1.5", Kind.Number, "1.5", Flag.Float, ""],
    ["10n", Kind.Number, "10n", Flag.BigInteger, ""],
  ])("%s", (text, kind, name, flag, silent) => {
    const tree = productionTree(text, "a.js");
    expect(hasFlag(tree, nodeNamed(tree, kind, name), flag)).toBe(true);
    if (silent === "") return;
    const other = productionTree(silent, "a.js");
    expect(hasFlag(other, nodeNamed(other, kind, name), flag)).toBe(false);
  });

  test.each([
    ["constructor(private a) {}", Flag.Private],
    ["constructor(public a) {}", Flag.Public],
    ["constructor(protected a) {}", Flag.Protected],
    ["constructor(readonly a) {}", Flag.Readonly],
    ["constructor(a?: string) {}", Flag.Optional],
    ["constructor(...a) {}", Flag.Rest],
  ])("parameter of %s", (member, flag) => {
    const withFlag = productionTree(`class A { ${member} }`, "a.ts");
    const without = productionTree("class A { constructor(a) {} }", "a.ts");
    expect(hasFlag(withFlag, nodeNamed(withFlag, Kind.Parameter, "a"), flag)).toBe(true);
    expect(hasFlag(without, nodeNamed(without, Kind.Parameter, "a"), flag)).toBe(false);
  });
});

describe("offsets", () => {
  test.each(["\ufeffmark(1);", "'😀é';\r\nmark(1);\r\n", "#!/usr/bin/env node\nmark(1)", "// é😀\u2028mark(1)", "/* 漢 */ mark(1)"])(
    "%j",
    (text) => {
      for (const path of ["a.js", "a.ts"]) {
        const tree = productionTree(text, path);
        const call = nodeNamed(tree, Kind.Name, "mark");
        expect(textOf(tree, call)).toBe("mark");
        expect(textOf(tree, tree.parent[call]!)).toBe("mark(1)");
        expect([tree.start[0], tree.end[0]]).toEqual([0, text.length]);
      }
    },
  );

  test("comments keep their marks, the first line of a script among them", () => {
    const text = "#!/bin/node\n/* é */ a; // 😀\n";
    for (const path of ["a.js", "a.ts"]) {
      const tree = productionTree(text, path);
      expect(tree.comments.map(({ start, end }) => text.slice(start, end))).toEqual(["#!/bin/node", "/* é */", "// 😀"]);
    }
  });

  test("the name of an annotated parameter does not cover its annotation", () => {
    const tree = productionTree("function f(a?: string, { b }: C = {}) {}", "a.ts");
    const targets = [];
    for (let node = 0; node < tree.size; node++) if (roleName(tree.role[node]!) === "Target") targets.push(textOf(tree, node));
    expect(targets).toEqual(["a", "{ b }"]);
  });

  test("holes of arrays stand between their commas", () => {
    const tree = productionTree("[, a, /* , */ , b]", "a.js");
    const starts = [];
    for (let node = 0; node < tree.size; node++) if (tree.kind[node] === Kind.Empty) starts.push(tree.start[node]);
    expect(starts).toEqual([1, 5]);
  });
});

test("900 nested brackets are lowered without a deep stack of calls", () => {
  const tree = productionTree(`${"[".repeat(900)}${"]".repeat(900)}`, "a.js");
  expect(tree.problems).toEqual([]);
  expect(tree.size).toBe(902);
});
