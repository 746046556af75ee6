// Randomly broken code never makes a language throw or build a bad tree: the short form of scripts/fuzz-languages.ts.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { faultsOf, faultsOfEmbedded, mutate, mutations, randomFrom } from "../../../scripts/fuzz-mutations.ts";
import { language as python } from "../../../src/languages/python/index.ts";
import { languages } from "../../../src/languages/registry.generated.ts";
import type { Language, Parse } from "../../../src/syntax/language.ts";
import type { SyntaxTree } from "../../../src/syntax/tree.ts";

const root = new URL("../../../", import.meta.url);

async function load(language: Language): Promise<Parse> {
  if (language.grammarFile === undefined) return language.load();
  const grammar = readFileSync(new URL(`src/languages/${language.id}/grammar/${language.grammarFile}`, root));
  return language.load(grammar, readFileSync(createRequire(import.meta.url).resolve(language.runtimeFile!)));
}

/** The construct corpus of the language, and this project's own sources. */
function samplesOf(language: Language): { path: string; text: string }[] {
  const isScript = language.id === "javascript" || language.id === "typescript";
  const folders = isScript ? ["src/syntax/", "scripts/", "fixtures/languages/"] : [`fixtures/languages/${language.id}/`];
  return folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .filter((name) => language.extensions.some((extension) => name.endsWith(extension)))
      .sort()
      .map((path) => ({ path, text: readFileSync(new URL(folder + path, root), "utf8").slice(0, 6_000) })),
  );
}

describe("random mutations", () => {
  it.each([...languages])("$id", async (language) => {
    const parse = await load(language);
    const find = (await language.loadEmbedded?.()) ?? ((): [] => []);
    const samples = samplesOf(language);
    expect(samples.length).toBeGreaterThan(0);
    let broken = 0;
    for (let seed = 0; seed < 300; seed++) {
      const random = randomFrom(seed);
      const { path, text } = samples[Math.floor(random() * samples.length)]!;
      const tree = parse(mutate(text, samples[Math.floor(random() * samples.length)]!.text, random), path);
      expect({ seed, faults: [...faultsOf(tree), ...faultsOfEmbedded(tree, find(tree))] }).toEqual({ seed, faults: [] });
      if (tree.problems.length > 0) broken++;
    }
    // Nothing in a page is wrong by itself: what is wrong in its scripts is found where they are parsed.
    if (language.holdsPrograms !== "in-text") expect(broken).toBeGreaterThan(20);
  });
});

describe("the check itself", () => {
  it("changes the text and repeats itself for a seed", () => {
    const text = "def f(a):\n    return a + 1\n";
    const results = Array.from({ length: 30 }, (_, seed) => mutate(text, text, randomFrom(seed)));
    expect(results).toEqual(Array.from({ length: 30 }, (_, seed) => mutate(text, text, randomFrom(seed))));
    expect(results.filter((result) => result !== text).length).toBeGreaterThan(20);
    expect(Object.keys(mutations).length).toBeGreaterThan(8);
  });

  it("finds what is wrong with a tree", async () => {
    const tree = (await load(python))("x = 1\ny = 2\n", "example.py");
    const spoil = (change: (copy: SyntaxTree) => void): string[] => {
      const copy = { ...tree, start: tree.start.slice(), end: tree.end.slice(), parent: tree.parent.slice(), subtreeEnd: tree.subtreeEnd.slice() };
      change(copy);
      return faultsOf(copy);
    };
    expect(spoil(() => undefined)).toEqual([]);
    expect(spoil((copy) => copy.end.fill(99, 2, 3))).not.toEqual([]);
    expect(spoil((copy) => copy.start.fill(7, 2, 3))).not.toEqual([]);
    expect(spoil((copy) => copy.subtreeEnd.fill(2, 0, 1))).not.toEqual([]);
    expect(spoil((copy) => copy.parent.fill(5, 3, 4))).not.toEqual([]);
  });
});
