// Finds the bodies of functions that SQL holds between dollar signs.

import { type EmbeddedCode, EmbeddedText } from "../../syntax/embedded.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { FindEmbedded } from "../../syntax/language.ts";
import { type NodeId, type SyntaxTree, childrenOf, nameOf } from "../../syntax/tree.ts";

const tag = /^\$\w*\$/;
const owners: ReadonlySet<string> = new Set(["create", "do"]);
/** Languages of functions whose body is SQL, with or without steps around it. */
const readable: ReadonlySet<string> = new Set(["sql", "plpgsql"]);

export const findEmbedded: FindEmbedded = (tree) => {
  if (!tree.text.includes("$$") && !/\$\w+\$/.test(tree.text)) return [];
  const found: EmbeddedCode[] = [];
  for (let node = 1; node < tree.size; node++) {
    if (tree.kind[node] !== Kind.String || !isBody(tree, node)) continue;
    const opening = tag.exec(tree.text.slice(tree.start[node], tree.end[node]))?.[0].length ?? 0;
    const out = new EmbeddedText(tree.text).copy(tree.start[node]! + opening, Math.max(tree.start[node]! + opening, tree.end[node]! - opening));
    found.push({ language: "sql", ending: "", text: out.text, origin: out.origin(), isProgram: false, isEditable: true });
  }
  return found;
};

function isBody(tree: SyntaxTree, node: NodeId): boolean {
  if (tree.text[tree.start[node]!] !== "$") return false;
  const statement = tree.parent[node]!;
  if (tree.kind[statement] !== Kind.SqlStatement || !owners.has(nameOf(tree, statement))) return false;
  const words = childrenOf(tree, statement).map((child) => nameOf(tree, child).toLowerCase());
  const at = words.indexOf("language");
  return at < 0 || readable.has(words[at + 1] ?? "");
}
