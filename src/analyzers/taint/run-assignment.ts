// Follows taint through assignments and destructuring.

import { type MatchNode } from "../pattern/view/match-node.ts";
import type { Flow } from "./flow.ts";
import { ownTaint, runExpression } from "./run-expression.ts";
import { propagatedTo, sideEffectSources, sourcesAt } from "./sources-and-sinks.ts";
import { type TaintSet, clean, union, unionAll } from "./taint-set.ts";
import { type TaintState, anyElement, copyState, pathOf, putPath, setPath, taintOfPath, taintOfWhole } from "./taint-state.ts";

export function runAssign(flow: Flow, node: MatchNode, state: TaintState): TaintSet {
  const target = node.kids[0]!;
  const value = node.kids[1]!;
  const given = valueOf(flow, value, state);
  // `cls` and `self` are no variables there, even where they are given a value.
  if (target.tag === "Special") return given;
  const taint = flow.options.onlyThroughAssignments && target.tag === "Container" && value.tag !== "Container" ? clean : given;
  // The reference does not follow what an annotated field or element is given.
  if (target.tag === "Cast" && target.kids[1]!.tag !== "Name" && !flow.context.dialect.facts.objectsAreRecords) return clean;
  if (target.tag === "Record" && flow.options.onlyThroughAssignments && pathOf(value) === undefined) {
    assignTo(flow, target, clean, state);
    return clean;
  }
  if (target.tag === "Record") {
    assignFields(flow, target, { value, taint }, state);
    return taint;
  }
  assignTo(flow, target, taint, state);
  copyParts(target, value, state);
  const path = target.tag === "Name" ? pathOf(target) : undefined;
  if (path !== undefined && flow.matches.sources.at(value).length === 0 && flow.matches.sanitizers.at(value).length === 0) shape(flow, path, value, state);
  return taint;
}

/** The value of an assignment. A sanitizer that is asked for exactly does not stand for the call that an assignment takes its value from. */
function valueOf(flow: Flow, value: MatchNode, state: TaintState): TaintSet {
  const isExact = value.tag === "Call" && flow.matches.sanitizers.exactlyAt(value).some(({ sanitizer }) => sanitizer.exact);
  return isExact ? union(runExpression(flow, value, state), unsanitized(flow, value, state)) : runExpression(flow, value, state);
}

/** What the arguments and the object of a call carry. */
function unsanitized(flow: Flow, call: MatchNode, state: TaintState): TaintSet {
  const silent: Flow = { ...flow, results: [], reported: new Set() };
  return unionAll(call.kids.map((kid) => runExpression(silent, kid, copyState(state))));
}

/** `p = o` lets `p.x` have what is known of `o.x`. */
function copyParts(target: MatchNode, value: MatchNode, state: TaintState): void {
  const to = target.tag === "Name" ? pathOf(target) : undefined;
  const from = to === undefined || value.tag === "Index" ? undefined : pathOf(value);
  if (to === undefined || from === undefined || to === from) return;
  const parts = [...state.paths].filter(([path]) => path.startsWith(`${from}.`));
  if (parts.length === 0) return;
  putPath(state, to, taintOfPath(state, from));
  for (const [path, taint] of parts) putPath(state, to + path.slice(from.length), taint);
}

/** `const {a, b: c} = v`: each name has the taint of its field; one with a default has none. */
function assignFields(flow: Flow, target: MatchNode, from: { value: MatchNode; taint: TaintSet }, state: TaintState): void {
  const base = pathOf(from.value);
  for (const field of target.kids) {
    if (field.tag === "ExpressionStatement" && field.kids[0]!.tag === "LetPattern") {
      assignTo(flow, field.kids[0]!.kids[0]!, clean, state);
      continue;
    }
    const name = field.tag === "Definition" ? field.kids[0]!.kids[0]! : undefined;
    const taint = base !== undefined && name?.tag === "Name" ? union(taintOfWhole(state, `${base}.${name.text}`), ownTaint(flow, from.value, state)) : from.taint;
    const given = field.tag === "Definition" ? field.kids[1]!.kids[0]! : undefined;
    // What is taken out of an object under a name that is a source is one.
    assignTo(flow, field, given?.tag === "Name" ? union(taint, sourcesAt(flow, given, state, clean)) : taint, state);
  }
}

/** What is known of the parts of a literal: fields of an object, elements of a collection. */
function shape(flow: Flow, path: string, value: MatchNode, state: TaintState): void {
  if (value.tag === "Container") {
    const taint = taintOfPath(state, path);
    setPath(state, path, clean);
    putPath(state, `${path}.${anyElement}`, taint);
    return;
  }
  if (value.tag !== "Record" || !value.kids.every((field) => field.tag === "Definition" && field.kids[0]!.kids[0]!.tag === "Name")) return;
  setPath(state, path, clean);
  for (const field of value.kids) {
    const inner = field.kids[1]!;
    if (inner.tag !== "FieldColon") continue;
    const own = `${path}.${field.kids[0]!.kids[0]!.text}`;
    const silent: Flow = { ...flow, results: [], reported: new Set() };
    putPath(state, own, runExpression(silent, inner.kids[0]!, copyState(state)));
    shape(flow, own, inner.kids[0]!, state);
  }
}

/** Gives a target a value's taint: names are replaced, fields too, elements are added to. */
export function assignTo(flow: Flow, target: MatchNode, taint: TaintSet, state: TaintState): void {
  const sanitizers = flow.matches.sanitizers.exactlyAt(target);
  const own = sanitizers.length > 0 ? clean : union(taint, sideEffectSources(flow, target));
  const value = union(own, propagatedTo(flow, target));
  switch (target.tag) {
    case "Name":
    case "PatternName":
    case "Dot":
    case "Special": {
      const path = pathOf(target);
      if (target.tag === "Dot") runExpression(flow, target.kids[0]!, state);
      if (path !== undefined && !(target.tag === "PatternName" && target.text === "_")) setPath(state, path, value);
      return;
    }
    case "Index": {
      // What an inner step of the target looks up is read: `a[key][other] = value` reads `a[key]`.
      if (target.kids[0]!.tag === "Index" || target.kids[0]!.tag === "Call") runExpression(flow, target.kids[0]!, state);
      runExpression(flow, target.kids[1]!, state);
      const path = pathOf(target);
      if (path !== undefined) setPath(state, path, value);
      return;
    }
    case "Cast":
      return assignTo(flow, target.kids[1]!, value, state);
    case "Definition":
      return assignTo(flow, target.kids[1]!.kids[0]!, value, state);
    case "LetPattern":
      runExpression(flow, target.kids[1]!, state);
      return assignTo(flow, target.kids[0]!, value, state);
    case "Call":
      // What is spread into a target is left as it was.
      return;
    default:
      for (const kid of target.kids) assignTo(flow, kid, value, state);
  }
}
