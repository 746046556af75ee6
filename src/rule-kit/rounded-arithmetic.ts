// Finds arithmetic whose result binary numbers only hold rounded.

import { Flag } from "../syntax/flags.ts";
import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, hasFlag, nameOf } from "../syntax/tree.ts";

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "/"]);

/** The side of a comparison that is arithmetic with a fraction in it that binary numbers cannot hold; undefined where neither is. */
export function roundedSide(tree: SyntaxTree, comparison: NodeId): NodeId | undefined {
  return sidesOf(tree, comparison).find((side) => isRounded(tree, side));
}

function isRounded(tree: SyntaxTree, node: NodeId): boolean {
  if (tree.kind[node] !== Kind.Binary || !arithmetic.has(nameOf(tree, node))) return false;
  return sidesOf(tree, node).some((side) => isInexact(tree, side) || isRounded(tree, side));
}

function sidesOf(tree: SyntaxTree, node: NodeId): readonly NodeId[] {
  return [childOf(tree, node, Role.Left), childOf(tree, node, Role.Right)];
}

function isInexact(tree: SyntaxTree, node: NodeId): boolean {
  if (tree.kind[node] !== Kind.Number || !hasFlag(tree, node, Flag.Float)) return false;
  // A multiple of 2⁻²⁰ is held exactly, and so are sums of such.
  return !Number.isInteger(Number(nameOf(tree, node)) * 2 ** 20);
}
