// The fast way to read the parser's tree gives what the public cursor gives, and gives way to it when it does not.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { knownNames as bashNames } from "../../../../src/languages/bash/node-types.ts";
import { language } from "../../../../src/languages/python/index.ts";
import { knownNames } from "../../../../src/languages/python/node-types.ts";
import { createRawTree } from "../../../../src/languages/tree-sitter/raw-tree.ts";
import { createCursorReader, createHeapReader, createReader, sameRawTree } from "../../../../src/languages/tree-sitter/reader.ts";
import { loadGrammar, makeTables } from "../../../../src/languages/tree-sitter/runtime.ts";

const root = new URL("../../../../", import.meta.url);
const grammarBytes = readFileSync(new URL(`src/languages/python/grammar/${language.grammarFile}`, root));
const runtimeBytes = readFileSync(createRequire(import.meta.url).resolve(language.runtimeFile!));
const grammar = await loadGrammar(grammarBytes, runtimeBytes);
const tables = makeTables(grammar.language, knownNames);
const slow = createCursorReader(grammar, tables);
const fast = createHeapReader(grammar, tables)!;
const one = createRawTree(16);
const other = createRawTree(16);

const folder = new URL("fixtures/languages/python/", root);
const texts: (readonly [string, string])[] = readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const);

const special: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["only a comment", "# x"],
  ["white space before the first token", "\n\n   \n  x"],
  ["a byte-order mark", "\ufeffx = 1\n"],
  ["astral and lone surrogates", "x = '\u{1f600}\ud800'\ny"],
  ["more text than one piece of input", "x = 'é'\n".repeat(4_000)],
  ["a surrogate pair across two pieces", `${"#".repeat(4_999)}\u{1f600}\nx`],
  ["deep nesting", `${"[".repeat(3_000)}${"]".repeat(3_000)}`],
  ["errors", "def f(:\n  x = = )\nclass"],
  ["a token of more than 255 units", `x = ${"a".repeat(1_000)}${" ".repeat(600)}+ b`],
];

describe("both routes agree", () => {
  it("is the fast route that is compared", () => {
    expect(fast).toBeTypeOf("function");
  });

  it.each([...texts, ...special])("%s", (_title, text) => {
    expect(fast(text, one)).toBe(true);
    expect(slow(text, other)).toBe(true);
    expect(one.size).toBeGreaterThan(0);
    expect(sameRawTree(one, other)).toBe(true);
  });

  it.each(texts)("on every beginning of %s", (_title, text) => {
    for (let length = 0; length < text.length; length += 97) {
      fast(text.slice(0, length), one);
      slow(text.slice(0, length), other);
      expect(sameRawTree(one, other)).toBe(true);
    }
  });
});

describe("both routes agree on Bash", async () => {
  const bytes = readFileSync(new URL("src/languages/bash/grammar/tree-sitter-bash.wasm", root));
  const bash = await loadGrammar(bytes, runtimeBytes);
  const bashTables = makeTables(bash.language, bashNames);
  const bashFast = createHeapReader(bash, bashTables)!;
  const bashSlow = createCursorReader(bash, bashTables);
  const bashFolder = new URL("fixtures/languages/bash/", root);
  const scripts = readdirSync(bashFolder).filter((name) => name.endsWith(".sh"));

  it.each(scripts)("%s and each of its beginnings", (name) => {
    const text = readFileSync(new URL(name, bashFolder), "utf8");
    for (let length = text.length; length > 0; length -= 97) {
      expect(bashFast(text.slice(0, length), one)).toBe(true);
      expect(bashSlow(text.slice(0, length), other)).toBe(true);
      expect(one.size).toBeGreaterThan(0);
      expect(sameRawTree(one, other)).toBe(true);
    }
  });
});

describe("the fast route gives way", () => {
  it("where it reads something else", () => {
    const spoiled = { ...grammar.runtime.module, HEAPU32: new Uint32Array(16) };
    const read = createReader({ ...grammar, runtime: { ...grammar.runtime, module: spoiled } }, tables, "x = 1\n");
    expect(read("a + b", one)).toBe(true);
    expect(slow("a + b", other)).toBe(true);
    expect(sameRawTree(one, other)).toBe(true);
  });

  it("where the runtime's bytes were not handed in", () => {
    expect(createHeapReader({ ...grammar, runtime: { ...grammar.runtime, input: undefined } }, tables)).toBeUndefined();
  });
});

describe("sameRawTree", () => {
  it("tells trees apart", () => {
    fast("a + b", one);
    fast("a - b", other);
    expect(sameRawTree(one, other)).toBe(false);
  });
});
