// Lowering table: JSX.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type EsNode, nodeIn, nodesIn, textIn } from "./estree.ts";
import type { PendingChild, ShapeTable } from "./shape.ts";

/** One row for each ESTree type of JSX. Opening and closing elements are folded into their element. */
export const jsxShapes: ShapeTable = {
  JSXElement: {
    kind: Kind.JsxElement,
    name: (node) => jsxName(nodeIn(nodeIn(node, "openingElement")!, "name")!),
    flags: (node) => (nodeIn(node, "openingElement")!.selfClosing === true ? Flag.SelfClosing : 0),
    more: elementParts,
  },
  JSXFragment: { kind: Kind.JsxElement, more: contentOf },
  JSXIdentifier: { kind: Kind.Name, name: (node) => textIn(node, "name") },
  JSXMemberExpression: {
    kind: Kind.Attribute,
    name: (node) => textIn(nodeIn(node, "property")!, "name"),
    more: (node) => [
      { node: referenceIn(node, "object"), role: Role.Object },
      { node: nodeIn(node, "property")!, role: Role.Property },
    ],
  },
  /** A leaf: neither half of `a:b` refers to anything, and the element's name holds both. */
  JSXNamespacedName: { kind: Kind.Other, name: (node) => node.type },
  JSXAttribute: {
    kind: Kind.JsxAttribute,
    name: (node) => jsxName(nodeIn(node, "name")!),
    more: (node) => {
      const value = nodeIn(node, "value");
      if (value === undefined) return [];
      return [{ node: value.type === "Literal" ? { ...value, type: "$JsxString" } : value, role: Role.Value }];
    },
  },
  /** JSX knows entities, not escapes; parsers differ in decoding them, so the text stays as written, here and in JsxText. */
  $JsxString: {
    kind: Kind.String,
    name: (node, text) => text.slice(node.start + 1, node.end - 1),
    flags: (node, text) => (text[node.start] === "'" ? Flag.SingleQuoted : 0),
  },
  JSXSpreadAttribute: { kind: Kind.JsxSpread, children: [["argument", Role.Value]] },
  JSXSpreadChild: { kind: Kind.JsxSpread, children: [["expression", Role.Value]] },
  JSXExpressionContainer: {
    kind: Kind.JsxExpression,
    more: (node) => {
      const expression = nodeIn(node, "expression")!;
      return expression.type === "JSXEmptyExpression" ? [] : [{ node: expression, role: Role.Value }];
    },
  },
  JSXText: { kind: Kind.JsxText, name: (node, text) => text.slice(node.start, node.end) },
};

function elementParts(node: EsNode, text: string): PendingChild[] {
  const opening = nodeIn(node, "openingElement")!;
  const parts: PendingChild[] = [{ node: referenceIn(opening, "name"), role: Role.NameOf }];
  const typeArguments = nodeIn(opening, "typeArguments");
  if (typeArguments !== undefined) parts.push({ node: typeArguments, role: Role.TypeArgument });
  for (const attribute of nodesIn(opening, "attributes")) parts.push({ node: attribute!, role: Role.JsxAttribute });
  return parts.concat(contentOf(node, text));
}

/** A tag, or what a dotted tag starts with: `this` is no name there either. */
function referenceIn(node: EsNode, field: string): EsNode {
  const reference = nodeIn(node, field)!;
  const isThis = reference.type === "JSXIdentifier" && reference.name === "this";
  return isThis ? { type: "ThisExpression", start: reference.start, end: reference.end } : reference;
}

/** The children, without the white space around line breaks, which JSX drops. */
function contentOf(node: EsNode, text: string): PendingChild[] {
  const content: PendingChild[] = [];
  for (const child of nodesIn(node, "children")) {
    if (child!.type !== "JSXText" || !isLayout(text.slice(child!.start, child!.end))) content.push({ node: child!, role: Role.Child });
  }
  return content;
}

/** True for white space with a line break, which JSX drops. */
export function isLayout(value: string): boolean {
  return /^[ \t\r\n]*$/.test(value) && /[\r\n]/.test(value);
}

/** A tag or attribute name as written: `a`, `a.b.c`, `a:b`. */
function jsxName(node: EsNode): string {
  const names: string[] = [];
  let at: EsNode | undefined = node;
  for (; at !== undefined && at.type === "JSXMemberExpression"; at = nodeIn(at, "object")) {
    names.push(textIn(nodeIn(at, "property")!, "name"));
  }
  if (at?.type === "JSXNamespacedName") {
    return `${textIn(nodeIn(at, "namespace")!, "name")}:${textIn(nodeIn(at, "name")!, "name")}`;
  }
  names.push(at === undefined ? "" : at.type === "ThisExpression" ? "this" : textIn(at, "name"));
  return names.reverse().join(".");
}
