// Offsets become lines and columns as an editor counts them, and lines are counted by what they hold.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countLines, indexLines } from "../../../src/source/line-index.ts";

describe("indexLines", () => {
  it.each<[string, string, number, string[]]>([
    ["an empty text", "", 0, [""]],
    ["one line", "ab", 1, ["ab"]],
    ["a final line feed", "ab\n", 1, ["ab"]],
    ["two breaks", "ab\n\n", 2, ["ab", ""]],
    ["CRLF", "a\r\nb\r\n", 2, ["a", "b"]],
    ["CR", "a\rb\r", 2, ["a", "b"]],
    ["a mixture", "a\r\nb\rc\nd\r\re", 6, ["a", "b", "c", "d", "", "e"]],
    ["LF CR are two", "a\n\rb", 3, ["a", "", "b"]],
    ["no break at U+2028, U+0085, form feed", "a\u2028b\u0085c\fd", 1, ["a\u2028b\u0085c\fd"]],
  ])("%s", (_name, text, lineCount, lines) => {
    const index = indexLines(text);
    expect(index.lineCount).toBe(lineCount);
    expect(lines.map((_, line) => index.textOf(line + 1))).toEqual(lines);
    expect(index.textOf(0)).toBe("");
    expect(index.textOf(lines.length + 2)).toBe("");
  });

  it("gives 1-based lines and columns in UTF-16 units, ends exclusive", () => {
    const { regionOf } = indexLines("\uFEFFx\n𝒳 = y\n");
    expect(regionOf(1, 2)).toEqual({ start: 1, end: 2, startLine: 1, startColumn: 2, endLine: 1, endColumn: 3 });
    expect(regionOf(3, 9)).toEqual({ start: 3, end: 9, startLine: 2, startColumn: 1, endLine: 2, endColumn: 7 });
    expect(regionOf(8, 10)).toEqual({ start: 8, end: 10, startLine: 2, startColumn: 6, endLine: 3, endColumn: 1 });
    expect(regionOf(10, 10)).toMatchObject({ startLine: 3, startColumn: 1 });
  });

  it("agrees with counting by hand at every offset", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "\n", "\r", "\r\n", "é"), { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const { lineOf, columnOf } = indexLines(text);
        let line = 1;
        let column = 1;
        for (let offset = 0; offset <= text.length; offset++) {
          expect([lineOf(offset), columnOf(offset)]).toEqual([line, column]);
          const isBreak = text[offset] === "\n" || (text[offset] === "\r" && text[offset + 1] !== "\n");
          line += isBreak ? 1 : 0;
          column = isBreak ? 1 : column + 1;
        }
      }),
    );
  });
});

describe("countLines", () => {
  it.each<[string, string, [code: number, comment: number, blank: number]]>([
    ["nothing", "", [0, 0, 0]],
    ["blank lines", "\n  \n\t\n", [0, 0, 3]],
    ["code beside a comment", "x = 1  # why\n", [1, 0, 0]],
    ["a comment alone", "  # why\nx\n", [1, 1, 0]],
    ["a block over lines", "/* a\n\n b */\nx\n", [1, 3, 0]],
    ["code behind a block", "/* a\n b */ x\n", [1, 1, 0]],
    ["code before a block", "x /* a\n b */\n", [1, 1, 0]],
    ["two comments on a line", "/* a */ /* b */\n", [0, 1, 0]],
    ["code between two comments", "/* a */ x /* b */\n", [1, 0, 0]],
    ["two blocks over three lines", "/* a\n*/ /* b\n*/\nx", [1, 3, 0]],
    ["a byte-order mark before a comment", "\uFEFF# a\n", [0, 1, 0]],
    ["a byte-order mark alone", "\uFEFF\n\n", [0, 0, 2]],
    ["CRLF", "x\r\n\r\n# c\r\n", [1, 1, 1]],
    ["no final break", "x\n# c", [1, 1, 0]],
  ])("%s", (_name, text, [code, comment, blank]) => {
    const comments = [...text.matchAll(/\/\*[^]*?\*\/|#.*/g)].map((found) => ({ start: found.index, end: found.index + found[0].length }));
    expect(countLines(text, indexLines(text), comments)).toEqual({ total: code + comment + blank, code, comment, blank });
  });

  it("does not look at every character of a long comment for every line", { timeout: 10_000 }, () => {
    const text = `/*${"\n".repeat(300_000)}*/`;
    expect(countLines(text, indexLines(text), [{ start: 0, end: text.length }]).comment).toBe(300_001);
  });
});
