// Which values names and sums are known to have: one row is a language, a pattern, a text and the matched parts of it.

import { describe, expect, it } from "vitest";
import { matchesOf } from "./engine.ts";

type Row = readonly [behaviour: string, language: string, pattern: string, text: string, matched: readonly string[]];

const rows: readonly Row[] = [
  ["folds whole numbers", "python", "f(6)", "f(12 // 2)\nf(13 // 2)\nf(18 / 3)\nf(4 | 2)\nf(7 & 6)\nf(3 << 1)\nf(25 >> 2)\nf(5 ^ 3)\nf(2 ** 2 + 2)\nf(~-7)\n",
    ["f(12 // 2)", "f(13 // 2)", "f(18 / 3)", "f(4 | 2)", "f(7 & 6)", "f(3 << 1)", "f(25 >> 2)", "f(5 ^ 3)", "f(2 ** 2 + 2)", "f(~-7)"]],
  ["rounds down", "python", "f(-4)", "f(-7 // 2)\nf(7 // -2)\n", ["f(-7 // 2)", "f(7 // -2)"]],
  ["does not round quotients", "python", "f(2)", "f(5 / 2)\nf(-1 % 3)\nf(8 / 4)\n", ["f(8 / 4)"]],
  ["does not fold beyond 64 bits", "python", "f(9223372036854775808)", "f(9223372036854775807 + 1)\nf(9223372036854775808)\n", ["f(9223372036854775808)"]],
  ["compares whole numbers alone", "python", "f(True)", "f(1 < 2)\nf(2 >= 2)\nf(\"a\" == \"a\")\nf(True == True)\nf(1.0 < 2)\nf(1 > 2)\n", ["f(1 < 2)", "f(2 >= 2)"]],
  ["knows a repeated text for some text", "python", "f(\"...\")", "f(\"a\" * 2)\nx = \"a\" * n\nf(x)\nf(n * 2)\n", ["f(\"a\" * 2)", "f(x)"]],
  ["does not repeat texts", "python", "f(\"aa\")", "f(\"a\" * 2)\n", []],
  ["asks that every branch gives a value", "python", "f(\"a\")", "def g(c):\n  if c:\n    x = \"a\"\n  f(x)\ndef h(c):\n  if c:\n    x = \"a\"\n  else:\n    x = \"a\"\n  f(x)\n", ["f(x)"]],
  ["asks that a loop has run", "python", "f(\"a\")", "def g(c):\n  for i in c:\n    x = \"a\"\n  f(x)\n", []],
  ["joins different texts", "python", "f(\"...\")", "def g():\n  x = \"a\"\n  while x == \"a\":\n    x = \"b\"\n  f(x)\n", ["f(x)"]],
  ["comes into handlers from calls", "python", "f(\"a\")", "def g():\n  x = \"\"\n  try:\n    x = \"a\"\n    h()\n  except E:\n    f(x)\n", ["f(x)"]],
  ["comes into no handler without a call", "python", "f(\"a\")", "def g():\n  x = \"\"\n  try:\n    x = \"a\"\n  except E:\n    f(x)\n  f(x)\n", ["f(x)"]],
  ["follows nothing into a loop with an else", "python", "f(\"a\")", "def g(c):\n  x = \"a\"\n  for i in c:\n    f(x)\n  else:\n    pass\n  f(x)\n", []],
  ["keeps globals in a loop with an else", "python", "f(\"a\")", "x = \"a\"\ndef g(c):\n  for i in c:\n    f(x)\n  else:\n    pass\n", ["f(x)"]],
  ["knows variables in the functions inside", "javascript", "f(\"a\")", "function g() { const x = \"a\"; function h() { f(x); } return { m() { f(x); } }; }", ["f(x)", "f(x)"]],
  ["does not know what is written twice in the functions inside", "javascript", "f(\"a\")", "function g() { let x = \"a\"; x = y; function h() { f(x); } }", []],
  ["sees variables behind their block", "javascript", "f(\"a\")", "function g(c) { if (c) { const x = \"a\"; } f(x); }", ["f(x)"]],
  ["comes out of every case of a switch with a default", "javascript", "f(\"a\")", "function g(c) { let x; switch (c) { case 1: x = \"a\"; break; default: x = \"a\"; } f(x); }", ["f(x)"]],
  ["does not come out of a switch without one", "javascript", "f(\"a\")", "function g(c) { let x; switch (c) { case 1: x = \"a\"; } f(x); }", []],
  ["comes out of a loop that runs once at least", "javascript", "f(\"a\")", "function g(c) { let x; do { x = \"a\"; } while (c); f(x); }", ["f(x)"]],
];

describe("constants", () => {
  it.each(rows)("%s (%s, `%s`)", (_behaviour, language, pattern, text, matched) => {
    expect(matchesOf(language, pattern, text)).toEqual(matched);
  });
});
