// A source line fits into its columns, is cut around the mark, and the carets stand under it.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultReporterOptions } from "../../../src/reporters/reporter.ts";
import { widthOf } from "../../../src/reporters/text/characters.ts";
import { fitLine } from "../../../src/reporters/text/code-line.ts";
import { createStyle } from "../../../src/reporters/text/style.ts";

const style = createStyle(defaultReporterOptions);

/** Puts the marked part of `line`, in angle brackets, into one string of line and carets. */
function draw(marked: string, widthColumns: number): string {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const { text, carets } = fitLine(marked.replace(/[«»]/g, ""), { start, end }, widthColumns, style);
  return `${text}\n${carets}`;
}

describe("fitLine", () => {
  it.each<[string, string, number, string]>([
    ["a short line", "x = «eval»(y)", 40, "x = eval(y)\n    ^^^^"],
    ["a mark at the end", "x = «y»", 40, "x = y\n    ^"],
    ["an empty mark behind the end", "f(«»", 40, "f(\n  ^"],
    ["tabs", "\t\t«eval»(\ty)", 40, "        eval(   y)\n        ^^^^"],
    ["wide characters before", 'a = "價格" + «b»', 40, 'a = "價格" + b\n             ^'],
    ["wide characters inside", 'f(«"價格"»)', 40, 'f("價格")\n  ^^^^^^'],
    ["an astral character before", 's = "😀"; «t»', 40, 's = "😀"; t\n          ^'],
    ["a combining mark before", "e\u0301 = «t»", 40, "e\u0301 = t\n    ^"],
    ["an escaped control inside", "a«\u001B»b", 40, "a\\x1bb\n ^^^^"],
    ["a long line with the mark in front", `«ab» ${"x".repeat(40)}`, 12, "ab xxxxxxx…\n^^"],
    ["a long line with the mark in the middle", `${"x".repeat(40)} «ab» ${"y".repeat(40)}`, 16, "…xxx ab yyyyyyy…\n     ^^"],
    ["a long line with the mark at the end", `${"x".repeat(40)} «ab»`, 12, "…xxxxxxx ab\n         ^^"],
    ["a mark longer than the room", `x «${"y".repeat(40)}»`, 12, "…yyyyyyyyyy…\n ^^^^^^^^^^"],
  ])("%s", (_, marked, widthColumns, drawn) => {
    expect(draw(marked, widthColumns)).toBe(drawn);
  });

  it("draws no carets where the mark lies behind a line that was cut", () => {
    expect(fitLine("x".repeat(30), { start: 500, end: 510 }, 40, style).carets).toBe("");
  });

  it("never passes its columns, and keeps the mark's beginning in sight", () => {
    const cases = fc.record({
      line: fc.string({ unit: "grapheme", maxLength: 200 }),
      start: fc.nat(200),
      length: fc.nat(50),
      widthColumns: fc.integer({ min: 20, max: 120 }),
    });
    fc.assert(
      fc.property(cases, ({ line, start, length, widthColumns }) => {
        const at = Math.min(start, line.length);
        const fitted = fitLine(line, { start: at, end: at + length }, widthColumns, style);
        expect(widthOf(fitted.text)).toBe(fitted.widthColumns);
        expect(fitted.widthColumns).toBeLessThanOrEqual(widthColumns);
        expect(fitted.carets.trim()).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });
});
