// Raw lowering of JSX.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { RawHandler, RawWalk } from "./raw-walk.ts";
import { oxcTables } from "./oxc-tables.generated.ts";
import { offsetOf } from "./raw-layout.ts";
import { isLayout } from "./shapes-jsx.ts";

const singleQuote = 39;

/** A handler for each struct of JSX that needs one. */
export function createJsxHandlers(walk: RawWalk): Record<string, RawHandler> {
  return { ...elementHandlers(walk), ...attributeHandlers(walk) };
}

/** A tag or attribute name as written, from its parts. */
function createJsxName(walk: RawWalk): (reader: number, at: number) => string {
  const textAt = (at: number): string => walk.textOfName(walk.string(at + offsetOf("JSXIdentifier", "name")));
  const objectReader = walk.reader("JSXMemberExpressionObject");
  const member = { object: offsetOf("JSXMemberExpression", "object"), property: offsetOf("JSXMemberExpression", "property") };
  const pair = { namespace: offsetOf("JSXNamespacedName", "namespace"), name: offsetOf("JSXNamespacedName", "name") };
  return function nameOf(reader, at): string {
    const { struct, at: place } = walk.resolve(reader, at)!;
    switch (walk.structName(struct)) {
      case "JSXMemberExpression":
        return `${nameOf(objectReader, place + member.object)}.${textAt(place + member.property)}`;
      case "JSXNamespacedName":
        return `${textAt(place + pair.namespace)}:${textAt(place + pair.name)}`;
      case "ThisExpression":
        return "this";
      default:
        return textAt(place);
    }
  };
}

function elementHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { words } = walk.buffer;
  const { nodes } = walk;
  const jsxName = createJsxName(walk);
  const childReader = walk.reader("JSXChild");
  const nameReader = walk.reader("JSXElementName");
  const typeArguments = walk.reader("OptionBoxTSTypeParameterInstantiation");
  const attributes = walk.reader("VecJSXAttributeItem");
  const [, childSize] = oxcTables.lists.VecJSXChild;
  const opening = {
    element: offsetOf("JSXElement", "openingElement"),
    name: offsetOf("JSXOpeningElement", "name"),
    typeArguments: offsetOf("JSXOpeningElement", "typeArguments"),
    attributes: offsetOf("JSXOpeningElement", "attributes"),
  };
  const closing = offsetOf("JSXElement", "closingElement");
  const elementChildren = offsetOf("JSXElement", "children");
  const fragmentChildren = offsetOf("JSXFragment", "children");

  /** Queues the children, without the white space around line breaks, which JSX drops. */
  function pushContent(at: number, parent: number): void {
    const start = words[at >> 2]!;
    for (let item = start + (words[(at >> 2) + 2]! - 1) * childSize; item >= start; item -= childSize) {
      const child = walk.resolve(childReader, item)!;
      if (walk.structName(child.struct) === "JSXText" && isLayout(textAt(child.at))) continue;
      walk.push(childReader, item, Role.Child, 0, parent);
    }
  }
  const textAt = (at: number): string => walk.text.slice(words[at >> 2], words[(at >> 2) + 1]);

  return {
    JSXElement(id, at, role, flags, parent) {
      const selfClosing = words[(at + closing) >> 2] === 0 ? Flag.SelfClosing : 0;
      const node = walk.open(id, at, role, flags | selfClosing, parent);
      const tag = words[(at + opening.element) >> 2]!;
      nodes.name[node] = walk.constant(jsxName(nameReader, tag + opening.name));
      pushContent(at + elementChildren, node);
      walk.push(attributes, tag + opening.attributes, Role.JsxAttribute, 0, node);
      walk.push(typeArguments, tag + opening.typeArguments, Role.TypeArgument, 0, node);
      walk.push(nameReader, tag + opening.name, Role.NameOf, 0, node);
    },
    JSXFragment(id, at, role, flags, parent) {
      pushContent(at + fragmentChildren, walk.open(id, at, role, flags, parent));
    },
    JSXText(id, at, role, flags, parent) {
      nodes.name[walk.open(id, at, role, flags, parent)] = walk.constant(textAt(at));
    },
  };
}

function attributeHandlers(walk: RawWalk): Record<string, RawHandler> {
  const { words } = walk.buffer;
  const { nodes } = walk;
  const jsxName = createJsxName(walk);
  const nameReader = walk.reader("JSXAttributeName");
  const valueReader = walk.reader("OptionJSXAttributeValue");
  const expressionReader = walk.reader("JSXExpression");
  const jsxString = walk.reader("$JsxString");
  const name = offsetOf("JSXAttribute", "name");
  const value = offsetOf("JSXAttribute", "value");
  const expression = offsetOf("JSXExpressionContainer", "expression");
  return {
    JSXAttribute(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      nodes.name[node] = walk.constant(jsxName(nameReader, at + name));
      const found = walk.resolve(valueReader, at + value);
      if (found === undefined) return;
      const isString = walk.structName(found.struct) === "StringLiteral";
      if (isString) walk.push(jsxString, found.at, Role.Value, 0, node);
      else walk.push(valueReader, at + value, Role.Value, 0, node);
    },
    /** Entities stay as written, see the shape row of the same name. */
    $JsxString(_id, at, role, flags, parent) {
      const start = words[at >> 2]!;
      const end = words[(at >> 2) + 1]!;
      const quoted = walk.text.charCodeAt(start) === singleQuote ? Flag.SingleQuoted : 0;
      const text = walk.constant(walk.text.slice(start + 1, end - 1));
      nodes.append(parent, Kind.String, role, start, end, text, flags | quoted);
    },
    JSXExpressionContainer(id, at, role, flags, parent) {
      const node = walk.open(id, at, role, flags, parent);
      const found = walk.resolve(expressionReader, at + expression)!;
      if (walk.structName(found.struct) !== "JSXEmptyExpression") walk.push(expressionReader, at + expression, Role.Value, 0, node);
    },
  };
}
