// Forgets what is known of variables that a piece of code writes.

import { type MatchNode, isStep } from "../view/match-node.ts";
import type { Values } from "./values.ts";

/** Forgets every binding that is written anywhere below. */
export function forgetAssigned(node: MatchNode, values: Values): void {
  const stack: MatchNode[] = [node];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.tag === "Assign" || at.tag === "AssignOperator") forgetTarget(at.kids[0]!, values);
    else if (at.tag === "Definition") forgetTarget(at.kids[0]!.kids[0]!, values);
    else if (at.tag === "PatternName") forgetTarget(at, values);
    else if (at.tag === "Call" && isStep(at)) forgetTarget(at.kids[1]!, values);
    if (at.tag === "Function" || at.tag === "Lambda") continue;
    for (const kid of at.kids) stack.push(kid);
  }
}

export function forgetTarget(target: MatchNode, values: Values): void {
  if (target.resolution !== undefined) values.set(target.resolution.id, undefined);
  if (target.tag === "Container" || target.tag === "Record" || target.tag.startsWith("Pattern")) {
    for (const kid of target.kids) forgetTarget(kid, values);
  }
}
