// Small questions about the tree of SQL that several rules ask.

import { Kind } from "../syntax/kinds.ts";
import { Role } from "../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, nameOf, noNode } from "../syntax/tree.ts";

/** The clause with this name (`where`, `from`, `select-list`, …) right below a query or statement, or `noNode`. */
export function sqlClause(tree: SyntaxTree, owner: NodeId, name: string): NodeId {
  return childrenOf(tree, owner).find((child) => tree.kind[child] === Kind.SqlNode && nameOf(tree, child) === name) ?? noNode;
}

/** What is searched for by a condition: the expressions that must all hold. */
export function sqlConjuncts(tree: SyntaxTree, expression: NodeId): NodeId[] {
  const found: NodeId[] = [];
  const pending = [expression];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (at === noNode) continue;
    if (tree.kind[at] === Kind.Logical && nameOf(tree, at) === "and") pending.push(childOf(tree, at, Role.Right), childOf(tree, at, Role.Left));
    else found.push(at);
  }
  return found;
}

/** The name before the last dot of a column, `a` of `a.b` and of `s.a.b`; "" where there is none. */
export function sqlQualifier(tree: SyntaxTree, column: NodeId): string {
  const owner = tree.kind[column] === Kind.Attribute ? childOf(tree, column, Role.Object) : noNode;
  return owner === noNode ? "" : nameOf(tree, owner).toLowerCase();
}

/** The name by which a query speaks of a table: its alias, or the last part of its name. */
export function sqlTableName(tree: SyntaxTree, table: NodeId): string {
  const alias = childOf(tree, table, Role.NameOf);
  const named = alias === noNode ? childOf(tree, table, Role.Value) : alias;
  return named === noNode ? "" : nameOf(tree, named).toLowerCase();
}

/** True for a value that stands in the query itself or is handed to it: no column. */
export function isSqlValue(tree: SyntaxTree, node: NodeId): boolean {
  const kind = tree.kind[node];
  return kind === Kind.String || kind === Kind.Number || kind === Kind.Boolean || (kind === Kind.SqlNode && /^(?:parameter|typed-literal|interval)$/.test(nameOf(tree, node)));
}

/** True where a template stands in the node, so that nobody knows what it will say. */
export function hasSqlHole(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = node; at < tree.subtreeEnd[node]!; at++) if (tree.kind[at] === Kind.Interpolation) return true;
  return /\{[{%]|\$\{|\uFFFC/.test(tree.text.slice(tree.start[node], tree.end[node]));
}
