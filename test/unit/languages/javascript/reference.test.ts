// Every construct of the corpus gives the same tree through oxc and through the reference parser.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Kind } from "../../../../src/syntax/kinds.ts";
import { compareWithReference, firstDifference, productionTree } from "./reference.ts";

const fixtures = fileURLToPath(new URL("../../../../fixtures/languages/", import.meta.url));
/** The reference reads every file as a module, where these constructs are errors. */
const scriptsOnly = new Set(["javascript/sloppy.js"]);
const files = ["javascript", "typescript"].flatMap((language) =>
  readdirSync(join(fixtures, language)).map((name) => `${language}/${name}`),
);

describe("construct corpus", () => {
  test.each(files)("%s is read without a problem", (file) => {
    const tree = productionTree(readFileSync(join(fixtures, file), "utf8"), file);
    expect(tree.problems).toEqual([]);
  });

  test.each(files.filter((file) => !scriptsOnly.has(file)))("%s equals the reference", (file) => {
    const comparison = compareWithReference(readFileSync(join(fixtures, file), "utf8"), file);
    expect(comparison.refused).toBeUndefined();
    expect(comparison.difference).toBeUndefined();
  });

  test("holds every kind that the front end can give", () => {
    const seen = new Set<number>();
    for (const file of files) {
      const tree = productionTree(readFileSync(join(fixtures, file), "utf8"), file);
      for (let node = 0; node < tree.size; node++) seen.add(tree.kind[node]!);
    }
    const missing = scriptKinds.filter((name) => !seen.has(Kind[name]));
    expect(missing).toEqual([]);
  });
});

test.each([
  ["a name", "f(a)", "f(b)"],
  ["an operator", "a + b", "a - b"],
  ["a flag", "async () => {}", "() => {}      "],
  ["an additional node", "f(a)", "f( )"],
  ["a range", "a ;", " a;"],
])("the comparison notices %s", (_what, left, right) => {
  expect(firstDifference(productionTree(left, "a.js"), productionTree(right, "a.js"))).toBeDefined();
});

const scriptKinds = [
  "Program", "Block", "Other", "ExpressionStatement", "VariableDeclaration", "VariableDeclarator", "If", "For", "ForEach",
  "While", "DoWhile", "Switch", "Case", "Try", "Handler", "Throw", "Return", "Break", "Continue", "Labeled", "With",
  "Import", "ImportModule", "ImportFrom", "ImportSpecifier", "Export", "ExportSpecifier", "Empty", "Debugger",
  "StaticBlock", "FunctionDeclaration", "FunctionExpression", "ArrowFunction", "Method", "Field", "ClassDeclaration",
  "ClassExpression", "Decorator", "Parameter", "TypeParameter", "TypeAlias", "Interface", "Enum", "EnumMember",
  "Namespace", "Name", "Attribute", "Subscript", "Call", "New", "Spread", "String", "TemplateString", "StringPart",
  "Interpolation", "TaggedTemplate", "Number", "Boolean", "Null", "Regex", "List", "Dictionary", "Pair", "Binary",
  "Logical", "Unary", "Update", "Assignment", "AugmentedAssignment", "Conditional", "Await", "Yield", "Sequence", "This",
  "Super", "MetaProperty", "ImportExpression", "ListPattern", "DictionaryPattern", "DefaultPattern", "PrivateName",
  "Type", "TypeAssertion", "JsxElement", "JsxAttribute", "JsxSpread", "JsxExpression", "JsxText",
] as const;
