// Runs once more what a program's settled variables reach: functions and methods wherever they stand, and what variables are given.

import type { MatchNode } from "../pattern/view/match-node.ts";
import type { Flow } from "./flow.ts";
import { runExpression } from "./run-expression.ts";
import { runFunction } from "./run-function.ts";
import { runStatement } from "./run-statement.ts";
import { type TaintState, copyState, emptyState, joinStates } from "./taint-state.ts";

/** Runs the functions below `statements` from what is settled; `end` is what else holds where the program ends. */
export function runSettled(flow: Flow, statements: readonly MatchNode[], end: TaintState | undefined): void {
  const around = joinStates(end, flow.globals)!;
  for (const node of statements) runBelow(flow, node, around, true);
  if (end === undefined) for (const node of statements) runUnreached(flow, node);
}

/** Functions that are values run by themselves where the program may not come to them. */
function runUnreached(flow: Flow, node: MatchNode): void {
  if (node.tag === "Lambda") runFunction(flow, node, emptyState(flow.globals.keepsClean));
  else for (const kid of node.kids) runUnreached(flow, kid);
}

/** Below a function that is a value (`isTop` is false), variables are no longer the program's, and only declared functions and methods count. */
function runBelow(flow: Flow, node: MatchNode, around: TaintState, isTop: boolean): void {
  if (node.tag === "Definition") {
    const body = node.kids[1]!;
    if (body.tag === "Function" && (body.sub === "Function" || body.sub === "Method")) return runFunction(flow, body, copyState(flow.globals));
    if (body.tag === "Class") return void runStatement(flow, node, copyState(around));
    if (isTop && body.tag === "Variable") return void runStatement(flow, node, copyState(flow.globals));
  }
  if (isTop && node.tag === "Assign" && node.kids[0]!.tag === "Name") return void runExpression(flow, node, copyState(flow.globals));
  const isInside = isTop && node.tag !== "Lambda" && node.tag !== "Function";
  for (const kid of node.kids) runBelow(flow, kid, around, isInside);
}
