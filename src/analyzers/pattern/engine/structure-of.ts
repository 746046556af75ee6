// What a pattern without names tells of the code that it stands for.

import type { Gate } from "../../../rule-kit/gate.ts";
import { type MatchNode, isMetavariable } from "../view/match-node.ts";

/** `f(a[k], b[k], …)`: a call whose first two arguments are elements, perhaps of one key, perhaps by a function of itself. */
export function structureOf(node: MatchNode, selves: ReadonlySet<string>): Gate[] {
  if (node.tag !== "Call" || node.kids[0]!.tag === "Special") return [];
  const [callee, first, second] = node.kids;
  if (first?.tag !== "Index" || second?.tag !== "Index") return [];
  const [key, other] = [first.kids[1]!, second.kids[1]!];
  const isOneKey = key.tag === "Name" && other.tag === "Name" && key.text === other.text && isMetavariable(key.text) && key.text !== "$_";
  const structure = isOneKey ? "([k],[k])" : "([],[])";
  return [{ structure: callee!.tag === "Name" && selves.has(callee!.text) ? `self${structure}` : structure }];
}

/** The metavariables that a pattern binds to the name of a function, as the code stands inside of it. */
export function functionsNamed(roots: readonly MatchNode[]): string[] {
  return roots.flatMap((root) => {
    const [entity, body] = root.tag === "Definition" ? root.kids : [];
    const holder = body?.tag === "Variable" ? body.kids[0] : body;
    const name = entity?.kids[0];
    const isFunction = holder?.tag === "Function" || holder?.tag === "Lambda";
    return isFunction && name?.tag === "Name" && isMetavariable(name.text) && name.text !== "$_" ? [name.text] : [];
  });
}
