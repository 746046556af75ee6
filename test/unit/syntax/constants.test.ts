// Values that are the same on every run, and expressions that have none.

import { describe, expect, it } from "vitest";
import { createConstantResolver } from "../../../src/syntax/constants.ts";
import { parseSnippet } from "./parse-snippet.ts";

/** Language, code whose last line or `return` holds the expression `result(…)`, and its argument's value. */
const cases: readonly (readonly [language: string, code: string, value: unknown])[] = [
  ["python", "result('a')", "a"],
  ["python", "result(b'a')", "a"],
  ["python", "result('a' 'b')", "ab"],
  ["python", "result('a' + 'b' + 'c')", "abc"],
  ["python", "x = 'a'\nresult(x + 'b')", "ab"],
  ["python", "x = 'a'\nresult(f'{x}b{1}')", "ab1"],
  ["python", "x = 'a'\nresult(f'{x!r}')", undefined],
  ["python", "x = 'a'\nresult(f'{x:>3}')", undefined],
  ["python", "result(t'a')", undefined],
  ["python", "x = 'a'\ndef f():\n  return result(x)", "a"],
  ["python", "if c:\n  x = 'a'\nelse:\n  x = 'a'\nresult(x)", "a"],
  ["python", "if c:\n  x = 'a'\nelse:\n  x = 'b'\nresult(x)", undefined],
  ["python", "x = 'a'\nx += 'b'\nresult(x)", undefined],
  ["python", "x = 'a'\ndef f():\n  global x\n  x = read()\nresult(x)", undefined],
  ["python", "def f(x='a'):\n  result(x)", undefined],
  ["python", "for x in ['a']:\n  result(x)", undefined],
  ["python", "x = x\nresult(x)", undefined],
  ["python", "x = y = 'a'\nresult(x + y)", "aa"],
  ["python", "result('a' * 3)", "aaa"],
  ["python", "result('a' * 999999)", undefined],
  ["python", "result(2 * 3 + -1)", 5],
  ["python", "result(not True)", false],
  ["python", "result(None)", null],
  ["python", "result('a' if c else 'a')", "a"],
  ["python", "result(0x1F)", 31],
  ["python", "result(9007199254740993)", undefined],
  ["python", "result(1j)", undefined],
  ["python", "result('a' + 1)", undefined],
  ["javascript", "const a = 'x'; result(`${a}y`)", "xy"],
  ["javascript", "let a = 'x'; result(a)", "x"],
  ["javascript", "let a; a = 'x'; result(a)", undefined],
  ["javascript", "let a = 'x'; a = b; result(a)", undefined],
  ["javascript", "const { a } = { a: 'x' }; result(a)", undefined],
  ["javascript", "result(null)", null],
  ["javascript", "result(!false)", true],
  ["javascript", "result(1n)", 1],
  ["typescript", "const a = 'x' as const; result(a!)", "x"],
];

describe("constants", () => {
  it.each(cases)("%s: %s", async (language, code, value) => {
    const { tree, scopes, at } = await parseSnippet(language, code);
    const start = code.indexOf("result(") + "result(".length;
    const end = code.lastIndexOf(")");
    const found = createConstantResolver(tree, () => scopes)(at(code.slice(start, end), code.slice(0, start).split(code.slice(start, end)).length - 1));
    expect(found === undefined ? undefined : found.type === "null" ? null : found.value).toBe(value);
  });

  it("gives up on what grows without end", async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `x${index + 1} = x${index} + x${index}`);
    const { tree, scopes, at } = await parseSnippet("python", `x0 = 'abcdefgh'\n${lines.join("\n")}\nresult(x200)`);
    expect(createConstantResolver(tree, () => scopes)(at("x200", 1))).toBeUndefined();
  });
});
