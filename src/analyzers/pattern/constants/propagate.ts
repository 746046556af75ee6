// Follows the values of variables through a file: each name that is read learns the constant or expression it stands for.

import type { BindingTable } from "../view/resolve-names.ts";
import { type MatchNode, isExpression, makeNode, none } from "../view/match-node.ts";
import { constantOf } from "./constant-of.ts";

/** What is known of each binding at one point; absent and `undefined` both mean "anything". */
type Values = Map<number, MatchNode | undefined>;

interface State {
  readonly table: BindingTable;
  /** Values that hold in every function: globals that are written once. */
  readonly globals: ReadonlyMap<number, MatchNode>;
  readonly parameters: ReadonlySet<number>;
}

/** Sets `value` on names whose value is known where they are read. */
export function propagateConstants(view: MatchNode, table: BindingTable): void {
  const globals = new Map<number, MatchNode>();
  const parameters = new Set<number>();
  const state: State = { table, globals, parameters };
  for (const binding of table) {
    const { kind, id } = binding.resolution;
    if (kind === "parameter") parameters.add(id);
  }
  // The first pass finds what the globals are at the end of the program, the second tells the functions.
  runStatements(state, view.kids, new Map());
  for (const binding of table) {
    const { kind, id } = binding.resolution;
    if ((kind !== "global" && kind !== "member") || binding.writes !== 1 || binding.firstValue === undefined) continue;
    const value = constantOf(binding.firstValue) ?? (kind === "member" ? undefined : symbolOf(binding.firstValue));
    if (value !== undefined) globals.set(id, value);
  }
  if (globals.size > 0) runStatements(state, view.kids, new Map());
}

function runStatements(state: State, nodes: readonly MatchNode[], values: Values): Values {
  let current = values;
  for (const node of nodes) current = runStatement(state, node, current);
  return current;
}

function runStatement(state: State, node: MatchNode, values: Values): Values {
  switch (node.tag) {
    case "Block":
      return runStatements(state, node.kids, values);
    case "ExpressionStatement":
    case "Return":
    case "Throw":
      read(state, node.kids[0]!, values);
      return values;
    case "Definition":
      return runDefinition(state, node, values);
    case "If":
      return runIf(state, node, values);
    case "While":
    case "For":
    case "DoWhile":
      return runLoop(state, node, values);
    case "Switch": {
      read(state, node.kids[0]!, values);
      const ends = node.kids.slice(1).map((one) => runStatement(state, one.kids[1]!, new Map(values)));
      return ends.reduce(join, values);
    }
    case "Try":
      return runTry(state, node, values);
    case "StatementWithBody":
      read(state, node.kids[0]!, values);
      return runStatement(state, node.kids[1]!, values);
    case "Label":
      return runStatement(state, node.kids[0]!, values);
    case "OtherStatement":
      for (const kid of node.kids) {
        if (isExpression(kid)) read(state, kid, values);
        else runStatement(state, kid, values);
      }
      return values;
    default:
      for (const kid of node.kids) if (isExpression(kid)) read(state, kid, values);
      return values;
  }
}

function runDefinition(state: State, node: MatchNode, values: Values): Values {
  const body = node.kids[1]!;
  for (const attribute of node.kids[0]!.kids[1]!.kids) read(state, attribute, new Map());
  if (body.tag === "Class") for (const base of body.kids[0]!.kids) read(state, base, values);
  if (body.tag === "Function") runFunction(state, body, new Map());
  else if (body.tag === "Class") for (const member of body.kids[2]!.kids) runStatement(state, member, new Map());
  else if (body.tag === "Variable" && body.kids[0] !== none) {
    const name = node.kids[0]!.kids[0]!;
    read(state, body.kids[0]!, values);
    if (name.text !== "!MultiVarDef!") assign(name, body.kids[0]!, values);
  } else if (body.tag === "FieldColon") read(state, body.kids[0]!, values);
  return values;
}

function runFunction(state: State, node: MatchNode, values: Values): void {
  for (const parameter of node.kids[0]!.kids) {
    if (parameter.kids[0] !== undefined) read(state, parameter.kids[0], values);
    forgetTarget(parameter.tag === "PatternParameter" ? parameter.kids[0]! : (parameter.kids[3] ?? none), values);
  }
  const body = node.kids[2]!;
  if (isExpression(body)) read(state, body, values);
  else runStatement(state, body, values);
}

function runIf(state: State, node: MatchNode, values: Values): Values {
  read(state, node.kids[0]!, values);
  const then = runStatement(state, node.kids[1]!, new Map(values));
  const otherwise = node.kids[2] === none ? values : runStatement(state, node.kids[2]!, new Map(values));
  const thenLeaves = leaves(node.kids[1]!);
  if (thenLeaves && leaves(node.kids[2]!)) return values;
  if (thenLeaves) return otherwise;
  return leaves(node.kids[2]!) ? then : join(then, otherwise);
}

/** True where a branch never comes out at its end. */
function leaves(node: MatchNode): boolean {
  const last = node.tag === "Block" ? node.kids[node.kids.length - 1] : node;
  return last !== undefined && (last.tag === "Return" || last.tag === "Throw" || last.tag === "Break" || last.tag === "Continue");
}

function runLoop(state: State, node: MatchNode, values: Values): Values {
  const inside = new Map(values);
  widenAssigned(state, node, inside);
  if (node.tag === "DoWhile") {
    const after = runStatement(state, node.kids[0]!, inside);
    read(state, node.kids[1]!, after);
    return join(after, values);
  }
  const header = node.kids[0]!;
  if (header.tag === "ForClassic") for (const init of header.kids[0]!.kids) runStatement(state, isExpression(init) ? wrapped(init) : init, inside);
  if (header.tag === "ForClassic") forgetAssigned(header.kids[2]!, inside);
  for (const kid of header.tag === "ForEach" ? [header.kids[1]!] : header.tag === "ForClassic" ? header.kids.slice(1) : [header]) read(state, kid, inside);
  const after = runStatement(state, node.kids[1]!, new Map(inside));
  return join(after, inside);
}

/** What a loop may have changed by the time it comes round again. */
function widenAssigned(state: State, node: MatchNode, values: Values): void {
  const assigned = new Map<number, MatchNode | undefined>();
  forgetAssigned(node, assigned);
  const entry = new Map(values);
  const after = runStatement(state, node.tag === "DoWhile" ? node.kids[0]! : node.kids[1]!, new Map(values));
  for (const id of assigned.keys()) {
    if (!entry.has(id)) continue;
    values.set(id, after.has(id) ? joinValues(entry.get(id), after.get(id)) : undefined);
  }
  if (node.tag === "For" && node.kids[0]!.tag === "ForEach") forgetTarget(node.kids[0]!.kids[0]!, values);
}

function wrapped(expression: MatchNode): MatchNode {
  return { ...expression, tag: "ExpressionStatement", sub: "", text: "", kids: [expression] };
}

function runTry(state: State, node: MatchNode, values: Values): Values {
  const before = new Map(values);
  const body = runStatement(state, node.kids[0]!, values);
  const raised = join(before, new Map(body));
  let end = node.kids[2] === none ? body : runStatement(state, node.kids[2]!, body);
  for (const handler of node.kids[1]!.kids) {
    const after = runStatement(state, handler.kids[1]!, new Map(raised));
    if (!leaves(handler.kids[1]!)) end = join(end, after);
  }
  return node.kids[3] === none ? end : runStatement(state, node.kids[3]!, end);
}

/** Only what both sides agree on stays known; a variable that one side never gave a value has the other's. */
function join(left: Values, right: Values): Values {
  const joined: Values = new Map(right);
  for (const [id, value] of left) {
    if (!right.has(id)) joined.set(id, value);
    else joined.set(id, joinValues(value, right.get(id)));
  }
  return joined;
}

function joinValues(left: MatchNode | undefined, right: MatchNode | undefined): MatchNode | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (isSameValue(left, right)) return left;
  const areStrings = left.tag === "Literal" && right.tag === "Literal" && left.sub === right.sub;
  return areStrings ? makeNode("Literal", left.start, left.end, undefined, `any-${left.sub.replace(/^any-/, "")}`, "") : undefined;
}

function isSameValue(left: MatchNode, right: MatchNode): boolean {
  if (left === right) return true;
  return left.tag === "Literal" && right.tag === "Literal" && left.sub === right.sub && left.text === right.text;
}

/** Forgets every binding that is written anywhere below. */
function forgetAssigned(node: MatchNode, values: Values): void {
  const stack: MatchNode[] = [node];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at.tag === "Assign" || at.tag === "AssignOperator") forgetTarget(at.kids[0]!, values);
    else if (at.tag === "Definition") forgetTarget(at.kids[0]!.kids[0]!, values);
    else if (at.tag === "PatternName") forgetTarget(at, values);
    else if (at.tag === "Call" && /^(Increment|Decrement)/.test(at.kids[0]!.sub)) forgetTarget(at.kids[1]!, values);
    if (at.tag === "Function" || at.tag === "Lambda") continue;
    for (const kid of at.kids) stack.push(kid);
  }
}

function forgetTarget(target: MatchNode, values: Values): void {
  if (target.resolution !== undefined) values.set(target.resolution.id, undefined);
  if (target.tag === "Container" || target.tag === "Record" || target.tag.startsWith("Pattern")) {
    for (const kid of target.kids) forgetTarget(kid, values);
  }
}

/** Reads an expression in evaluation order: names learn their values, assignments change them. */
function read(state: State, node: MatchNode, values: Values): void {
  switch (node.tag) {
    case "Name":
      readName(state, node, values);
      return;
    case "Literal":
    case "None":
      return;
    case "Assign":
      readDirectly(state, node.kids[1]!, values);
      if (node.kids[0]!.tag === "Name") assign(node.kids[0]!, node.kids[1]!, values);
      else {
        read(state, node.kids[0]!, values);
        forgetTarget(node.kids[0]!, values);
      }
      return;
    case "AssignOperator":
      readDirectly(state, node.kids[1]!, values);
      readDirectly(state, node.kids[0]!, values);
      assignOperated(node, values);
      return;
    case "Dot":
      read(state, node.kids[0]!, values);
      if (node.kids[1]!.tag === "Computed") read(state, node.kids[1]!.kids[0]!, values);
      else if (node.kids[0]!.sub === "This" && node.kids[1]!.resolution !== undefined) readField(state, node, values);
      return;
    case "Index":
      for (const kid of node.kids) readDirectly(state, kid, values);
      return;
    case "Slice":
      read(state, node.kids[0]!, values);
      for (const kid of node.kids.slice(1)) read(state, kid, new Map());
      return;
    case "Comprehension":
      for (const clause of node.kids.slice(1)) read(state, clause, values);
      read(state, node.kids[0]!, new Map());
      return;
    case "Lambda":
      return runFunction(state, node, new Map(values));
    case "Definition":
      runDefinition(state, node, values);
      return;
    case "ExpressionStatement":
    case "Block":
    case "Return":
    case "If":
      runStatement(state, node, values);
      return;
    case "LetPattern":
      read(state, node.kids[1]!, values);
      forgetTarget(node.kids[0]!, values);
      return;
    default:
      for (const kid of node.kids) read(state, kid, values);
      if (node.tag === "Call" && /^(Increment|Decrement)/.test(node.kids[0]!.sub)) forgetTarget(node.kids[1]!, values);
  }
}

/** `x += "b"`: as `x = x + "b"`. */
function assignOperated(node: MatchNode, values: Values): void {
  const target = node.kids[0]!;
  const sign = makeNode("Special", node.start, node.start, undefined, node.sub);
  const constant = constantOf(makeNode("Call", node.start, node.end, [sign, target, node.kids[1]!]));
  forgetTarget(target, values);
  if (constant !== undefined && target.resolution !== undefined) values.set(target.resolution.id, constant);
}

/** A name that stands alone as a value or index is not looked up among the globals. */
function readDirectly(state: State, node: MatchNode, values: Values): void {
  if (node.tag === "Name") readName({ ...state, globals: new Map() }, node, values);
  else read(state, node, values);
}

function readName(state: State, node: MatchNode, values: Values): void {
  const id = node.resolution?.id;
  if (id === undefined) return;
  const value = values.has(id) ? values.get(id) : state.globals.get(id);
  node.value = value;
  node.isSymbolic = value !== undefined && value.tag !== "Literal";
}

/** `this.f`: only its constant is followed. */
function readField(state: State, node: MatchNode, values: Values): void {
  const { id } = node.kids[1]!.resolution!;
  const value = values.has(id) ? values.get(id) : state.globals.get(id);
  node.value = value?.tag === "Literal" ? value : undefined;
}

const maxSymbolicDepth = 20;

function assign(target: MatchNode, value: MatchNode, values: Values): void {
  const id = target.resolution?.id;
  if (id === undefined) return;
  const constant = constantOf(value);
  if (constant !== undefined) {
    values.set(id, constant);
    return;
  }
  values.set(id, symbolOf(value));
}

/** The expression that a name stands for, where it is one that may be read in its place. */
function symbolOf(value: MatchNode): MatchNode | undefined {
  const symbol = value.tag === "Name" && value.isSymbolic === true && value.value !== undefined ? value.value : value;
  if (symbol.tag === "Container" || symbol.tag === "Lambda" || symbol.tag === "Comprehension") return undefined;
  return isCyclic(symbol, symbol, 0) ? undefined : symbol;
}

/** True where following the values of the names in an expression would come back to it. */
function isCyclic(node: MatchNode, origin: MatchNode, depth: number): boolean {
  if (depth > maxSymbolicDepth) return true;
  if (node.isSymbolic === true && node.value !== undefined && (node.value === origin || isCyclic(node.value, origin, depth + 1))) return true;
  return node.kids.some((kid) => isCyclic(kid, origin, depth + 1));
}
