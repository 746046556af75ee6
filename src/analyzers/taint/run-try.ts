// Follows taint through `try`: what was reached by the time something is thrown goes on in the handlers.

import { canThrow } from "../pattern/view/can-throw.ts";
import { type MatchNode, none } from "../pattern/view/match-node.ts";
import type { Flow } from "./flow.ts";
import { runStatement } from "./run-statement.ts";
import { clean } from "./taint-set.ts";
import { type TaintState, copyState, emptyState, joinStates, pathOf, putPath } from "./taint-state.ts";

/** Adds what may hold in another state. */
export function absorb(into: TaintState, other: TaintState): void {
  const joined = joinStates(into, other)!;
  for (const [key, set] of joined.paths) into.paths.set(key, set);
  into.control = joined.control;
}

/** `try` with its handlers, `else` and `finally`; parts that are never reached are looked through for functions only. */
export function runTry(flow: Flow, node: MatchNode, state: TaintState): TaintState | undefined {
  const raised = canThrow(node.kids[0]!) ? emptyState(state.keepsClean) : undefined;
  if (raised !== undefined) flow.raised.push(raised);
  const body = runStatement(flow, node.kids[0]!, state);
  if (raised !== undefined) flow.raised.pop();
  let end = body !== undefined && node.kids[2] !== none ? runStatement(flow, node.kids[2]!, body) : body;
  for (const handler of node.kids[1]!.kids) {
    if (raised === undefined) runDefinitions(flow, handler.kids[1]!);
    else end = joinStates(end, runHandler(flow, handler, copyState(raised)));
  }
  if (node.kids[3] === none) return end;
  const before = raised === undefined ? end : joinStates(copyState(raised), end);
  if (before === undefined) {
    runDefinitions(flow, node.kids[3]!);
    return undefined;
  }
  const after = runStatement(flow, node.kids[3]!, before);
  return end === undefined ? undefined : after;
}

function runHandler(flow: Flow, handler: MatchNode, state: TaintState): TaintState | undefined {
  const caught = handler.kids[0]!;
  const path = caught.tag === "CatchPattern" ? pathOf(nameOf(caught.kids[0]!)) : undefined;
  if (path !== undefined) putPath(state, path, clean);
  return runStatement(flow, handler.kids[1]!, state);
}

/** What is caught, without the type that it is said to have. */
function nameOf(caught: MatchNode): MatchNode {
  return caught.sub === "Typed" ? caught.kids[0]! : caught;
}

/** The functions and classes of a block that is never reached. */
function runDefinitions(flow: Flow, block: MatchNode): void {
  for (const one of block.kids) if (one.tag === "Definition" && /^(Function|Class)$/.test(one.kids[1]!.tag)) runStatement(flow, one, copyState(flow.globals));
}
