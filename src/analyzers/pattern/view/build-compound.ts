// Builds the match nodes of statements with clauses: switch, try, with.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode } from "../../../syntax/tree.ts";
import { endOfLast } from "./build-bash.ts";
import { buildExpression, expressions } from "./build-expressions.ts";
import { oldRaise } from "./build-old-python.ts";
import { buildPattern, buildTargetPattern } from "./build-patterns.ts";
import { asyncWrapped, branch, buildBlock, buildStatements } from "./build-statements.ts";
import { annotationOf } from "./build-types.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, listOf, nameNode, nodeAt } from "./view-context.ts";

export function buildSwitch(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const subject = buildExpression(context, childOf(tree, node, Role.Subject));
  const cases = childrenOf(tree, node, Role.Case).map((one) => buildCase(context, one));
  const whole = nodeAt(context, "Switch", node, [subject, ...cases]);
  // What closes it does not count, nor in a shell the `;;` before.
  const last = cases.at(-1);
  if (last === undefined) return whole;
  if (context.facts.isShell) return changed(whole, { end: last.kids[1]!.end });
  return context.facts.objectsAreRecords ? changed(whole, { end: last.end }) : whole;
}

export function buildCase(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const patterns = childrenOf(tree, node, Role.Pattern);
  const heads = patterns.length === 0
    ? [nodeAt(context, "DefaultCase", node)]
    : patterns.map((one) => nodeAt(context, "Case", one, [buildPattern(context, one)]));
  const bodies = childrenOf(tree, node, Role.Body);
  const body = caseBody(context, node, bodies);
  return nodeAt(context, "CaseBody", node, [listOf(heads), body]);
}

function caseBody(context: ViewContext, node: NodeId, bodies: readonly NodeId[]): MatchNode {
  const { tree } = context;
  if (bodies.length === 1 && tree.kind[bodies[0]!] === Kind.Block) return buildBlock(context, bodies[0]!);
  const built = buildStatements(context, bodies);
  if (built.length === 1 && context.facts.bareCaseBodies) return built[0]!;
  const start = built[0]?.start ?? tree.end[node]!;
  const block = makeNode("Block", start, built[built.length - 1]?.end ?? tree.end[node]!, built);
  return context.facts.isShell && built.length > 1 ? changed(block, { end: endOfLast(context, block, bodies[bodies.length - 1]!) }) : block;
}

export function buildTry(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const handlers = childrenOf(tree, node, Role.Handler).map((one) => buildHandler(context, one));
  const body = branch(context, childOf(tree, node, Role.Body));
  return nodeAt(context, "Try", node, [body, listOf(handlers), branch(context, childOf(tree, node, Role.Alternate)), branch(context, childOf(tree, node, Role.Finalizer))]);
}

/** One `except` or `catch`. */
export function buildHandler(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const type = childOf(tree, node, Role.Type);
  const target = childOf(tree, node, Role.Target);
  return nodeAt(context, "Handler", node, [caught(context, node, type, target), branch(context, childOf(tree, node, Role.Body))]);
}

function caught(context: ViewContext, node: NodeId, type: NodeId, target: NodeId): MatchNode {
  const { tree } = context;
  if (type === noNode && target === noNode) {
    const at = tree.start[node]!;
    return makeNode("CatchPattern", at, at + 5, [makeNode("PatternWildcard", at, at + (context.facts.objectsAreRecords ? 5 : 6))]);
  }
  if (type === noNode) return nodeAt(context, "CatchPattern", target, [typedTarget(context, target)]);
  const expression = buildExpression(context, type);
  // What several are caught as is one thing.
  const isTuple = target === noNode && expression.tag === "Container" && expression.sub === "tuple";
  const tuple = isTuple ? expression : makeNode("Container", expression.start, expression.end, [expression], "tuple");
  const built = makeNode("TypeOf", expression.start, expression.end, [tuple]);
  const name = target === noNode ? none : nameNode(context, target);
  return nodeAt(context, "CatchParameter", type, [built, name], "", name.text);
}

/** TypeScript's `catch (e: unknown)`: the name, and the type that hangs below it. */
function typedTarget(context: ViewContext, target: NodeId): MatchNode {
  const built = buildTargetPattern(context, target);
  const type = context.facts.objectsAreRecords ? annotationOf(context, target) : undefined;
  if (type === undefined || built.tag !== "PatternName") return built;
  const name = changed(built, { end: built.start + nameOf(context.tree, target).length });
  return nodeAt(context, "OtherPattern", target, [name, type], "Typed");
}

export function buildThrow(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const value = childOf(tree, node, Role.Value);
  if (value === noNode) return nodeAt(context, "OtherStatement", node, [], "ThrowNothing");
  const [exception, ...others] = oldRaise(context, value) ?? [];
  if (exception !== undefined) {
    const raised = changed(nodeAt(context, "Throw", node, [buildExpression(context, exception)]), { end: tree.end[exception]! });
    return makeNode("OtherStatement", raised.start, tree.end[node]!, [raised, ...expressions(context, others)], "ThrowOld");
  }
  const cause = childOf(tree, node, Role.Cause);
  const thrown = nodeAt(context, "Throw", node, [buildExpression(context, value)]);
  if (cause === noNode) return thrown;
  const inner = changed(thrown, { end: tree.end[value]! });
  return nodeAt(context, "OtherStatement", node, [buildExpression(context, cause), inner], "ThrowFrom");
}

export function buildWith(context: ViewContext, node: NodeId, items: readonly NodeId[]): MatchNode {
  const { tree } = context;
  let body = branch(context, childOf(tree, node, Role.Body));
  for (let index = items.length - 1; index >= 0; index--) {
    const resource = withResource(context, items[index]!);
    const statement = makeNode("StatementWithBody", resource.start, body.end, [resource, body], "With");
    body = index === 0 ? statement : makeNode("Block", statement.start, statement.end, [statement]);
  }
  return asyncWrapped(context, node, body);
}

function withResource(context: ViewContext, item: NodeId): MatchNode {
  const { tree } = context;
  if (tree.kind[item] !== Kind.WithItem) return buildExpression(context, item);
  const value = buildExpression(context, childOf(tree, item, Role.Value));
  const target = childOf(tree, item, Role.Target);
  if (target === noNode) return value;
  return nodeAt(context, "LetPattern", item, [buildTargetPattern(context, target), value]);
}
