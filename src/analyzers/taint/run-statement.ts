// Follows taint through statements: branches merge, loops run until nothing changes.

import { type MatchNode, isExpression, isStatement, none } from "../pattern/view/match-node.ts";
import type { Flow, LoopExits } from "./flow.ts";
import { assignTo } from "./run-assignment.ts";
import { runExpression } from "./run-expression.ts";
import { checkSinks, sourcesAt } from "./sources-and-sinks.ts";
import { runFunction } from "./run-function.ts";
import { canThrow } from "../pattern/view/can-throw.ts";
import { absorb, runTry } from "./run-try.ts";
import { type TaintSet, clean, union } from "./taint-set.ts";
import { type TaintState, areSameStates, copyState, isClean, joinStates, pathOf, putPath, taintOfPath } from "./taint-state.ts";

const maxRounds = 12;

/** Runs statements one after the other; undefined where the end is never reached. */
export function runStatements(flow: Flow, nodes: readonly MatchNode[], state: TaintState | undefined): TaintState | undefined {
  let current = state;
  for (const node of nodes) {
    if (current === undefined) return undefined;
    current = runStatement(flow, node, current);
  }
  return current;
}

/** Runs one statement in `state`, which it may change, and gives the state after it. */
export function runStatement(flow: Flow, node: MatchNode, state: TaintState): TaintState | undefined {
  if (flow.quiet.isPassed(node, !state.keepsClean) && isClean(state)) return state;
  const raised = flow.raised[flow.raised.length - 1];
  if (raised === undefined || node.tag === "Block" || !canThrow(node)) return runByKind(flow, node, state);
  absorb(raised, state);
  const end = runByKind(flow, node, state);
  if (end !== undefined) absorb(raised, end);
  return end;
}

function runByKind(flow: Flow, node: MatchNode, state: TaintState): TaintState | undefined {
  switch (node.tag) {
    case "Block":
      return runStatements(flow, node.kids, state);
    case "ExpressionStatement":
      atStatement(flow, node, runExpression(flow, node.kids[0]!, state), state);
      return node.kids[0]!.tag === "Yield" || node.isReturn === true ? undefined : state;
    case "Definition":
      return runDefinition(flow, node, state);
    case "Return":
    case "Throw": {
      const value = node.kids[0] === none ? clean : runExpression(flow, node.kids[0]!, state);
      atStatement(flow, node, value, state);
      return undefined;
    }
    case "Break":
    case "Continue":
      return jump(flow, node, state);
    case "If":
      return runIf(flow, node, state);
    case "While":
    case "DoWhile":
    case "For":
      return runLoop(flow, node, state, "");
    case "Label":
      return runLabelled(flow, node, state);
    case "Switch":
      return runSwitch(flow, node, state);
    case "Try":
      return runTry(flow, node, state);
    case "StatementWithBody":
      runExpression(flow, node.kids[0]!, state);
      return runStatement(flow, node.kids[1]!, state);
    default:
      return runOther(flow, node, state);
  }
}

/** A statement that is a sink as a whole sees the taint of its expression. */
function atStatement(flow: Flow, node: MatchNode, taint: TaintSet, state: TaintState): void {
  const only = node.kids[0]!;
  if (only.start === node.start && only.end === node.end) return;
  if (flow.matches.sinks.exactlyAt(node).length > 0) checkSinks(flow, node, taint, state);
}

function runOther(flow: Flow, node: MatchNode, state: TaintState): TaintState | undefined {
  if (node.sub === "Delete") return state;
  let current: TaintState | undefined = state;
  let taint = clean;
  // What an exception is raised from is not looked at.
  for (const kid of node.sub === "ThrowFrom" ? node.kids.slice(1) : node.kids) {
    if (current === undefined) return undefined;
    if (isExpression(kid)) taint = union(taint, runExpression(flow, kid, current));
    else if (isStatement(kid)) current = runStatement(flow, kid, current);
  }
  if (current !== undefined && flow.matches.sinks.exactlyAt(node).length > 0) checkSinks(flow, node, taint, current);
  if (node.sub === "ThrowFrom" || node.sub === "ThrowNothing") return undefined;
  return current;
}

function runDefinition(flow: Flow, node: MatchNode, state: TaintState): TaintState {
  const body = node.kids[1]!;
  runAttributes(flow, node, state);
  if (body.tag === "Function") runFunction(flow, body, startOfFunction(flow, state));
  else if (body.tag === "Class") runClass(flow, body, state);
  else if (body.tag === "Variable" && body.kids[0] !== none) runVariable(flow, node, state);
  return state;
}

function runAttributes(flow: Flow, definition: MatchNode, state: TaintState): void {
  for (const attribute of definition.kids[0]!.kids[1]!.kids) for (const kid of attribute.kids) runExpression(flow, kid, state);
}

/** A function of the program starts from what is settled there, one inside another from what its language lets it see. */
function startOfFunction(flow: Flow, state: TaintState): TaintState {
  if (flow.nestedFunctionsSeeLocals) return flow.depth > 0 ? state : flow.globals;
  return flow.globals;
}

function runClass(flow: Flow, body: MatchNode, state: TaintState): void {
  const inner = copyState(state);
  const functions: MatchNode[] = [];
  for (const member of body.kids[2]!.kids) {
    if (member.tag === "Definition" && member.kids[1]!.tag === "Function") functions.push(member);
    else runStatement(flow, member, inner);
  }
  const start = startOfFunction(flow, state);
  const around = flow.nestedFunctionsSeeLocals ? withFields(body, inner, start) : start;
  for (const member of functions) {
    runAttributes(flow, member, state);
    runFunction(flow, member.kids[1]!, around);
  }
}

/** Methods find the fields of their class under `this`. */
function withFields(body: MatchNode, inner: TaintState, start: TaintState): TaintState {
  const state = copyState(start);
  for (const member of body.kids[2]!.kids) {
    const name = member.tag === "Definition" && member.kids[1]!.tag === "Variable" ? member.kids[0]!.kids[0]! : undefined;
    const path = name === undefined ? undefined : pathOf(name);
    if (path === undefined) continue;
    putPath(state, path, taintOfPath(inner, path));
    putPath(state, `s:This.${name!.text}`, taintOfPath(inner, path));
  }
  return state;
}

function runVariable(flow: Flow, node: MatchNode, state: TaintState): void {
  const name = node.kids[0]!.kids[0]!;
  const value = node.kids[1]!.kids[0]!;
  if (name.text === "!MultiVarDef!") {
    runExpression(flow, value, state);
    return;
  }
  const assign: MatchNode = { ...value, tag: "Assign", sub: "", text: "", kids: [name.tag === "Computed" ? name.kids[0]! : name, value], start: name.start, end: value.end, resolution: undefined, value: undefined };
  const taint = runExpression(flow, assign, state);
  if (flow.matches.sinks.exactlyAt(node).length > 0) checkSinks(flow, node, taint, state);
  const sources = flow.matches.sources.exactlyAt(node).length > 0 ? sourcesAt(flow, node, state, taint) : clean;
  if (sources.size > 0) assignTo(flow, name, union(taint, sources), state);
}

/** A jump to a label that is no loop's goes nowhere: for the reference, what stands behind is not reached. */
function jump(flow: Flow, node: MatchNode, state: TaintState): undefined {
  for (let index = flow.loops.length - 1; index >= 0; index--) {
    const exits = flow.loops[index]!;
    if (node.sub !== "" && exits.label !== node.sub) continue;
    if (node.tag === "Continue" && !exits.isLoop) continue;
    if (node.tag === "Break") exits.breaks = joinStates(exits.breaks, copyState(state));
    else exits.continues = joinStates(exits.continues, copyState(state));
    return undefined;
  }
  return undefined;
}

function runIf(flow: Flow, node: MatchNode, state: TaintState): TaintState | undefined {
  runExpression(flow, node.kids[0]!, state);
  const other = copyState(state);
  const then = runStatement(flow, node.kids[1]!, state);
  const otherwise = node.kids[2] === none ? other : runStatement(flow, node.kids[2]!, other);
  return joinStates(then, otherwise);
}

function runLabelled(flow: Flow, node: MatchNode, state: TaintState): TaintState | undefined {
  const inner = node.kids[0]!;
  if (inner.tag === "While" || inner.tag === "For" || inner.tag === "DoWhile") return runLoop(flow, inner, state, node.text);
  return runStatement(flow, inner, state);
}

function runLoop(flow: Flow, node: MatchNode, state: TaintState, label: string): TaintState | undefined {
  const header = node.tag === "For" ? node.kids[0]! : none;
  if (header.tag === "ForClassic") for (const init of header.kids[0]!.kids) runPart(flow, init, state);
  let entry = state;
  let exit: TaintState | undefined;
  for (let round = 0; round < maxRounds; round++) {
    const exits: LoopExits = { label, isLoop: true, breaks: undefined, continues: undefined };
    flow.loops.push(exits);
    const current = copyState(entry);
    const end = runRound(flow, node, header, current);
    flow.loops.pop();
    exit = joinStates(joinStates(end.exit, exits.breaks), undefined);
    const next = joinStates(joinStates(copyState(entry), joinStates(end.state, exits.continues)), undefined)!;
    if (areSameStates(next, entry)) break;
    entry = next;
  }
  return exit;
}

function runPart(flow: Flow, node: MatchNode, state: TaintState): void {
  if (isExpression(node)) runExpression(flow, node, state);
  else if (isStatement(node)) runStatement(flow, node, state);
}

/** One time through a loop: the state at its end, and the one with which it is left by its condition. */
function runRound(flow: Flow, node: MatchNode, header: MatchNode, state: TaintState): { state: TaintState | undefined; exit: TaintState | undefined } {
  if (node.tag === "DoWhile") {
    const end = runStatement(flow, node.kids[0]!, state);
    if (end !== undefined) runExpression(flow, node.kids[1]!, end);
    return { state: end, exit: end === undefined ? undefined : copyState(end) };
  }
  if (header.tag === "ForEach") {
    const value = runExpression(flow, header.kids[1]!, state);
    const exit = copyState(state);
    assignTo(flow, header.kids[0]!, flow.options.onlyThroughAssignments ? clean : value, state);
    const end = runStatement(flow, node.kids[1]!, state);
    return { state: end, exit: joinStates(exit, end === undefined ? undefined : copyState(end)) };
  }
  const test = node.tag === "While" ? node.kids[0]! : header.tag === "ForClassic" ? header.kids[1]! : none;
  runExpression(flow, test, state);
  const exit = copyState(state);
  const end = runStatement(flow, node.kids[1]!, state);
  if (end !== undefined && header.tag === "ForClassic") runExpression(flow, header.kids[2]!, end);
  return { state: end, exit: joinStates(exit, end === undefined ? undefined : copyState(end)) };
}

function runSwitch(flow: Flow, node: MatchNode, state: TaintState): TaintState | undefined {
  runExpression(flow, node.kids[0]!, state);
  const exits: LoopExits = { label: "", isLoop: false, breaks: undefined, continues: undefined };
  flow.loops.push(exits);
  let previous: TaintState | undefined;
  let hasDefault = false;
  for (const one of node.kids.slice(1)) {
    hasDefault ||= one.kids[0]!.kids.some((head) => head.tag === "DefaultCase" || head.kids[0]?.tag === "PatternWildcard");
    const entry = joinStates(copyState(state), previous)!;
    previous = runStatement(flow, one.kids[1]!, entry);
  }
  flow.loops.pop();
  const end = joinStates(previous, exits.breaks);
  return hasDefault ? end : joinStates(end, state);
}
