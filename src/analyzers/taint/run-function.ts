// Follows taint through the body of a function, starting from its parameters.

import { type MatchNode, isExpression, none } from "../pattern/view/match-node.ts";
import { namesIn } from "../pattern/view/visit-definitions.ts";
import type { Flow } from "./flow.ts";
import { assignTo } from "./run-assignment.ts";
import { runExpression } from "./run-expression.ts";
import { propagatedTo, sourcesAt } from "./sources-and-sinks.ts";
import { runStatement } from "./run-statement.ts";
import { clean, union, unionAll } from "./taint-set.ts";
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
    const pattern = parameter.kids[0]!.tag === "OtherPattern" ? parameter.kids[0]!.kids[0]! : parameter.kids[0]!;
    // Only the fields that are taken out by name have the taint of the whole; what stands deeper is a source by itself or none.
    const direct = new Set(pattern.tag === "Record" ? pattern.kids.flatMap((field) => (field.tag === "Definition" ? [field.kids[1]!.kids[0]!] : [])) : []);
    assignTo(flow, pattern, clean, state);
    for (const { node } of namesIn(pattern)) {
      const own = direct.has(node) || flow.matches.sources.exactlyAt(node).length > 0 ? sourcesAt(flow, node, state, clean) : clean;
      addToPath(state, pathOf(node)!, direct.has(node) ? union(taint, own) : own);
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
