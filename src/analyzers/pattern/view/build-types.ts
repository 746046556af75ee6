// Builds the match nodes of types and annotations.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childrenOf, childOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildParameter } from "./build-definitions.ts";
import { buildExpression } from "./build-expressions.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, nameNode, nodeAt, placeholderOf } from "./view-context.ts";

/** The match node of a type: an expression in type position, or a type node with its parts. */
export function buildType(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  if (context.facts.typesAreExpressions) return nodeAt(context, "TypeOf", node, [buildExpression(context, node)]);
  const kind = tree.kind[node]!;
  if (kind === Kind.Name) return typeName(context, node);
  if (kind === Kind.Parameter) return buildParameter(context, node);
  if (kind === Kind.Attribute) return nodeAt(context, "TypeOf", node, [buildExpression(context, node)]);
  if (kind !== Kind.Type) return nodeAt(context, "TypeOf", node, [buildExpression(context, node)]);
  const children = childrenOf(tree, node);
  const name = nameOf(tree, node);
  if (isReference(name) && children.length === 1) return buildType(context, children[0]!);
  if (isReference(name)) return withoutArguments(context, node, children[0]!);
  // `readonly T[]` is `T[]`.
  if (name === "TSTypeOperator readonly") return buildType(context, children[0]!);
  if (name === "TSTypeOperator unique") return uniqueType(context, node);
  if (children.length === 0) return keywordType(context, node);
  const kids = children.map((child) => buildType(context, child));
  const whole = nodeAt(context, "Type", node, kids, name);
  const isInside = leadingParenthesis.has(name) && kids[0]!.start > whole.start && context.tree.text[whole.start] === "(";
  return isInside ? changed(whole, { start: kids[0]!.start }) : whole;
}

/** Types whose first sign, where it is a parenthesis, is not part of them. */
const leadingParenthesis: ReadonlySet<string> = new Set(["TSFunctionType", "TSArrayType", "TSUnionType", "TSIntersectionType", "TSIndexedAccessType"]);

/** `A<B>` is `A`: what is between the brackets is not kept, and what ends there ends with the name. */
function withoutArguments(context: ViewContext, node: NodeId, name: NodeId): MatchNode {
  const built = buildType(context, name);
  context.endings.set(context.tree.end[node]!, built.end);
  return built;
}

function isReference(name: string): boolean {
  return name === "TSTypeReference" || name === "TSClassImplements" || name === "TSTypeAnnotation" || name === "TSExpressionWithTypeArguments" || name === "TSParenthesizedType";
}

/** A type that is one word; `null` and `undefined` are values. */
function keywordType(context: ViewContext, node: NodeId): MatchNode {
  const text = context.tree.text.slice(context.tree.start[node], context.tree.end[node]);
  if (text !== "null" && text !== "undefined") return nodeAt(context, "Type", node, undefined, "name", text);
  return nodeAt(context, "TypeOf", node, [nodeAt(context, "Literal", node, undefined, text, text)]);
}

/** Of `unique symbol` only the first word is kept, and what ends with it ends there. */
function uniqueType(context: ViewContext, node: NodeId): MatchNode {
  const word = "unique";
  const built = changed(nodeAt(context, "Type", node, undefined, "name", word), { end: context.tree.start[node]! + word.length });
  context.endings.set(context.tree.end[node]!, built.end);
  return built;
}

function typeName(context: ViewContext, node: NodeId): MatchNode {
  const text = nameOf(context.tree, node);
  if (placeholderOf(context, text)?.type === "ellipsis") return nodeAt(context, "Ellipsis", node);
  return nodeAt(context, "Type", node, undefined, "name", identifier(context, text));
}

/** The annotation that stands under role Type below `node`, or undefined. */
export function annotationOf(context: ViewContext, node: NodeId): MatchNode | undefined {
  const type = childOf(context.tree, node, Role.Type);
  return type === noNode ? undefined : buildType(context, type);
}

/** The type parameters of a Python definition, or undefined where it has none. */
export function typeParameters(context: ViewContext, node: NodeId): MatchNode[] | undefined {
  const { tree } = context;
  const nodes = context.facts.objectsAreRecords ? [] : childrenOf(tree, node, Role.TypeParameter);
  return nodes.length === 0 ? undefined : nodes.map((one) => typeParameter(context, one));
}

function typeParameter(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const own = childOf(tree, node, Role.NameOf);
  // Broken code can leave the name out.
  const name = own === noNode ? makeNode("Name", tree.start[node]!, tree.start[node]!) : nameNode(context, own);
  const bound = childOf(tree, node, Role.Constraint);
  const isRest = hasFlag(tree, node, Flag.Rest) || hasFlag(tree, node, Flag.KeywordRest);
  return nodeAt(context, "OtherParameter", node, [name, bound === noNode ? none : buildType(context, bound)], isRest ? "TypeRest" : "Type");
}
