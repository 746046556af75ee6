// Follows taint through expressions.

import { typeOfExpression } from "../pattern/match/match-types.ts";
import { type MatchNode, isExpression, isStep, none } from "../pattern/view/match-node.ts";
import type { Flow } from "./flow.ts";
import { assignTo, runAssign } from "./run-assignment.ts";
import { runFunction } from "./run-function.ts";
import { checkSinks, propagate, sanitizePath, sourcesAt } from "./sources-and-sinks.ts";
import { type TaintSet, clean, union, unionAll } from "./taint-set.ts";
import { type TaintState, anyElement, copyState, isClean, joinStates, pathOf, setPath, taintOfPath, taintOfWhole, withoutElvis } from "./taint-state.ts";

/** The taint of an expression's value; `state` learns what its evaluation changes. */
export function runExpression(flow: Flow, node: MatchNode, state: TaintState): TaintSet {
  if (node === none || (!state.keepsClean && isClean(state) && flow.quiet.isQuietExpression(node))) return clean;
  const sanitizers = flow.matches.sanitizers.at(node);
  const isSanitized = sanitizers.length > 0;
  const inner = valueOf(flow, node, state);
  let taint = isSanitized ? clean : inner.value;
  if (isSanitized && flow.matches.sanitizers.exactlyAt(node).some((one) => one.sanitizer.bySideEffect)) sanitizePath(node, state);
  if (!isSanitized) taint = union(taint, sourcesAt(flow, node, state, taint));
  taint = propagate(flow, node, state, taint, isSanitized);
  if (!isSanitized) checkSinks(flow, node, inner.atSink === undefined ? taint : inner.atSink, state);
  return taint;
}

/** The taint of a value, and what a sink that is this very expression sees (its arguments, for a call). */
interface Inner {
  readonly value: TaintSet;
  readonly atSink?: TaintSet;
}

function valueOf(flow: Flow, node: MatchNode, state: TaintState): Inner {
  switch (node.tag) {
    case "Literal":
    case "Ellipsis":
      return { value: clean };
    case "Name":
    case "Special": {
      const path = pathOf(node);
      if (path === undefined || isSafeByType(flow, node)) return { value: clean };
      return { value: node.tag === "Special" ? taintOfPath(state, path) : taintOfWhole(state, path) };
    }
    case "Dot":
      return { value: runDot(flow, node, state) };
    case "Index":
    case "Slice":
      return { value: runIndex(flow, node, state) };
    case "Call":
      return runCall(flow, node, state);
    case "New":
      return runNew(flow, node, state);
    case "KeywordArgument":
      return { value: runExpression(flow, node.kids[0]!, state) };
    case "Await": {
      const taint = runExpression(flow, node.kids[0]!, state);
      return flow.options.onlyThroughAssignments ? { value: clean, atSink: taint } : { value: taint };
    }
    case "Yield":
      // What a generator is sent back is not what it gave.
      return { value: clean, atSink: runExpression(flow, node.kids[0]!, state) };
    case "Cast":
      return { value: runExpression(flow, node.kids[1]!, state) };
    case "Assign": {
      const target = node.kids[0]!;
      const before = unionAll((target.tag === "Container" ? target.kids : [target]).map((one) => taintBefore(one, state)));
      const value = runAssign(flow, node, state);
      // Several targets are taken from the value at their own place.
      checkSinks(flow, target, target.tag === "Container" ? union(before, value) : before, state);
      return { value, atSink: union(before, value) };
    }
    case "AssignOperator": {
      const added = runExpression(flow, node.kids[1]!, state);
      const target = node.kids[0]!;
      const both = union(runExpression(flow, target, state), added);
      const path = pathOf(target);
      const after = flow.options.onlyThroughAssignments ? clean : both;
      if (path !== undefined) setPath(state, path, after);
      return { value: after, atSink: both };
    }
    case "Conditional": {
      runExpression(flow, node.kids[0]!, state);
      const other = copyState(state);
      const then = runExpression(flow, node.kids[1]!, state);
      const otherwise = runExpression(flow, node.kids[2]!, other);
      merge(state, other);
      return { value: flow.inElement ? clean : union(then, otherwise) };
    }
    case "Sequence": {
      let last = clean;
      for (const kid of node.kids) last = runExpression(flow, kid, state);
      return { value: last };
    }
    case "Lambda":
      runFunction(flow, node, state);
      return { value: clean };
    case "AnonymousClass":
      for (const member of node.kids[2]!.kids) runMember(flow, member, state);
      return { value: clean };
    case "Comprehension":
      return { value: runComprehension(flow, node, state) };
    case "Record":
      return { value: unionAll(node.kids.map((field) => runField(flow, field, state))) };
    case "LetPattern": {
      const value = runExpression(flow, node.kids[1]!, state);
      assignTo(flow, node.kids[0]!, value, state);
      return { value };
    }
    case "Container":
      if (node.sub === "set" && flow.options.onlyThroughAssignments) return { value: clean };
      return { value: unionAll(node.kids.map((kid) => runExpression(flow, kid, state))) };
    default:
      return { value: unionAll(node.kids.map((kid) => (canRun(kid) ? runExpression(flow, kid, state) : clean))) };
  }
}

/** True where a rule trusts numbers or truth values and the name is known to be one. */
function isSafeByType(flow: Flow, node: MatchNode): boolean {
  if (!flow.options.assumeSafeNumbers && !flow.options.assumeSafeBooleans) return false;
  const type = typeOfExpression(node)?.text;
  if (type === undefined) return false;
  return (flow.options.assumeSafeNumbers && /^(int|float|number)$/.test(type)) || (flow.options.assumeSafeBooleans && /^(bool|boolean)$/.test(type));
}

/** What an assignment's target holds before it. */
function taintBefore(target: MatchNode, state: TaintState): TaintSet {
  const path = pathOf(target);
  return path === undefined ? clean : taintOfWhole(state, path);
}

function canRun(node: MatchNode): boolean {
  return isExpression(node) || /^(KeywordArgument|Xml|List|Computed|TypeOf)/.test(node.tag);
}

/** A member of an object or class that stands inside an expression. */
function runMember(flow: Flow, member: MatchNode, state: TaintState): void {
  if (member.tag === "Definition" && member.kids[1]!.tag === "Function") runFunction(flow, member.kids[1]!, state);
  else runField(flow, member, state);
}

function runField(flow: Flow, field: MatchNode, state: TaintState): TaintSet {
  if (field.tag === "ExpressionStatement") {
    const only = field.kids[0]!;
    const isSpread = only.tag === "Call" && only.kids[0]!.sub === "Spread";
    return runExpression(flow, isSpread ? only.kids[1]! : only, state);
  }
  if (field.tag !== "Definition") return clean;
  const body = field.kids[1]!;
  if (body.tag === "Function") {
    runFunction(flow, body, state);
    return clean;
  }
  return body.kids[0] === undefined ? clean : runExpression(flow, body.kids[0], state);
}

function merge(state: TaintState, other: TaintState): void {
  const joined = joinStates(state, other)!;
  for (const [key, set] of joined.paths) state.paths.set(key, set);
  state.control = joined.control;
}

function runDot(flow: Flow, node: MatchNode, state: TaintState): TaintSet {
  const base = runExpression(flow, node.kids[0]!, state);
  if (node.kids[1]!.tag === "Computed") return union(base, runExpression(flow, node.kids[1]!.kids[0]!, state));
  const path = pathOf(node);
  if (path === undefined) return flow.options.onlyThroughAssignments || flow.inElement ? clean : base;
  const known = state.paths.has(path) || hasBelow(state, path);
  if (known) return union(taintOfWhole(state, path), ownTaint(flow, node.kids[0]!, state));
  const object = pathOf(withoutElvis(node.kids[0]!));
  if (flow.options.onlyThroughAssignments && object === undefined) return clean;
  const inherited = flow.options.onlyThroughAssignments ? clean : taintOfPath(state, path);
  return object === undefined ? base : union(inherited, ownTaint(flow, node.kids[0]!, state));
}

function hasBelow(state: TaintState, path: string): boolean {
  for (const key of state.paths.keys()) if (key.startsWith(`${path}.`)) return true;
  return false;
}

/** Taint that an object has because it, or what it is a part of, matches a source itself. */
export function ownTaint(flow: Flow, node: MatchNode, state: TaintState): TaintSet {
  let taint = clean;
  for (let at = withoutElvis(node); ; at = withoutElvis(at.kids[at.tag === "Cast" ? 1 : 0]!)) {
    if (flow.matches.sanitizers.at(at).length > 0) return taint;
    taint = union(taint, sourcesAt(flow, at, state, clean));
    if (at.tag !== "Dot" && at.tag !== "Index" && at.tag !== "Cast") return taint;
  }
}

function runIndex(flow: Flow, node: MatchNode, state: TaintState): TaintSet {
  const base = runExpression(flow, node.kids[0]!, state);
  const indexes = unionAll(node.kids.slice(1).map((kid) => runExpression(flow, kid, state)));
  if (node.tag === "Slice") return clean;
  const path = pathOf(node);
  const isLiteral = node.kids[0]!.tag === "Container";
  if (path === undefined && ((flow.options.onlyThroughAssignments && !isLiteral) || flow.inElement)) return clean;
  if (path !== undefined && flow.options.onlyThroughAssignments && !state.paths.has(path)) return clean;
  const element = path === undefined || !state.paths.has(path) ? base : elementTaint(flow, node, state, path);
  return flow.options.assumeSafeIndexes ? element : union(element, indexes);
}

/** What stands under any key, and what the object is itself. */
function elementTaint(flow: Flow, node: MatchNode, state: TaintState, path: string): TaintSet {
  const object = path.slice(0, -anyElement.length - 1);
  let taint = union(taintOfWhole(state, path), taintOfPath(state, object));
  for (const [key, set] of state.paths) if (key.startsWith(`${object}.`) && key !== path) taint = union(taint, set);
  return union(taint, ownTaint(flow, node.kids[0]!, state));
}

const comparisons: ReadonlySet<string> = new Set(["Op:Eq", "Op:NotEq", "Op:PhysicalEq", "Op:PhysicalNotEq", "Op:<", "Op:>", "Op:<=", "Op:>=", "Op:in", "Op:not in"]);

function runCall(flow: Flow, node: MatchNode, state: TaintState): Inner {
  const callee = node.kids[0]!;
  if (callee.tag === "Special" && callee.sub.startsWith("Op:")) return { value: runOperation(flow, node, state) };
  if (callee.tag === "Special" && isSign(callee.sub)) {
    const format = callee.sub === "Concat:f" ? node.kids.findIndex((kid) => kid.tag === "Literal" && kid.text === ":") : -1;
    const taints = node.kids.slice(1).map((kid) => runExpression(flow, kid, state));
    const counted = format > 1 ? taints.slice(0, format - 1) : taints;
    const isBlocked = flow.options.onlyThroughAssignments || (flow.inElement && callee.sub.startsWith("Concat:"));
    const path = isStep(node) && flow.options.onlyThroughAssignments ? pathOf(node.kids[1]!) : undefined;
    if (path !== undefined) setPath(state, path, clean);
    const isHidden = callee.sub === "HashSplat" && flow.options.assumeSafeFunctions;
    return { value: isBlocked || isHidden ? clean : unionAll(counted) };
  }
  const isLost = flow.inElement;
  flow.inElement = false;
  const [functions, values] = partition(node.kids.slice(1));
  const fromValues = unionAll(values.map((kid) => runExpression(flow, kid, state)));
  const receiver = union(runExpression(flow, callee, state), objectTaint(callee, state));
  // Functions among the arguments run last: what the others and the receiver carry may reach their parameters.
  const fromArguments = union(fromValues, unionAll(functions.map((kid) => runExpression(flow, kid, state))));
  flow.inElement = isLost;
  const all = union(fromArguments, receiver);
  if (isLost) return { value: clean, atSink: all };
  if (isJoining(flow, callee)) return { value: flow.options.onlyThroughAssignments ? clean : all, atSink: all };
  const isBlocked = flow.options.assumeSafeFunctions || flow.options.onlyThroughAssignments;
  const keepsCallee = callee.tag !== "Dot" && flow.options.assumeSafeFunctions;
  return { value: keepsCallee ? receiver : isBlocked ? clean : all, atSink: all };
}

/** JavaScript's `a.concat(b)` is `a + b` to the reference, whatever functions are trusted. */
function isJoining(flow: Flow, callee: MatchNode): boolean {
  return flow.context.dialect.facts.objectsAreRecords && callee.tag === "Dot" && callee.kids[1]!.text === "concat";
}

/** A method sees all of its object, elements and fields included. */
function objectTaint(callee: MatchNode, state: TaintState): TaintSet {
  const object = callee.tag === "Dot" ? withoutElvis(callee.kids[0]!) : undefined;
  const path = object === undefined || object.tag === "Special" ? undefined : pathOf(object);
  return path === undefined ? clean : taintOfWhole(state, path);
}

/** A new object has the taint of what it was made from, even where functions are trusted. */
function runNew(flow: Flow, node: MatchNode, state: TaintState): Inner {
  const taint = unionAll(node.kids.map((kid) => runExpression(flow, kid, state)));
  return { value: flow.options.onlyThroughAssignments ? clean : taint, atSink: taint };
}

function isSign(sub: string): boolean {
  return /^(Concat:|Encoded:|Spread|HashSplat|Typeof|ForOf|Increment|Decrement)/.test(sub);
}

function runOperation(flow: Flow, node: MatchNode, state: TaintState): TaintSet {
  const sub = node.kids[0]!.sub;
  const operands = node.kids.slice(1);
  let taint = clean;
  for (const operand of operands) taint = union(taint, runExpression(flow, operand, state));
  if (flow.options.onlyThroughAssignments) return clean;
  if (flow.options.assumeSafeNumbers && isArithmetic(sub) && operands.some(isNumberLiteral)) return clean;
  if (comparisons.has(sub) && (flow.options.assumeSafeComparisons || flow.options.assumeSafeBooleans)) return clean;
  if (sub === "Op:not" && flow.options.assumeSafeBooleans) return clean;
  return taint;
}

function isArithmetic(sub: string): boolean {
  return /^Op:(\+|-|\*|\/|%|\*\*|\/\/)$/.test(sub);
}

function isNumberLiteral(node: MatchNode): boolean {
  return node.tag === "Literal" && (node.sub === "int" || node.sub === "float");
}

function partition(values: readonly MatchNode[]): [functions: MatchNode[], others: MatchNode[]] {
  return [values.filter((one) => one.tag === "Lambda"), values.filter((one) => one.tag !== "Lambda")];
}

/** The clauses bind their names for the element; of that, what calls and conditions give is lost, and so are pairs. */
function runComprehension(flow: Flow, node: MatchNode, state: TaintState): TaintSet {
  const inner = copyState(state);
  for (const clause of node.kids.slice(1)) {
    const taint = runExpression(flow, clause.kids[clause.tag === "ComprehensionFor" ? 1 : 0]!, inner);
    if (clause.tag === "ComprehensionFor") assignTo(flow, clause.kids[0]!, flow.options.onlyThroughAssignments ? clean : taint, inner);
  }
  const outer = flow.inElement;
  flow.inElement = true;
  const element = runExpression(flow, node.kids[0]!, inner);
  flow.inElement = outer;
  return node.sub === "dict" || (flow.options.onlyThroughAssignments && node.sub === "set") ? clean : element;
}
