// Builds the match nodes of lists, tuples, dictionaries, objects and comprehensions.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildFunction } from "./build-definitions.ts";
import { buildExpression, expressions, plainName } from "./build-expressions.ts";
import { buildTargetPattern } from "./build-patterns.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, listOf, nodeAt, placeholderOf, special } from "./view-context.ts";

/** The match node of a collection or comprehension. */
export function buildCollection(context: ViewContext, node: NodeId): MatchNode {
  const { tree, facts } = context;
  const elements = childrenOf(tree, node, Role.Element);
  switch (tree.kind[node]) {
    case Kind.List:
    case Kind.ListPattern:
      return withoutAnnotation(context, node, nodeAt(context, "Container", node, listElements(context, elements), facts.listContainer));
    case Kind.Tuple:
      return withoutStar(context, withoutTrailingComma(context, nodeAt(context, "Container", node, expressions(context, elements), "tuple")));
    case Kind.Set:
      return buildSet(context, node, elements);
    case Kind.Comprehension:
      return buildComprehension(context, node);
    default:
      if (facts.objectsAreRecords) return withoutAnnotation(context, node, nodeAt(context, "Record", node, elements.map((one) => buildField(context, one))));
      return buildDictionary(context, node, elements);
  }
}

/** The type of what is taken apart hangs below it, and is not part of it. */
function withoutAnnotation(context: ViewContext, node: NodeId, target: MatchNode): MatchNode {
  const type = childOf(context.tree, node, Role.Type);
  if (type === noNode) return target;
  const before = context.tree.text.slice(target.start, context.tree.start[type]).replace(/[\s:?]+$/, "");
  return changed(target, { end: target.start + before.length });
}

/** A tuple without parentheses ends with its last element. */
function withoutTrailingComma(context: ViewContext, tuple: MatchNode): MatchNode {
  const last = tuple.kids[tuple.kids.length - 1];
  if (last === undefined || context.tree.text[tuple.end - 1] !== ",") return tuple;
  const end = last.around?.[1] ?? last.end;
  context.endings.set(tuple.end, end);
  return changed(tuple, { end });
}

/** A tuple without parentheses begins behind the star of its first element. */
function withoutStar(context: ViewContext, tuple: MatchNode): MatchNode {
  const first = tuple.kids[0];
  return first !== undefined && context.tree.text[tuple.start] === "*" ? changed(tuple, { start: first.start }) : tuple;
}

function listElements(context: ViewContext, elements: readonly NodeId[]): MatchNode[] {
  if (!context.facts.objectsAreRecords) return expressions(context, elements);
  const present = elements.filter((one) => context.tree.kind[one] !== Kind.Empty);
  return present.map((one) => (isRest(context, one) ? special("Spread", context.tree.start[one]!, context.tree.start[one]! + 3) : buildExpression(context, one)));
}

/** The rest of a list that is taken apart: of it only the dots are kept. */
function isRest(context: ViewContext, element: NodeId): boolean {
  const { tree } = context;
  return tree.kind[element] === Kind.Spread && tree.kind[tree.parent[element]!] === Kind.ListPattern;
}

function buildSet(context: ViewContext, node: NodeId, elements: readonly NodeId[]): MatchNode {
  const built = expressions(context, elements);
  const onlyEllipsis = built.every((one) => one.tag === "Ellipsis");
  return nodeAt(context, "Container", node, built, onlyEllipsis ? "dict" : "set");
}

function buildDictionary(context: ViewContext, node: NodeId, elements: readonly NodeId[]): MatchNode {
  const { tree } = context;
  const built = elements.map((element) => {
    if (tree.kind[element] !== Kind.Pair) return buildExpression(context, element);
    const key = buildExpression(context, childOf(tree, element, Role.Key));
    const value = buildExpression(context, childOf(tree, element, Role.Value));
    return nodeAt(context, "Container", element, [key, value], "tuple");
  });
  const isDictionary = built.every((one) => one.tag === "Container" || one.tag === "Ellipsis");
  return nodeAt(context, "Container", node, built, isDictionary ? "dict" : "set");
}

function buildComprehension(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const name = nameOf(tree, node);
  const sub = name === "set" ? "dict" : name === "generator" ? "tuple" : name;
  const element = childOf(tree, node, Role.Element);
  const key = childOf(tree, node, Role.Key);
  const head =
    key === noNode
      ? buildExpression(context, element)
      : pairOf(context, key, childOf(tree, node, Role.Value));
  const clauses: MatchNode[] = [];
  for (const child of childrenOf(tree, node)) {
    if (tree.kind[child] === Kind.ComprehensionFor) {
      const pattern = buildTargetPattern(context, childOf(tree, child, Role.Target));
      clauses.push(nodeAt(context, "ComprehensionFor", child, [pattern, buildExpression(context, childOf(tree, child, Role.Iterable))]));
    } else if (tree.kind[child] === Kind.ComprehensionIf) {
      clauses.push(nodeAt(context, "ComprehensionIf", child, [buildExpression(context, childOf(tree, child, Role.Test))]));
    }
  }
  const isArgument = name === "generator" && tree.role[node] === Role.Argument;
  const whole = nodeAt(context, "Comprehension", node, [head, ...clauses], isArgument ? "list" : sub);
  if (!isArgument || !/[\w)\]]$/.test(tree.text.slice(Math.max(0, whole.start - 1), whole.start))) return whole;
  return changed(whole, { start: whole.start + 1, end: whole.end - 1 });
}

function pairOf(context: ViewContext, key: NodeId, value: NodeId): MatchNode {
  const kids = expressions(context, [key, value]);
  return makeNode("Container", kids[0]!.start, kids[1]!.end, kids, "tuple");
}

/** One field of an object or of an object pattern. */
export function buildField(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  if (tree.kind[node] !== Kind.Pair) return asField(context, node, buildExpression(context, node));
  const value = childOf(tree, node, Role.Value);
  const flags = tree.flags[node]!;
  if ((flags & Flag.Shorthand) !== 0) return buildShorthand(context, node, value);
  const name = buildKey(context, node);
  if ((flags & (Flag.MethodPair | Flag.Getter | Flag.Setter)) !== 0) {
    const entity = makeNode("Entity", name.start, name.end, [name, listOf(methodAttributes(context, node, value))]);
    return nodeAt(context, "Definition", node, [entity, buildFunction(context, value, "Function", "Method")]);
  }
  const entity = makeNode("Entity", name.start, name.end, [name, listOf(methodAttributes(context, node, value))]);
  const kind = tree.kind[value];
  if (kind === Kind.ArrowFunction || kind === Kind.FunctionExpression) {
    return nodeAt(context, "Definition", node, [entity, buildFunction(context, value, "Function")]);
  }
  const plain = makeNode("Entity", name.start, name.end, [name, listOf([])]);
  return fieldOf(context, node, plain, buildExpression(context, value));
}

function fieldOf(context: ViewContext, node: NodeId, entity: MatchNode, value: MatchNode): MatchNode {
  const body = makeNode("FieldColon", value.start, value.end, [value, none]);
  const field = nodeAt(context, "Definition", node, [entity, body]);
  return entity.kids[0]!.tag === "Computed" ? changed(field, { start: entity.start }) : field;
}

function buildShorthand(context: ViewContext, node: NodeId, value: NodeId): MatchNode {
  const { tree } = context;
  const placeholder = placeholderOf(context, nameOf(tree, value));
  if (tree.kind[value] === Kind.Name && placeholder?.type === "ellipsis") {
    return nodeAt(context, "ExpressionStatement", node, [nodeAt(context, "Ellipsis", value)]);
  }
  if (tree.kind[value] === Kind.DefaultPattern) {
    const name = childOf(tree, value, Role.Target);
    const pattern = nodeAt(context, "PatternName", name, undefined, "", identifier(context, nameOf(tree, name)));
    const binding = nodeAt(context, "LetPattern", value, [pattern, buildExpression(context, childOf(tree, value, Role.Default))]);
    return nodeAt(context, "ExpressionStatement", node, [binding]);
  }
  const name = plainName(context, value);
  const entity = makeNode("Entity", name.start, name.end, [name, listOf([])]);
  const body = makeNode("FieldColon", name.start, name.end, [buildExpression(context, value), none]);
  return nodeAt(context, "Definition", node, [entity, body]);
}

function asField(context: ViewContext, node: NodeId, expression: MatchNode): MatchNode {
  return nodeAt(context, "ExpressionStatement", node, [expression]);
}

/** The name of a member or pair: a plain name, or what stands in brackets. */
export function buildKey(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const key = childOf(tree, node, Role.Key);
  if (key === noNode) return nodeAt(context, "Name", node, undefined, "", identifier(context, nameOf(tree, node)));
  if (hasFlag(tree, node, Flag.Computed)) return nodeAt(context, "Computed", key, [buildExpression(context, key)]);
  if (tree.kind[key] === Kind.Name || tree.kind[key] === Kind.PrivateName) return plainName(context, key);
  return nodeAt(context, "Name", key, undefined, "", nameOf(tree, key));
}

/** `async`, `*`, `static`, `get`, … as attributes of a member; `value` is its function. */
export function methodAttributes(context: ViewContext, node: NodeId, value: NodeId): MatchNode[] {
  const flags = context.tree.flags[node]!;
  const own = value === noNode ? 0 : context.tree.flags[value]!;
  const kind = context.tree.kind[node];
  const names: string[] = [];
  const isMember = kind === Kind.Method || kind === Kind.Field;
  if (isMember && (flags & Flag.Static) !== 0) names.push("Static");
  if (isMember && (flags & Flag.Private) !== 0) names.push("Private");
  if (isMember && (flags & Flag.Protected) !== 0) names.push("Protected");
  if (isMember && (flags & Flag.Abstract) !== 0) names.push("Abstract");
  if (isMember && (flags & Flag.Readonly) !== 0) names.push("Const");
  if (isMember && (flags & Flag.Public) !== 0) names.push("Public");
  if (isMember && (flags & Flag.Override) !== 0) names.push("Override");
  if ((flags & Flag.Getter) !== 0) names.push("Getter");
  if ((flags & Flag.Setter) !== 0) names.push("Setter");
  if ((own & Flag.Async) !== 0) names.push("Async");
  if ((own & Flag.Generator) !== 0) names.push("Generator");
  const at = context.tree.start[node]!;
  return names.map((name) => makeNode("KeywordAttribute", at, at + 1, undefined, name));
}
