// Bash constructs as the normalised tree shows them, broken Bash, and what the shell makes of words.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { language } from "../../../../src/languages/bash/index.ts";
import { ansiValue, documentValue, quotedValue, wordValue } from "../../../../src/languages/bash/word-values.ts";
import { dumpTree } from "../../../../src/syntax/dump-tree.ts";
import { Kind } from "../../../../src/syntax/kinds.ts";
import { nameOf, textOf } from "../../../../src/syntax/tree.ts";

const root = new URL("../../../../", import.meta.url);
const grammar = readFileSync(new URL(`src/languages/bash/grammar/${language.grammarFile}`, root));
const parse = await language.load(grammar, readFileSync(createRequire(import.meta.url).resolve(language.runtimeFile!)));
const folder = new URL("fixtures/languages/bash/", root);

describe("the construct corpus", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".sh")))("%s", (name) => {
    const tree = parse(readFileSync(new URL(name, folder), "utf8"), name);
    expect(tree.problems).toEqual([]);
    const outline = readFileSync(new URL(name.replace(".sh", ".outline.txt"), folder), "utf8");
    expect(`${dumpTree(tree, { withRanges: true })}\n`).toBe(outline);
  });
});

const commandsOf = (source: string): string[] => {
  const tree = parse(source, "example.sh");
  const commands: string[] = [];
  for (let node = 0; node < tree.size; node++) if (tree.kind[node] === Kind.Command) commands.push(nameOf(tree, node));
  return commands;
};

const broken: readonly (readonly [string, string, readonly string[]])[] = [
  ["an unclosed quote", 'before\necho "x\n', ["before"]],
  ["a stray ;;", "before\n;; )\nafter\n", ["before", "after"]],
  ["a stray bracket", "before\n)\nafter\n", ["before", "after"]],
];

describe("broken Bash", () => {
  it.each(broken)("%s", (_title, source, commands) => {
    const tree = parse(source, "example.sh");
    expect(tree.problems.length).toBeGreaterThan(0);
    for (const { start, end } of tree.problems) expect(tree.text.slice(start, end)).not.toContain("\n");
    expect(commandsOf(source)).toEqual(expect.arrayContaining([...commands]));
  });
});

const mended: readonly (readonly [string, string])[] = [
  ["for x do echo; done", "for x do echo; done"],
  ["for x   do echo; done", "for x   do echo; done"],
  ["cat <<\\EOF\n$x\nEOF\n", "$x\n"],
];

describe("what the grammar misreads", () => {
  it.each(mended)("%s", (source, piece) => {
    const tree = parse(source, "example.sh");
    expect(tree.problems).toEqual([]);
    expect(Array.from({ length: tree.size }, (_, node) => textOf(tree, node))).toContain(piece);
    expect(Array.from(tree.kind.slice(0, tree.size))).not.toContain(Kind.Expansion);
  });
});

describe("values", () => {
  it.each([
    [wordValue("a\\ b\\\nc\\$"), "a bc$"],
    [wordValue("plain"), "plain"],
    [quotedValue('a\\"b\\n\\$c\\\nd'), 'a"b\\n$cd'],
    [ansiValue("a\\n\\x41\\101\\u00e9\\'\\q"), "a\nAAé'\\q"],
    [documentValue("\ta\n\t\\$b\n", true, false), "a\n$b\n"],
    [documentValue("\ta\\$", false, true), "\ta\\$"],
  ])("%j", (value, expected) => {
    expect(value).toBe(expected);
  });
});

describe("hostile Bash", () => {
  it.each([
    ["substitutions", `${"$(".repeat(20_000)}x${")".repeat(20_000)}`],
    ["open braces", "{ ".repeat(50_000)],
    ["pipes", `a${" | a".repeat(20_000)}`],
    ["lists", `a${" && a".repeat(20_000)}`],
    ["elifs", `if a; then b; ${"elif c; then d; ".repeat(5_000)}fi`],
    ["quotes", '"'.repeat(50_001)],
  ])("%s", (_title, text) => {
    const tree = parse(text, "example.sh");
    expect(tree.subtreeEnd[0]).toBe(tree.size);
  });
});
