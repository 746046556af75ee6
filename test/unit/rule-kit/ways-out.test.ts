// Which statements let control through to what stands behind them.

import { expect, it } from "vitest";
import { Kind } from "../../../src/syntax/kinds.ts";
import { Role } from "../../../src/syntax/roles.ts";
import { childrenOf } from "../../../src/syntax/tree.ts";
import { isSameCode } from "../../../src/rule-kit/same-code.ts";
import { canReachEnd } from "../../../src/rule-kit/ways-out.ts";
import { languageOf, loadParser } from "../../support/run-rules.ts";

const parse = await loadParser(languageOf("a.js")!);

it.each([
  ["return 1;", false],
  ["if (a) return 1;", true],
  ["if (a) return 1; else throw b;", false],
  ["while (true) { a(); }", false],
  ["while (true) { if (a) break; }", true],
  ["while (true) { for (;;) { break; } }", false],
  ["for (;;) { f(() => { while (1) break; }); }", false],
  ["do { return 1; } while (a);", true],
  ["switch (a) { case 1: return 1; default: throw b; }", false],
  ["switch (a) { case 1: break; default: throw b; }", true],
  ["switch (a) { case 1: return 1; }", true],
  ["try { return 1; } catch { a(); }", true],
  ["try { a(); } finally { return 1; }", false],
  ["{ a(); throw b; }", false],
])("%s lets control through: %s", (statement, expected) => {
  const tree = parse(`function f() { ${statement} }`, "a.js");
  const block = tree.kind.findIndex((kind) => kind === Kind.Block);
  expect(canReachEnd(tree, childrenOf(tree, block, Role.Body)[0]!)).toBe(expected);
});

it.each([
  ["a.b", "( a . b )", true],
  ["/a/g", "/a/i", false],
  ["a?.b", "a.b", false],
  ["f(1)", "f('1')", false],
  ["(x) => x", "(x) => y", false],
])("%s and %s are the same code: %s", (left, right, expected) => {
  const tree = parse(`[${left}, ${right}];`, "a.js");
  const list = tree.kind.findIndex((kind) => kind === Kind.List);
  const [first, second] = childrenOf(tree, list);
  expect(isSameCode(tree, first!, second!)).toBe(expected);
});
