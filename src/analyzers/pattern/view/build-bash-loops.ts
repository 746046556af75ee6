// Builds the match nodes of a shell's loops and groups.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildExpression } from "./build-expressions.ts";
import { buildTargetPattern } from "./build-patterns.ts";
import { buildStatement, buildStatements } from "./build-statements.ts";
import { type MatchNode, changed, makeNode } from "./match-node.ts";
import { type ViewContext, nodeAt, textName } from "./view-context.ts";

/** A group or the body of a loop, without what it is redirected to. */
export function buildBashBlock(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const children = childrenOf(tree, node).filter((one) => tree.kind[one] !== Kind.Redirect);
  return changed(nodeAt(context, "Block", node, buildStatements(context, children)), { end: endOf(context, node) });
}

/** Where a compound command ends: before its redirections. */
export function endOf({ tree }: ViewContext, node: NodeId): number {
  const redirect = childOf(tree, node, Role.Redirect);
  if (redirect === noNode) return tree.end[node]!;
  return tree.text.slice(0, tree.start[redirect]!).trimEnd().length;
}

/** A loop: its body reaches over the whole loop. With a header in `((…))`, or a menu, it is the block of its body alone. */
export function buildBashLoop(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const place = { start: tree.start[node]!, end: endOf(context, node) };
  const bodies = childrenOf(tree, node, Role.Body);
  const body = { ...(bodies[0] === undefined ? nodeAt(context, "Block", node, []) : buildBashBlock(context, bodies[0])), ...place };
  if (tree.kind[node] === Kind.For || nameOf(tree, node) === "select") return body;
  if (tree.kind[node] === Kind.While) {
    const test = makeNode("OtherExpression", place.start, place.end, [buildStatement(context, childOf(tree, node, Role.Test))], "Statements");
    return makeNode("While", place.start, place.end, [test, body]);
  }
  const pattern = buildTargetPattern(context, childOf(tree, node, Role.Target));
  const words = childrenOf(tree, node, Role.Iterable);
  const iterable = words.length === 0 && bodies[0] !== undefined ? allParameters(tree.start[bodies[0]]!) : buildBashWords(context, words);
  const header = makeNode("ForEach", pattern.start, iterable.end, [pattern, iterable]);
  return makeNode("For", place.start, place.end, [header, body]);
}

/** A loop without words goes over `"$@"`, which stands at its `do`. */
function allParameters(start: number): MatchNode {
  const end = start + "do".length;
  const expansion = makeNode("Call", start, end, [textName("!sh_expand!", start, end), textName("@", start, end)]);
  return makeNode("Call", start, end, [textName("!sh_quoted_concat!", start, end), expansion]);
}

/** The words that a `for` goes over. */
function buildBashWords(context: ViewContext, nodes: readonly NodeId[]): MatchNode {
  const kids = nodes.map((one) => buildExpression(context, one));
  return makeNode("Container", kids[0]?.start ?? -1, kids[kids.length - 1]?.end ?? -1, kids, "list");
}
