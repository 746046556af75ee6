// Wraps what ESTree puts into `params` (names, patterns, defaults, rest, parameter properties) into one Parameter form.

import { Flag } from "../../syntax/flags.ts";
import { type EsNode, nodeIn, nodesIn, textIn } from "./estree.ts";
import { memberFlags } from "./shape.ts";

/** The `$Parameter` node for an entry of `params`. The annotation moves from the target to the parameter. */
export function parameterOf(param: EsNode, text: string): EsNode {
  let flags = 0;
  let decorators = nodesIn(param, "decorators");
  let inner = param;
  if (inner.type === "TSParameterProperty") {
    flags |= memberFlags(inner);
    inner = nodeIn(inner, "parameter")!;
    if (decorators.length === 0) decorators = nodesIn(inner, "decorators");
  }
  let target = inner;
  let defaultValue: EsNode | undefined;
  if (inner.type === "AssignmentPattern") {
    target = nodeIn(inner, "left")!;
    defaultValue = nodeIn(inner, "right");
    if (decorators.length === 0) decorators = nodesIn(target, "decorators");
  }
  let typeAnnotation = nodeIn(target, "typeAnnotation");
  if (target.type === "RestElement") {
    flags |= Flag.Rest;
    target = nodeIn(target, "argument")!;
    typeAnnotation ??= nodeIn(target, "typeAnnotation");
  }
  if (target.optional === true || inner.optional === true) flags |= Flag.Optional;
  return {
    type: "$Parameter",
    start: param.start,
    end: Math.max(param.end, typeAnnotation?.end ?? 0),
    flags,
    decorators,
    target: bareTarget(withoutDecorators(target, decorators, text), typeAnnotation, text),
    typeAnnotation,
    default: defaultValue,
  };
}

/** oxc counts decorators into the range of an optional name. */
function withoutDecorators(target: EsNode, decorators: readonly (EsNode | null)[], text: string): EsNode {
  const end = decorators.at(-1)?.end ?? 0;
  return target.start >= end ? target : { ...target, start: codeStart(text, end) };
}

/** The offset of the first code at or behind `from`: white space and comments passed over. */
function codeStart(text: string, from: number): number {
  const blank = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*/y;
  blank.lastIndex = from;
  blank.test(text);
  return blank.lastIndex;
}

/** The target without its annotation and question mark, which TS-ESTree counts into its range. */
function bareTarget(target: EsNode, typeAnnotation: EsNode | undefined, text: string): EsNode {
  if (target.type === "Identifier") {
    if (typeAnnotation === undefined && target.optional !== true) return target;
    return { type: "Identifier", name: target.name, start: target.start, end: identifierEnd(target, text) };
  }
  if (typeAnnotation === undefined) return target;
  const bracket = target.type === "ArrayPattern" ? "]" : "}";
  const end = text.lastIndexOf(bracket, typeAnnotation.start - 1) + 1;
  return { ...target, typeAnnotation: null, end: end > target.start ? end : target.end };
}

function identifierEnd(identifier: EsNode, text: string): number {
  const name = textIn(identifier, "name");
  if (text.startsWith(name, identifier.start)) return identifier.start + name.length;
  // The source writes the name with \\u escapes.
  const escaped = /(?:\\u\{[0-9a-fA-F]+\}|\\u[0-9a-fA-F]{4}|[\p{ID_Continue}$\u200c\u200d])+/uy;
  escaped.lastIndex = identifier.start;
  return escaped.test(text) ? escaped.lastIndex : identifier.end;
}
