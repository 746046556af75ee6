// Parses short texts for the tests of what is computed over trees.

import { languages } from "../../../src/languages/registry.generated.ts";
import type { Language, Parse } from "../../../src/syntax/language.ts";
import { Kind } from "../../../src/syntax/kinds.ts";
import { type ScopeTable, computeScopes } from "../../../src/syntax/scopes.ts";
import { type NodeId, type SyntaxTree, nameOf } from "../../../src/syntax/tree.ts";
import { loadParser } from "../../support/run-rules.ts";

const parsers = new Map<string, Promise<Parse>>();

export interface Snippet {
  readonly tree: SyntaxTree;
  readonly language: Language;
  readonly scopes: ScopeTable;
  /** The node of the n-th (from 0) occurrence of a text, the innermost that has exactly this range. */
  readonly at: (text: string, occurrence?: number) => NodeId;
}

export async function parseSnippet(languageId: string, text: string): Promise<Snippet> {
  const language = languages.find((entry) => entry.id === languageId)!;
  if (!parsers.has(languageId)) parsers.set(languageId, loadParser(language));
  const parse = await parsers.get(languageId)!;
  const tree = parse(text, languageId === "typescript" ? "snippet.tsx" : "snippet");
  return {
    tree,
    language,
    scopes: computeScopes(tree, language.scopeRules),
    at: (wanted, occurrence = 0) => nodeAt(tree, wanted, occurrence),
  };
}

function nodeAt(tree: SyntaxTree, wanted: string, occurrence: number): NodeId {
  let start = -1;
  for (let seen = 0; seen <= occurrence; seen++) start = tree.text.indexOf(wanted, start + 1);
  if (start < 0) throw new Error(`no occurrence ${occurrence} of ${wanted}`);
  for (let node = tree.size - 1; node >= 0; node--) {
    if (tree.start[node] === start && tree.end[node] === start + wanted.length) return node;
  }
  throw new Error(`no node for ${wanted}`);
}

/**
 * Each name of the file that is looked up, in source order, as `name@line` and the line of the first declaration of
 * what it means, 0 for nothing in the file.
 */
export function resolutions({ tree, scopes }: Snippet): string[] {
  const lineOf = (offset: number): number => tree.text.slice(0, offset).split("\n").length;
  const found: string[] = [];
  for (let node = 0; node < tree.size; node++) {
    if (!scopes.isReference(node) && tree.kind[node] !== Kind.ImportModule) continue;
    const binding = scopes.bindingOf(node);
    const declared = binding === undefined ? 0 : lineOf(tree.start[binding.declarations[0] ?? binding.writes[0] ?? 0]!);
    found.push(`${binding?.name ?? nameOf(tree, node)}@${lineOf(tree.start[node]!)}:${declared}`);
  }
  return found;
}
