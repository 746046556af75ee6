// When two values of one metavariable count as the same.

import type { MatchNode } from "../view/match-node.ts";
import type { BoundValue } from "./bindings.ts";

/** True where both values are the same code: equal trees, and names that refer to the same thing. */
export function areEqualValues(left: BoundValue, right: BoundValue): boolean {
  if (left === right) return true;
  if (left.isRange === true || right.isRange === true) return left.start === right.start && left.end === right.end;
  if (left.type === "text" || right.type === "text") {
    const isWord = left.isWord === true || right.isWord === true;
    return textOfValue(left, isWord) === textOfValue(right, isWord);
  }
  if (left.nodes.length !== right.nodes.length) return false;
  if (left.nodes.length === 1 && isConstantOf(left.nodes[0]!, right.nodes[0]!)) return true;
  return left.nodes.every((node, index) => areEqualNodes(node, right.nodes[index]!));
}

/** True where one is a name and the other the literal that it stands for. */
function isConstantOf(left: MatchNode, right: MatchNode): boolean {
  const [name, literal] = left.tag === "Literal" ? [right, left] : [left, right];
  if (name.tag !== "Name" || literal.tag !== "Literal" || name.isSymbolic === true) return false;
  return name.value?.tag === "Literal" && name.value.sub === literal.sub && name.value.text === literal.text;
}

/** A text is no variable, only a name that nothing in the file defines; a word of a document may be each. */
function textOfValue(value: BoundValue, isWord: boolean): string | undefined {
  if (value.type === "text") return value.text;
  const only = value.nodes.length === 1 ? value.nodes[0]! : undefined;
  if (only === undefined) return undefined;
  if (only.tag === "Name") return isWord || only.resolution === undefined ? only.text : undefined;
  return only.tag === "Literal" && only.sub === "string" ? only.text : undefined;
}

/** True where two trees are the same but for their places. */
export function areEqualNodes(left: MatchNode, right: MatchNode): boolean {
  if (left === right) return true;
  const a = unwrapped(left);
  const b = unwrapped(right);
  if (isNameLike(a) && isNameLike(b)) return a.text === b.text && areSameReference(a, b);
  if (kindOf(a) !== kindOf(b) || a.text !== b.text || a.kids.length !== b.kids.length) return false;
  for (let index = 0; index < a.kids.length; index++) {
    if (!areEqualNodes(a.kids[index]!, b.kids[index]!)) return false;
  }
  return true;
}

/** A tuple or list that is assigned to in a loop's head is the one that is written elsewhere. */
function kindOf(node: MatchNode): string {
  if (node.tag === "PatternTuple") return "Container:tuple";
  return node.tag === "PatternList" ? "Container:list" : `${node.tag}:${node.sub}`;
}

/** A type or statement that is only an expression is that expression. */
function unwrapped(node: MatchNode): MatchNode {
  if (node.tag === "TypeOf") return node.kids[0]!;
  if (node.tag === "ExpressionStatement") return node.kids[0]!;
  return node;
}

function isNameLike(node: MatchNode): boolean {
  return node.tag === "Name" || node.tag === "PatternName" || (node.tag === "Type" && node.sub === "name");
}

function areSameReference(left: MatchNode, right: MatchNode): boolean {
  const a = left.resolution;
  const b = right.resolution;
  return a === undefined || b === undefined || a.id === b.id;
}
