// What names a file must hold for a rule in Semgrep's syntax to have a chance on it: decided without the pattern engine.

import type { SyntaxTree } from "../syntax/tree.ts";

/** One word, or several: all of them, or any. An empty `all` is always open. */
export type Gate = string | { readonly all: readonly Gate[] } | { readonly any: readonly Gate[] };

/** True where the words leave room for a match. */
export function isOpen(gate: Gate, words: ReadonlySet<string>): boolean {
  if (typeof gate === "string") return words.has(gate);
  return "all" in gate ? gate.all.every((one) => isOpen(one, words)) : gate.any.some((one) => isOpen(one, words));
}

const known = new WeakMap<SyntaxTree, ReadonlySet<string>>();
const longestName = 200;

/** Identifiers and the words of dotted names; the text itself is not read again. */
export function wordsOfNames(tree: SyntaxTree): ReadonlySet<string> {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const words = new Set<string>();
  for (const name of tree.names) {
    if (/^\w*$/.test(name)) words.add(name);
    else if (name.length <= longestName) for (const word of name.split(/\W+/)) words.add(word);
  }
  known.set(tree, words);
  return words;
}
