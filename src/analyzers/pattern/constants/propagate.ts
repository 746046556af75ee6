// Follows the values of variables through a file: each name that is read learns the constant or expression it stands for.

import { isSymbol } from "./is-symbol.ts";
import type { BindingTable } from "../view/name-scopes.ts";
import { type MatchNode, changed, isExpression, isStep, makeNode, none } from "../view/match-node.ts";
import { constantOf } from "./constant-of.ts";
import { forgetAssigned, forgetTarget } from "./forget.ts";
import { isSimple, mayRaise } from "./may-raise.ts";
import { Values, joinValues } from "./values.ts";

/** Values that hold in every function: those of globals, and of variables declared with a value, that are written once. */
type Globals = ReadonlyMap<number, MatchNode>;

const noGlobals: Globals = new Map();

/** Sets `value` on names whose value is known where they are read. */
export function propagateConstants(view: MatchNode, table: BindingTable): void {
  const globals = new Map<number, MatchNode>();
  // The first pass finds what the globals are at the end of the program, the second tells the functions.
  runStatements(globals, view.kids, new Values());
  for (const binding of table) {
    const { kind, id } = binding.resolution;
    const isKnownAnywhere = kind === "global" || kind === "member" || binding.isDeclaredWithValue === true;
    if (!isKnownAnywhere || binding.writes !== 1 || binding.firstValue === undefined) continue;
    const value = constantOf(binding.firstValue) ?? (kind === "member" ? undefined : symbolOf(binding.firstValue));
    if (value !== undefined) globals.set(id, value);
  }
  if (globals.size > 0) runStatements(globals, view.kids, new Values());
}

/** Like each function of this file that runs code: `values` is what is known before, and then what is known after. */
function runStatements(globals: Globals, nodes: readonly MatchNode[], values: Values): void {
  for (const node of nodes) runStatement(globals, node, values);
}

function runStatement(globals: Globals, node: MatchNode, values: Values): void {
  switch (node.tag) {
    case "Block":
      // Into a loop with an `else` the reference program follows nothing.
      if (hasElseOfLoop(node)) values.forgetAll(globals);
      return runStatements(globals, node.kids, values);
    case "ExpressionStatement":
    case "Return":
    case "Throw":
      return read(globals, node.kids[0]!, values);
    case "Definition":
      return runDefinition(globals, node, values);
    case "If":
      return runIf(globals, node, values);
    case "While":
    case "For":
    case "DoWhile":
      return runLoop(globals, node, values);
    case "Switch":
      return runSwitch(globals, node, values);
    case "Try":
      return runTry(globals, node, values);
    case "StatementWithBody":
      read(globals, node.kids[0]!, values);
      if (node.kids[0]!.tag === "LetPattern" && node.kids[0]!.kids[0]!.tag === "PatternName") assign(node.kids[0]!.kids[0]!, node.kids[0]!.kids[1]!, values);
      return runStatement(globals, node.kids[1]!, values);
    case "Label":
      return runStatement(globals, node.kids[0]!, values);
    case "OtherStatement":
      for (const kid of node.kids) {
        if (isExpression(kid)) read(globals, kid, values);
        else runStatement(globals, kid, values);
      }
      return;
    case "OtherDirective":
      return;
    default:
      for (const kid of node.kids) if (isExpression(kid)) read(globals, kid, values);
  }
}

function runDefinition(globals: Globals, node: MatchNode, values: Values): void {
  const body = node.kids[1]!;
  for (const attribute of node.kids[0]!.kids[1]!.kids) read(globals, attribute, new Values());
  if (body.tag === "Class") for (const base of body.kids[0]!.kids) read(globals, base, values);
  if (body.tag === "Function") runFunction(globals, body, new Values());
  else if (body.tag === "Class") for (const member of body.kids[2]!.kids) runStatement(globals, member, new Values());
  else if (body.tag === "Variable" && body.kids[0] !== none) {
    const name = node.kids[0]!.kids[0]!;
    read(globals, body.kids[0]!, values);
    if (name.text !== "!MultiVarDef!") assign(name, body.kids[0]!, values);
  } else if (body.tag === "FieldColon") read(globals, body.kids[0]!, values);
}

function runFunction(globals: Globals, node: MatchNode, values: Values): void {
  for (const parameter of node.kids[0]!.kids) {
    if (parameter.kids[0] !== undefined) read(globals, parameter.kids[0], values);
    forgetTarget(parameter.tag === "PatternParameter" ? parameter.kids[0]! : (parameter.kids[3] ?? none), values);
  }
  const body = node.kids[2]!;
  if (isExpression(body)) read(globals, body, values);
  else runStatement(globals, body, values);
}

function runIf(globals: Globals, node: MatchNode, values: Values): void {
  read(globals, node.kids[0]!, values);
  const then = values.fork();
  runStatement(globals, node.kids[1]!, then);
  const otherwise = values.fork();
  if (node.kids[2] !== none) runStatement(globals, node.kids[2]!, otherwise);
  const ways = [...(leaves(node.kids[1]!) ? [] : [then]), ...(leaves(node.kids[2]!) ? [] : [otherwise])];
  values.take(ways);
}

function runSwitch(globals: Globals, node: MatchNode, values: Values): void {
  read(globals, node.kids[0]!, values);
  const ends = node.kids.slice(1).map((one) => {
    const inside = values.fork();
    runStatement(globals, one.kids[1]!, inside);
    return inside;
  });
  const isExhaustive = node.kids.slice(1).some((one) => one.kids[0]!.kids.some((head) => head.tag === "DefaultCase"));
  values.take(isExhaustive ? ends : [values.fork(), ...ends]);
}

/** True where a branch never comes out at its end. */
function leaves(node: MatchNode): boolean {
  const last = node.tag === "Block" ? node.kids[node.kids.length - 1] : node;
  return last !== undefined && (last.tag === "Return" || last.tag === "Throw" || last.tag === "Break" || last.tag === "Continue");
}

function runLoop(globals: Globals, node: MatchNode, values: Values): void {
  const inside = values.fork();
  widenAssigned(globals, node, inside);
  if (node.tag === "DoWhile") {
    runStatement(globals, node.kids[0]!, inside);
    read(globals, node.kids[1]!, inside);
    return values.take([inside]);
  }
  const header = node.kids[0]!;
  if (header.tag === "ForClassic") for (const init of header.kids[0]!.kids) runStatement(globals, isExpression(init) ? wrapped(init) : init, inside);
  if (header.tag === "ForClassic") forgetAssigned(header.kids[2]!, inside);
  for (const kid of header.tag === "ForEach" ? [header.kids[1]!] : header.tag === "ForClassic" ? header.kids.slice(1) : [header]) read(globals, kid, inside);
  const after = inside.fork();
  runStatement(globals, node.kids[1]!, after);
  inside.take([after, inside.fork()]);
  values.take([inside]);
}

/** What a loop may have changed by the time it comes round again. */
function widenAssigned(globals: Globals, node: MatchNode, values: Values): void {
  const assigned = new Values();
  forgetAssigned(node, assigned);
  const changing = [...assigned.ids()].filter((id) => values.has(id));
  // Where nothing is known of them, a round of the loop cannot make it less.
  if (changing.some((id) => values.get(id) !== undefined)) {
    const after = values.fork();
    runStatement(globals, node.tag === "DoWhile" ? node.kids[0]! : node.kids[1]!, after);
    for (const id of changing) values.set(id, joinValues(values.get(id), after.get(id)));
  } else for (const id of changing) values.set(id, undefined);
  if (node.tag === "For" && node.kids[0]!.tag === "ForEach") forgetTarget(node.kids[0]!.kids[0]!, values);
}

function wrapped(expression: MatchNode): MatchNode {
  return changed(expression, { tag: "ExpressionStatement", sub: "", text: "", kids: [expression] });
}

function hasElseOfLoop(block: MatchNode): boolean {
  const sub = block.kids[1]?.sub;
  return block.kids.length === 2 && (sub === "ForElse" || sub === "WhileElse");
}

function runTry(globals: Globals, node: MatchNode, values: Values): void {
  const body = values.fork();
  const raised = runUntilRaised(globals, node.kids[0]!, body);
  if (node.kids[2] !== none) runStatement(globals, node.kids[2]!, body);
  const ends = [body];
  for (const handler of node.kids[1]!.kids) {
    // A handler that nothing leads to knows nothing.
    const after = raised?.fork() ?? new Values();
    runStatement(globals, handler.kids[1]!, after);
    if (raised !== undefined && !leaves(handler.kids[1]!)) ends.push(after);
  }
  values.take(ends);
  if (node.kids[3] !== none) runStatement(globals, node.kids[3]!, values);
}

/** Runs what is tried, and returns what holds wherever it may raise: at its calls. Undefined where there is none. */
function runUntilRaised(globals: Globals, tried: MatchNode, values: Values): Values | undefined {
  let raised: Values | undefined;
  const join = (at: Values): void => {
    if (raised === undefined) raised = at;
    else raised.take([raised.copy(), at]);
  };
  for (const statement of tried.tag === "Block" ? tried.kids : [tried]) {
    const canRaise = mayRaise(statement);
    if (canRaise && !isSimple(statement)) join(values.copy());
    runStatement(globals, statement, values);
    if (canRaise) join(values.copy());
  }
  return raised;
}

/** Reads an expression in evaluation order: names learn their values, assignments change them. */
function read(globals: Globals, node: MatchNode, values: Values): void {
  switch (node.tag) {
    case "Name":
      readName(globals, node, values);
      return;
    case "Literal":
    case "None":
      return;
    case "Assign":
      readDirectly(globals, node.kids[1]!, values);
      if (node.kids[0]!.tag === "Name") assign(node.kids[0]!, node.kids[1]!, values);
      else {
        readTarget(globals, node.kids[0]!, values);
        forgetTarget(node.kids[0]!, values);
      }
      return;
    case "AssignOperator":
      readDirectly(globals, node.kids[1]!, values);
      readDirectly(globals, node.kids[0]!, values);
      assignOperated(node, values);
      return;
    case "Dot":
      read(globals, node.kids[0]!, values);
      if (node.kids[1]!.tag === "Computed") read(globals, node.kids[1]!.kids[0]!, values);
      else if (node.kids[0]!.sub === "This" && node.kids[1]!.resolution !== undefined) readField(globals, node, values);
      return;
    case "Index":
      for (const kid of node.kids) readDirectly(globals, kid, values);
      return;
    case "Slice":
      read(globals, node.kids[0]!, values);
      for (const kid of node.kids.slice(1)) read(globals, kid, new Values());
      return;
    case "Comprehension":
      for (const clause of node.kids.slice(1)) read(globals, clause, values);
      read(globals, node.kids[0]!, new Values());
      return;
    case "Lambda":
      return runFunction(globals, node, values.fork());
    case "Definition":
      runDefinition(globals, node, values);
      return;
    case "ExpressionStatement":
    case "Block":
    case "Return":
    case "If":
      runStatement(globals, node, values);
      return;
    case "LetPattern":
      read(globals, node.kids[1]!, values);
      forgetTarget(node.kids[0]!, values);
      return;
    default:
      for (const kid of node.kids) read(globals, kid, values);
      if (node.tag === "Call" && isStep(node)) forgetTarget(node.kids[1]!, values);
  }
}

/** Names that are assigned to are not read, what stands in an index is. */
function readTarget(globals: Globals, node: MatchNode, values: Values): void {
  if (node.tag === "Container") for (const kid of node.kids) readTarget(globals, kid, values);
  else if (node.tag !== "Name") read(globals, node, values);
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
function readDirectly(globals: Globals, node: MatchNode, values: Values): void {
  if (node.tag === "Name") readName(noGlobals, node, values);
  else read(globals, node, values);
}

function readName(globals: Globals, node: MatchNode, values: Values): void {
  const id = node.resolution?.id;
  if (id === undefined) return;
  const value = values.has(id) ? values.get(id) : globals.get(id);
  node.value = value;
  node.isSymbolic = value !== undefined && value.tag !== "Literal";
}

/** `this.f`: only its constant is followed. */
function readField(globals: Globals, node: MatchNode, values: Values): void {
  const { id } = node.kids[1]!.resolution!;
  const value = values.has(id) ? values.get(id) : globals.get(id);
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
  return isSymbol(symbol) && !isCyclic(symbol, symbol, 0) ? symbol : undefined;
}

/** True where following the values of the names in an expression would come back to it. */
function isCyclic(node: MatchNode, origin: MatchNode, depth: number): boolean {
  if (depth > maxSymbolicDepth) return true;
  if (node.isSymbolic === true && node.value !== undefined && (node.value === origin || isCyclic(node.value, origin, depth + 1))) return true;
  return node.kids.some((kid) => isCyclic(kid, origin, depth + 1));
}
