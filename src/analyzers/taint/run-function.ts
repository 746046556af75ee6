// Follows taint through the body of a function, starting from its parameters.

import { type MatchNode, isExpression, none } from "../pattern/view/match-node.ts";
import { namesIn } from "../pattern/view/visit-definitions.ts";
import type { Flow } from "./flow.ts";
import { assignTo } from "./run-assignment.ts";
import { runExpression } from "./run-expression.ts";
import { propagatedTo, sourcesAt } from "./sources-and-sinks.ts";
import { runStatement } from "./run-statement.ts";
import { clean, unionAll } from "./taint-set.ts";
import { type TaintState, addToPath, copyState, isClean, pathOf, setPath } from "./taint-state.ts";

const maxDepth = 60;

/** Runs a function's body in a copy of `state`, in which its parameters shadow what they hide. */
export function runFunction(flow: Flow, node: MatchNode, state: TaintState): void {
  if (flow.depth > maxDepth || (flow.quiet.isQuiet(node) && isClean(state))) return;
  flow.depth += 1;
  const inner = copyState(state);
  for (const parameter of node.kids[0]!.kids) runParameter(flow, parameter, inner, node.tag !== "Lambda");
  const body = node.kids[2]!;
  const loops = flow.loops.splice(0);
  if (isExpression(body)) {
    runExpression(flow, body, inner);
  } else runStatement(flow, body, inner);
  flow.loops.push(...loops);
  flow.depth -= 1;
}

function runParameter(flow: Flow, parameter: MatchNode, state: TaintState, hasDefaults: boolean): void {
  const name = parameter.kids[3];
  if (parameter.tag === "PatternParameter") {
    const taint = sourcesAt(flow, parameter, state, clean);
    // Of one that is taken apart by position, only what is a source itself has taint.
    const isList = parameter.kids[0]!.tag === "Container";
    assignTo(flow, parameter.kids[0]!, isList ? clean : taint, state);
    for (const { node } of namesIn(parameter.kids[0]!)) {
      if (!isList || flow.matches.sources.exactlyAt(node).length > 0) addToPath(state, pathOf(node)!, sourcesAt(flow, node, state, clean));
    }
    return;
  }
  if (name === undefined) return;
  const fallback = parameter.kids[0]!;
  const fromDefault = fallback === none || !hasDefaults ? clean : runExpression(flow, fallback, state);
  const path = pathOf(name);
  if (path === undefined) return;
  setPath(state, path, clean);
  const taint = sourcesAt(flow, name, state, clean);
  const whole = parameter.start === name.start && parameter.end === name.end ? clean : sourcesAt(flow, parameter, state, clean);
  const moved = propagatedTo(flow, name);
  const all = unionAll([fromDefault, taint, whole, moved]);
  setPath(state, path, all);
}
