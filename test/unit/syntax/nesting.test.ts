// The nesting estimate must be high for every shape that overflows oxc's stack, and low for ordinary code.

import { describe, expect, test } from "vitest";
import { estimateNesting, nestingLimit } from "../../../src/syntax/nesting.ts";

/** Each of these, `count` times over, was seen to kill the process that parses it with oxc 0.159.0. */
const overflowing: Readonly<Record<string, (count: number) => string>> = {
  parentheses: (count) => `${"(".repeat(count)}1${")".repeat(count)}`,
  "unclosed parentheses": (count) => "(".repeat(count),
  brackets: (count) => "[".repeat(count) + "]".repeat(count),
  blocks: (count) => "{".repeat(count) + "}".repeat(count),
  objects: (count) => `x=${"{a:".repeat(count)}1${"}".repeat(count)}`,
  calls: (count) => "f(".repeat(count) + ")".repeat(count),
  arrows: (count) => `${"a=>".repeat(count)}1`,
  "default values": (count) => `${"(a=".repeat(count)}1${")=>1".repeat(count)}`,
  conditionals: (count) => `${"a?b:".repeat(count)}c`,
  "conditionals in the middle": (count) => `${"a?".repeat(count)}b${":c".repeat(count)}`,
  "else-ifs": (count) => `${"if(a);else ".repeat(count)};`,
  "else-ifs on lines of their own": (count) => `${"if(a){}\nelse\n".repeat(count)}{}`,
  "template holes": (count) => `${"`${".repeat(count)}1${"}`".repeat(count)}`,
  "unclosed template holes": (count) => "`${".repeat(count),
  negations: (count) => `${"!".repeat(count)}a`,
  "minus signs": (count) => `${"- ".repeat(count)}a`,
  typeof: (count) => `${"typeof ".repeat(count)}a`,
  new: (count) => `${"new ".repeat(count)}a`,
  powers: (count) => `${"a**".repeat(count)}a`,
  assignments: (count) => `${"a=".repeat(count)}a`,
  loops: (count) => `${"for(;;)\n".repeat(count)};`,
  "do-whiles": (count) => `${"do ".repeat(count)};${"while(a);".repeat(count)}`,
  labels: (count) => `${Array.from({ length: count + 2 }, (_, index) => `l${index}:`).join("")};`,
  functions: (count) => "function f(){".repeat(count) + "}".repeat(count),
  "methods in objects": (count) => `x=${"{a(){return ".repeat(count)}1${"}}".repeat(count)}`,
  "base classes": (count) => `${"class A extends ".repeat(count)}B${"{}".repeat(count)}`,
  "type arguments": (count) => `let x:${"A<".repeat(count)}B${">".repeat(count)}`,
  "unclosed type arguments": (count) => "a<".repeat(count),
  "conditional types": (count) => `type x=${"A extends B?C:".repeat(count)}D`,
  "function types": (count) => `let x:${"()=>".repeat(count)}A`,
  keyof: (count) => `let x:${"keyof ".repeat(count)}A`,
  modifiers: (count) => `${"declare ".repeat(count + 1)}let x`,
  JSX: (count) => "<a>".repeat(count) + "</a>".repeat(count),
  "JSX attributes": (count) => `${"<a b=".repeat(count)}<c/>${"/>".repeat(count)}`,
};

/** These make the tree deep on its left side; oxc bears 20,000 of them and dies before 300,000. */
const deepOnTheLeft: Readonly<Record<string, string>> = {
  sums: "a+",
  logical: "a&&",
  coalescing: "a??",
  members: "a.",
  "optional members": "a?.",
  assertions: "a as ",
  membership: "a in ",
};

describe("what overflows oxc is estimated above the limit", () => {
  test.each(Object.keys(overflowing))("%s", (name) => {
    expect(estimateNesting(overflowing[name]!(nestingLimit), { hasJsx: true })).toBeGreaterThanOrEqual(nestingLimit);
  });
  test.each(Object.keys(deepOnTheLeft))("%s", (name) => {
    const text = `${deepOnTheLeft[name]!.repeat(20_000)}a`;
    expect(estimateNesting(text, { hasJsx: false })).toBeGreaterThanOrEqual(nestingLimit);
  });
});

describe("nothing hides depth", () => {
  const deep = "(".repeat(nestingLimit);
  test.each([
    ["closing brackets in strings", deep.replaceAll("(((((", '(((((f(")))))")+')],
    ["closing brackets in comments", deep.replaceAll("(((((", "(((((/*)))))*/")],
    ["closing brackets in template text", deep.replaceAll("(((((", "(((((`)))))`+")],
    ["a quote in a regular expression", deep.replaceAll("(((((", "(((((/\"/.a+")],
    ["a quote in a regular expression behind a condition", `if (a) /'/; ${deep}`],
    ["a regular expression behind a block", `{}\n/"/.a;${deep.replaceAll("(((((", '(((((")))))"+')}`],
    ["a slash in a class of a regular expression", `a = /[/"]/;${deep}`],
  ])("%s", (_name, text) => {
    expect(estimateNesting(text, { hasJsx: false })).toBeGreaterThanOrEqual(nestingLimit);
  });
});

describe("ordinary code is estimated low", () => {
  test.each([
    ["many flat statements", "const a = b ? c : d;\nif (x) { y(); } else { z(); }\n".repeat(2000)],
    ["many statements without semicolons", "const a = b ? c : d\nconst f = (x) => x\n".repeat(2000)],
    ["a long list of negative numbers", `x = [${"-1, ".repeat(5000)}]`],
    ["a long object of arrows", `x = {${"a: (b) => !b,\n".repeat(5000)}}`],
    ["smileys in comments and strings", "// :)\nf(') ]');\n".repeat(3000)],
    ["comparisons", "if (a < b && c > d) e();\n".repeat(3000)],
    ["type arguments", "let a: Map<string, Array<number>>;\n".repeat(3000)],
    ["divisions behind brackets", "x = (a) / 2 + b[0] / 'q' / 2;\n".repeat(3000)],
  ])("%s", (_name, text) => {
    expect(estimateNesting(text, { hasJsx: false })).toBeLessThan(50);
  });
});
