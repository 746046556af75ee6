// Compares pieces of code by structure, and tells whether working one out changes anything.

import { Flag } from "../syntax/flags.ts";
import { Kind } from "../syntax/kinds.ts";
import { type NodeId, type SyntaxTree, nameOf, textOf } from "../syntax/tree.ts";

/** How a thing is written, not what it means. */
const spelling = Flag.Parenthesized;
/** Leaves whose name does not say everything about them. */
const readAsText: ReadonlySet<number> = new Set([Kind.Regex, Kind.Other, Kind.Type, Kind.JsxText]);
const effects: ReadonlySet<number> = new Set([
  Kind.Call,
  Kind.New,
  Kind.Assignment,
  Kind.AugmentedAssignment,
  Kind.NamedExpression,
  Kind.Update,
  Kind.Await,
  Kind.Yield,
  Kind.TaggedTemplate,
  Kind.ImportExpression,
  Kind.CommandSubstitution,
]);

/** True where two nodes mean the same by their structure: layout, comments and parentheses do not count. */
export function isSameCode(tree: SyntaxTree, left: NodeId, right: NodeId): boolean {
  const size = tree.subtreeEnd[left]! - left;
  if (tree.subtreeEnd[right]! - right !== size) return false;
  for (let offset = 0; offset < size; offset++) {
    const first = left + offset;
    const second = right + offset;
    // Nobody knows what stands in a region that the parser could not read.
    if (tree.kind[first] === Kind.ErrorRegion) return false;
    if (tree.kind[first] !== tree.kind[second] || tree.name[first] !== tree.name[second]) return false;
    if ((tree.flags[first]! & ~spelling) !== (tree.flags[second]! & ~spelling)) return false;
    if (offset > 0 && tree.role[first] !== tree.role[second]) return false;
    if (tree.subtreeEnd[first]! - first !== tree.subtreeEnd[second]! - second) return false;
    const isLeaf = tree.subtreeEnd[first] === first + 1;
    if (isLeaf && readAsText.has(tree.kind[first]!) && textOf(tree, first) !== textOf(tree, second)) return false;
  }
  return true;
}

/** True where working the expression out may change something or give another value next time. Getters are trusted. */
export function hasEffect(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = node; at < tree.subtreeEnd[node]!; at++) {
    const kind = tree.kind[at]!;
    if (effects.has(kind) || (kind === Kind.Unary && nameOf(tree, at) === "delete")) return true;
  }
  return false;
}
