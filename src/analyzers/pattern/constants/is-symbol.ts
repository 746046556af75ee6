// Which expressions a name may be read as: calls, members and operations down to names and literals.

import type { MatchNode } from "../view/match-node.ts";

const whole: ReadonlySet<string> = new Set(["Literal", "Name", "Special", "None", "Type", "TypeOf"]);
const ofParts: ReadonlySet<string> = new Set(["Dot", "Index", "Call", "New", "KeywordArgument", "Cast", "Sequence"]);

/** True for an expression without collections, functions, conditions, slices and the like anywhere inside; objects of plain fields count. */
export function isSymbol(node: MatchNode): boolean {
  if (whole.has(node.tag)) return true;
  if (node.tag === "Record") return node.kids.every(isPlainField);
  return ofParts.has(node.tag) && node.kids.every(isSymbol);
}

function isPlainField(field: MatchNode): boolean {
  if (field.tag !== "Definition") return false;
  const [entity, body] = [field.kids[0]!, field.kids[1]!];
  return entity.kids[0]?.tag === "Name" && body.tag === "FieldColon" && body.kids.every(isSymbol);
}
