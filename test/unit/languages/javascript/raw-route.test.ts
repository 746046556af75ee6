// The raw route gives the trees of the public route, or none; its tables are those of the installed oxc.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { tablesPath, tablesSource } from "../../../../scripts/generate-oxc-tables.ts";
import { language } from "../../../../src/languages/javascript/index.ts";
import { rawFromUnits } from "../../../../src/languages/javascript/parse.ts";
import { createRawRoute } from "../../../../src/languages/javascript/raw-route.ts";
import { firstDifference, hasRawRoute, productionTree, rawTree, routeDifference } from "./reference.ts";

const fixtures = fileURLToPath(new URL("../../../../fixtures/languages/", import.meta.url));
const files = ["javascript", "typescript"].flatMap((folder) =>
  readdirSync(join(fixtures, folder)).map((name) => `${folder}/${name}`),
);

test("the committed tables are those of the installed oxc", () => {
  expect(readFileSync(tablesPath, "utf8")).toBe(tablesSource());
});

test("this machine has the raw route", () => {
  expect(hasRawRoute).toBe(true);
});

describe("equal trees", () => {
  test.each(files)("%s", (file) => {
    const text = readFileSync(join(fixtures, file), "utf8");
    expect(rawTree(text, file)).toBeDefined();
    expect(routeDifference(productionTree(text, file), file)).toBeUndefined();
  });

  test.each([
    ["nothing", "a.js", ""],
    ["a byte-order mark", "a.js", "\ufefflet é = '😀';\r\n// 漢\r\nlet 漢字 = `é${1}😀`;"],
    ["lone surrogates", "a.js", "'\\ud800'; '\\udfff\\ud83d\\ude00'; `\\ud800`; '\\u{10ffff}';"],
    ["escaped names", "a.ts", "var \\u0061b, \\u{62}; class A { \\u0061() {} } function f(\\u0061?: string) {}"],
    ["names that objects have anyway", "a.js", "constructor; __proto__; hasOwnProperty; toString; x = { __proto__: 1 };"],
    ["one long name", "a.js", `${"x".repeat(5000)}; '${"é".repeat(5000)}';`],
    ["many names", "a.js", Array.from({ length: 5000 }, (_, index) => `n${index};`).join("")],
    ["deep nesting", "a.js", `${"[".repeat(900)}${"]".repeat(900)}`],
    ["a long sum", "a.js", `${"a+".repeat(5000)}a`],
    ["dotted namespaces", "a.ts", "namespace A.B.C.D { x; } declare module E.F { } namespace G { }"],
    ["decorators everywhere", "a.ts", "@a @b() export default class A { @c m(@d() /* x */ p?: T, @e q = 1, @f ...r: S[]) {} }"],
    ["default exports in parentheses", "a.js", "export default (function () {});"],
    ["import equals", "a.ts", "import a = b.c.d; export import e = f; import type g = require('h'); import i = j;"],
    ["old types", "a.ts", "let a: ?string; let b: string?; let c: !A;"],
  ])("%s", (_what, path, text) => {
    expect(routeDifference(productionTree(text, path), path)).toBeUndefined();
  });
});

describe("what is left to the public route", () => {
  test.each(["let x = ;", "return 1; }", "\u0000"])("%j", (text) => {
    expect(rawTree(text, "a.js")).toBeUndefined();
  });

  test("everything, where there is no buffer", () => {
    expect(createRawRoute(() => undefined)).toBeUndefined();
  });

  test("an error leaves nothing behind for the next file", () => {
    rawTree("let x = (((", "a.js");
    const tree = rawTree("let y;", "a.js")!;
    expect(firstDifference(productionTree("let y;", "a.js"), tree)).toBeUndefined();
  });
});

test("a loaded language gives the same tree for its first file and for later ones", async () => {
  const parse = await language.load();
  const first = parse("f(a);", "a.js");
  for (let file = 2; file < 6; file++) {
    if (file === 4) parse(" ".repeat(rawFromUnits), "long.js");
    expect(firstDifference(first, parse("f(a);", "a.js"))).toBeUndefined();
    expect(parse("f(a;\ng(b);", "a.js").problems.length).toBeGreaterThan(0);
  }
});
