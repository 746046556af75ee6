// Finds imports that TypeScript leaves out of what it emits, because the file uses their names as types only.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, noNode } from "../../syntax/tree.ts";
import { Flag } from "../../syntax/flags.ts";

/** Import statements (nodes) that bind names, none of which stands for a value anywhere. */
export function findElidedImports(tree: SyntaxTree): ReadonlySet<NodeId> {
  const candidates = new Map<NodeId, readonly number[]>();
  const names = new Set<number>();
  for (const statement of childrenOf(tree, 0)) {
    if (tree.kind[statement] !== Kind.ImportFrom || hasFlag(tree, statement, Flag.TypeOnly)) continue;
    const locals = childrenOf(tree, statement, Role.Item).map((item) => localName(tree, item));
    if (locals.length === 0) continue;
    candidates.set(statement, locals);
    for (const id of locals) names.add(id);
  }
  if (candidates.size === 0) return new Set();
  const values = new Set<number>();
  for (let node = 1; node < tree.size; node++) {
    const isCandidate = tree.kind[node] === Kind.Name && names.has(tree.name[node]!) && !values.has(tree.name[node]!);
    if (isCandidate && isValue(tree, node)) values.add(tree.name[node]!);
  }
  return new Set([...candidates].filter(([, locals]) => !locals.some((id) => values.has(id))).map(([statement]) => statement));
}

function localName(tree: SyntaxTree, item: NodeId): number {
  const local = childOf(tree, item, Role.Local);
  const imported = childOf(tree, item, Role.Imported);
  return tree.name[local !== noNode ? local : imported !== noNode ? imported : item]!;
}

const notValues: ReadonlySet<number> = new Set([Kind.Type, Kind.Interface, Kind.ImportSpecifier]);

/** A name in a type, on either side of its dots, is none. */
function isValue(tree: SyntaxTree, name: NodeId): boolean {
  let at = tree.parent[name]!;
  while (tree.kind[at] === Kind.Attribute) at = tree.parent[at]!;
  return !notValues.has(tree.kind[at]!);
}
