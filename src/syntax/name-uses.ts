// Counts how often a file uses each of its names, apart from defining them.

import { Kind, kindCount } from "./kinds.ts";
import { Role } from "./roles.ts";
import type { NodeId, SyntaxTree } from "./tree.ts";

/** By index into the tree's `names`. */
export interface NameUses {
  readonly counts: Uint32Array;
  /** 1 where a string holds it, 2 where a string that is put together with others does. */
  readonly isText: Uint8Array;
}

const isWord = new Uint8Array(kindCount);
for (const kind of [
  Kind.Name, Kind.KeywordArgument, Kind.String, Kind.StringPart, Kind.PrivateName, Kind.JsxElement, Kind.JsxAttribute, Kind.Word, Kind.Command,
]) isWord[kind] = 1;

/** In one pass. Names of definitions and documentation strings are no uses. */
export function countNameUses(tree: SyntaxTree): NameUses {
  const counts = new Uint32Array(tree.names.length);
  const isText = new Uint8Array(tree.names.length);
  const { kind, name, size } = tree;
  for (let node = 1; node < size; node++) {
    const id = name[node]!;
    if (id === 0 || isWord[kind[node]!] === 0 || !isUse(tree, node)) continue;
    counts[id]!++;
    if (kind[node] === Kind.StringPart || (kind[node] === Kind.String && kind[tree.parent[node]!] === Kind.Binary)) isText[id] = 2;
    else if (kind[node] === Kind.String && isText[id] === 0) isText[id] = 1;
  }
  return { counts, isText };
}

/** Uses of one name below a node. */
export function countUsesWithin(tree: SyntaxTree, root: NodeId, nameId: number): number {
  let count = 0;
  const end = tree.subtreeEnd[root]!;
  for (let node = root; node < end; node++) {
    if (tree.name[node] === nameId && isWord[tree.kind[node]!] === 1 && isUse(tree, node)) count++;
  }
  return count;
}

function isUse(tree: SyntaxTree, node: NodeId): boolean {
  const parent = tree.kind[tree.parent[node]!]!;
  if (tree.role[node] === Role.NameOf) return parent === Kind.JsxElement;
  // What `export { a }` names is counted by its importers.
  if (parent === Kind.ExportSpecifier) return false;
  return !(parent === Kind.ExpressionStatement && tree.kind[node] === Kind.String);
}
