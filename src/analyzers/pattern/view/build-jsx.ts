// Builds the match nodes of JSX.

import { Flag } from "../../../syntax/flags.ts";
import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode } from "../../../syntax/tree.ts";
import { buildExpression } from "./build-expressions.ts";
import { type MatchNode, changed, makeNode, none } from "./match-node.ts";
import { type ViewContext, identifier, listOf, nodeAt, placeholderOf, special } from "./view-context.ts";

/** The match node of a JSX construct. */
export function buildJsx(context: ViewContext, node: NodeId): MatchNode {
  switch (context.tree.kind[node]) {
    case Kind.JsxElement:
      return buildElement(context, node);
    case Kind.JsxExpression: {
      const value = childOf(context.tree, node, Role.Value);
      return nodeAt(context, "XmlExpression", node, value === noNode ? [none] : [buildExpression(context, value)]);
    }
    case Kind.JsxSpread:
      return nodeAt(context, "XmlSpread", node, [spread(context, node)]);
    default:
      return buildText(context, node);
  }
}

function spread(context: ViewContext, node: NodeId): MatchNode {
  const value = buildExpression(context, childOf(context.tree, node, Role.Value));
  return makeNode("Call", context.tree.start[node]!, context.tree.end[node]!, [special("Spread", value.start, value.start), value]);
}

function buildText(context: ViewContext, node: NodeId): MatchNode {
  const text = nameOf(context.tree, node);
  if (placeholderOf(context, text.trim().replace(/;$/, ""))?.type === "ellipsis") return nodeAt(context, "Ellipsis", node);
  return nodeAt(context, "XmlText", node, undefined, "", text);
}

function buildElement(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  const name = nameOf(tree, node);
  const nameNode = childOf(tree, node, Role.NameOf);
  const sub = name === "" ? "fragment" : hasFlag(tree, node, Flag.SelfClosing) ? "singleton" : "classic";
  const named = nameNode === noNode ? none : nodeAt(context, "Name", nameNode, undefined, "", identifier(context, name));
  // The dots and the colon of a name are not counted in its length.
  const tag = named === none ? none : changed(named, { end: named.end - (name.split(/[.:]/).length - 1) });
  const attributes = childrenOf(tree, node, Role.JsxAttribute).map((one) => buildAttribute(context, one));
  const body = childrenOf(tree, node, Role.Child)
    .filter((child) => tree.kind[child] !== Kind.JsxText || !/^\s*\n\s*$|^$/.test(nameOf(tree, child)))
    .map((child) => buildExpression(context, child));
  const whole = nodeAt(context, "Xml", node, [tag, listOf(attributes), listOf(body)], sub);
  if (sub === "singleton") return whole;
  // The closing tag counts with its first three characters only, that of a fragment and the blanks before it not at all.
  const closing = tree.text.lastIndexOf("</", tree.end[node]! - 1);
  const end = sub === "fragment" ? whole.start + tree.text.slice(whole.start, closing).trimEnd().length : closing + 3;
  context.endings.set(tree.end[node]!, end);
  return whole.end === tree.end[node] ? changed(whole, { end }) : whole;
}

function buildAttribute(context: ViewContext, node: NodeId): MatchNode {
  const { tree } = context;
  if (tree.kind[node] === Kind.JsxSpread) return buildJsx(context, node);
  const name = nameOf(tree, node);
  if (placeholderOf(context, name)?.type === "ellipsis") return nodeAt(context, "Ellipsis", node);
  const value = childOf(tree, node, Role.Value);
  const built = value === noNode ? makeNode("Literal", tree.start[node]!, tree.end[node]!, undefined, "bool", "true") : attributeValue(context, value);
  return nodeAt(context, "XmlAttribute", node, [built], "", identifier(context, name));
}

function attributeValue(context: ViewContext, value: NodeId): MatchNode {
  if (context.tree.kind[value] !== Kind.JsxExpression) return buildExpression(context, value);
  return buildExpression(context, childOf(context.tree, value, Role.Value));
}
