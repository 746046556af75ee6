// What a pattern without names tells of the code that it stands for.

import type { Gate } from "../../../rule-kit/gate.ts";
import { type MatchNode, isMetavariable } from "../view/match-node.ts";

/** `f(a[k], b[k], …)`: a call whose first two arguments are elements, perhaps of one key. */
export function structureOf(node: MatchNode): Gate[] {
  if (node.tag !== "Call" || node.kids[0]!.tag === "Special") return [];
  const [first, second] = [node.kids[1], node.kids[2]];
  if (first?.tag !== "Index" || second?.tag !== "Index") return [];
  const [key, other] = [first.kids[1]!, second.kids[1]!];
  const isOneKey = key.tag === "Name" && other.tag === "Name" && key.text === other.text && isMetavariable(key.text) && key.text !== "$_";
  return [{ structure: isOneKey ? "([k],[k])" : "([],[])" }];
}
