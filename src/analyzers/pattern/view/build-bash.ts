// Builds the match nodes of shell commands.

import { Kind } from "../../../syntax/kinds.ts";
import { type NodeId, childrenOf, nameOf } from "../../../syntax/tree.ts";
import { buildExpression } from "./build-expressions.ts";
import { type MatchNode } from "./match-node.ts";
import { type ViewContext, nodeAt } from "./view-context.ts";

/** True for the kinds that only shell code has. */
export function isBashKind(kind: number): boolean {
  return kind >= Kind.Command && kind <= Kind.Word;
}

/** A shell construct in expression position. */
export function buildBashExpression(context: ViewContext, node: NodeId): MatchNode {
  const kids = childrenOf(context.tree, node).map((one) => buildExpression(context, one));
  return nodeAt(context, "OtherExpression", node, kids, nameOf(context.tree, node));
}

/** A shell construct as a statement. */
export function buildBashStatement(context: ViewContext, node: NodeId): MatchNode {
  return nodeAt(context, "ExpressionStatement", node, [buildBashExpression(context, node)]);
}
