// The line hash gives GitHub's own vectors, and agrees with a plain reading of its algorithm on any text.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashLines as hashAt } from "../../../src/findings/line-hash.ts";
import { indexLines } from "../../../src/source/line-index.ts";

function hashLines(text: string, lines: readonly number[]): Map<number, string> {
  return hashAt({ text, starts: indexLines(text).starts }, lines);
}

/** codeql-action's algorithm, written down unit by unit with big integers. */
function reference(text: string): string[] {
  const mask = (1n << 64n) - 1n;
  const size = 100;
  let firstModulus = 1n;
  for (let index = 0; index < size; index++) firstModulus = (firstModulus * 37n) & mask;
  const window = new Array<bigint>(size).fill(0n);
  const lineNumbers = new Array<number>(size).fill(-1);
  const counts = new Map<string, number>();
  const hashes: string[] = [];
  let hash = 0n;
  let index = 0;
  let line = 0;
  let isLineStart = true;
  let isAfterReturn = false;
  const output = (): void => {
    const value = hash.toString(16);
    counts.set(value, (counts.get(value) ?? 0) + 1);
    hashes[lineNumbers[index]! - 1] = `${value}:${counts.get(value)}`;
    lineNumbers[index] = -1;
  };
  const update = (unit: number): void => {
    const begin = window[index]!;
    window[index] = BigInt(unit);
    hash = (37n * hash + BigInt(unit) - firstModulus * begin) & mask;
    index = (index + 1) % size;
  };
  const process = (given: number): void => {
    let unit = given;
    if (unit === 32 || unit === 9 || (isAfterReturn && unit === 10)) {
      isAfterReturn = false;
      return;
    }
    isAfterReturn = unit === 13;
    if (isAfterReturn) unit = 10;
    if (lineNumbers[index] !== -1) output();
    if (isLineStart) {
      isLineStart = false;
      line++;
      lineNumbers[index] = line;
    }
    if (unit === 10) isLineStart = true;
    update(unit);
  };
  for (let at = 0; at < text.length; at++) process(text.charCodeAt(at));
  process(65535);
  for (let at = 0; at < size; at++) {
    if (lineNumbers[index] !== -1) output();
    update(0);
  }
  return hashes;
}

function all(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/).length;
  return [...hashLines(text, Array.from({ length: lines }, (_, index) => index + 1)).values()];
}

describe("hashLines", () => {
  it.each([
    ["an empty file", "", ["c129715d7a2bc9a3:1"]],
    ["spaces and tabs left out", " a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]],
    ["carriage returns read as line feeds", " a\rb\r\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]],
  ])("%s", (_name, text, expected) => {
    expect(all(text)).toEqual(expected);
  });

  it("numbers equal lines in the order of the file, also when only the last is asked for", () => {
    const text = `${"x = 1\n".repeat(200)}`;
    expect(hashLines(text, [3]).get(3)).toBe(`${hashLines(text, [1]).get(1)!.split(":")[0]}:3`);
  });

  it("has no entry for lines that do not exist", () => {
    expect([...hashLines("a\nb", [0, 3, 99])]).toEqual([]);
    expect([...hashLines("a\nb", [])]).toEqual([]);
  });

  it("agrees with the algorithm unit by unit", () => {
    const piece = fc.oneof(fc.constantFrom("\n", "\r", "\r\n", " ", "\t", "a", "aa", "\uFEFF", "é", "𝒳", "\uFFFF"), fc.string({ maxLength: 130 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        const expected = reference(text);
        expect(all(text)).toEqual(expected);
        for (const [index, hash] of expected.entries()) expect(hashLines(text, [index + 1]).get(index + 1)).toBe(hash);
      }),
      { numRuns: 300 },
    );
  });
});
