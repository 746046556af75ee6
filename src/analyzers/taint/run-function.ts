// Follows taint through the body of a function, starting from its parameters.

import { type MatchNode, isExpression, none } from "../pattern/view/match-node.ts";
import type { Flow } from "./flow.ts";
import { assignTo, checkSinks, runExpression, sourcesAt } from "./run-expression.ts";
import { runStatement } from "./run-statement.ts";
import { type TaintSet, clean } from "./taint-set.ts";
import { type TaintState, copyState, pathOf, setPath } from "./taint-state.ts";

const maxDepth = 60;

/** Runs a function's body in a copy of `state`, in which its parameters shadow what they hide. */
export function runFunction(flow: Flow, node: MatchNode, state: TaintState): void {
  if (flow.loops.length > maxDepth) return;
  const inner = copyState(state);
  for (const parameter of node.kids[0]!.kids) runParameter(flow, parameter, inner);
  const body = node.kids[2]!;
  const loops = flow.loops.splice(0);
  if (isExpression(body)) {
    const value = runExpression(flow, body, inner);
    checkSinks(flow, { ...body, start: node.start, end: node.end }, clean.size === 0 ? emptyFor(value) : value, inner);
  } else runStatement(flow, body, inner);
  flow.loops.push(...loops);
}

/** A function as a whole is no value that a sink could receive. */
function emptyFor(value: TaintSet): TaintSet {
  return value.size === 0 ? value : clean;
}

function runParameter(flow: Flow, parameter: MatchNode, state: TaintState): void {
  const name = parameter.kids[3];
  if (parameter.tag === "PatternParameter") {
    const taint = sourcesAt(flow, parameter, state, clean);
    assignTo(flow, parameter.kids[0]!, taint, state);
    return;
  }
  if (name === undefined) return;
  const fallback = parameter.kids[0]!;
  if (fallback !== none) runExpression(flow, fallback, state);
  const path = pathOf(name);
  if (path === undefined) return;
  setPath(state, path, clean);
  const taint = sourcesAt(flow, name, state, clean);
  const whole = parameter.start === name.start && parameter.end === name.end ? clean : sourcesAt(flow, parameter, state, clean);
  setPath(state, path, new Map([...taint, ...whole]));
}
