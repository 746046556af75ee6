// Builds the match nodes of assignments and type assertions.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildExpression, operation, operatorOf } from "./build-expressions.ts";
import { buildType } from "./build-types.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, nodeAt } from "./view-context.ts";

export function assignmentOf(keyword: MatchNode): MatchNode {
  const name = makeNode("Name", keyword.start, keyword.start, undefined, "", keyword.text);
  return makeNode("Assign", keyword.start, keyword.end, [name, keyword.kids[0]!]);
}

export function buildAssignment(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const targets: NodeId[] = [];
  let value = node;
  while (value !== noNode && tree.kind[value] === Kind.Assignment && (targets.length === 0 || !context.facts.objectsAreRecords)) {
    const target = childOf(tree, value, Role.Target);
    const next = childOf(tree, value, Role.Value);
    targets.push(target);
    value = next;
    if (context.facts.objectsAreRecords) break;
  }
  if (tree.kind[node] === Kind.NamedExpression) {
    targets.push(childOf(tree, node, Role.Target));
    value = childOf(tree, node, Role.Value);
  }
  const built = targets.map((target) => buildTarget(context, target));
  const target =
    built.length === 1 ? built[0]! : makeNode("Container", built[0]!.start, built[built.length - 1]!.end, built, "tuple");
  const startsWithStar = target.sub === "tuple" && tree.text[tree.start[node]!] === "*";
  const type = childOf(tree, node, Role.Type);
  const cast = type === noNode ? target : makeNode("Cast", target.start, tree.end[type]!, [buildType(context, type), target]);
  const assign = nodeAt(context, "Assign", node, [cast, valueOf(context, node, value)]);
  if (context.facts.isShell) return endingWithValue(context, assign);
  return startsWithStar ? changed(assign, { start: target.start }) : assign;
}

/** What is assigned; in a shell `a=` assigns an empty text. */
function valueOf(context: ViewContext, node: NodeId, value: NodeId): MatchNode {
  const end = context.tree.end[node]!;
  return value === noNode && context.facts.isShell ? makeNode("Literal", end, end, undefined, "string", "") : buildExpression(context, value);
}

/** A shell assignment ends with its value: before the closing quote or brace, and what ends with it ends there as well. */
function endingWithValue(context: ViewContext, assign: MatchNode): MatchNode {
  const value = assign.kids[1]!;
  if (value.tag === "None" || value.end <= value.start || value.end >= assign.end) return assign;
  context.endings.set(assign.end, value.end);
  return assign;
}

/** The target of an assignment; of an element of a shell's array, the array. */
export function buildTarget(context: ViewContext, target: NodeId): MatchNode {
  const { tree, facts } = context;
  const isElement = facts.isShell && tree.kind[target] === Kind.Subscript;
  return buildExpression(context, isElement ? childOf(tree, target, Role.Object) : target);
}

const shortCircuit: ReadonlySet<string> = new Set(["||", "&&", "??"]);

export function buildAugmented(context: ViewContext, node: NodeId): MatchNode {
  const { tree, facts } = context;
  const target = buildTarget(context, childOf(tree, node, Role.Target));
  const value = valueOf(context, node, childOf(tree, node, Role.Value));
  const operator = nameOf(tree, node).replace(/=$/, "");
  const sub = operatorOf(context, operator);
  if (!facts.expandsAugmentedAssignment) {
    const assign = nodeAt(context, "AssignOperator", node, [target, value], sub);
    return facts.isShell ? endingWithValue(context, assign) : assign;
  }
  if (shortCircuit.has(operator)) {
    return operation(context, node, sub, [target, nodeAt(context, "Assign", node, [target, value])]);
  }
  return nodeAt(context, "Assign", node, [target, operation(context, node, sub, [target, value])]);
}

export function buildTypeAssertion(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const value = buildExpression(context, childOf(tree, node, Role.Value));
  const type = childOf(tree, node, Role.Type);
  const name = nameOf(tree, node);
  if (name === "nonnull") return operation(context, node, "Op:!postfix", [value]);
  const built = type === noNode ? none : buildType(context, type);
  if (name === "as" && built.tag === "Type" && built.text === "const") {
    // What ends with it ends before it.
    context.endings.set(tree.end[node]!, value.end);
    return value;
  }
  if (name === "satisfies") return nodeAt(context, "OtherExpression", node, [value, built], "Satisfies");
  return nodeAt(context, "Cast", node, [built, value]);
}
