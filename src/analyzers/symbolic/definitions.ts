// Makes values of functions and classes, and runs functions.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { Flag } from "../../syntax/flags.ts";
import { type NodeId, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import type { CallArguments } from "./dialect.ts";
import { readArguments } from "./calls.ts";
import { evaluate } from "./expressions.ts";
import type { Frame } from "./frame.ts";
import { MAXIMUM_CALL_DEPTH, OutOfSteps } from "./machine.ts";
import { bind } from "./patterns.ts";
import { findMember } from "./properties.ts";
import { isMark } from "./routes.ts";
import { Scope } from "./scope.ts";
import { execute } from "./statements.ts";
import { type ClassValue, type FunctionValue, type Text, type Unknown, type Value, list, nothing, trailsThrough, unknown } from "./values.ts";
import type { Machine } from "./machine.ts";

/** A function literal or declaration as a value: what decorators of the project make of it; with others it is registered. */
export function defineFunction(frame: Frame, node: NodeId): FunctionValue {
  const { tree } = frame.unit;
  const isArrow = tree.kind[node] === Kind.ArrowFunction;
  let made: FunctionValue = { type: "function", unit: frame.unit, node, scope: frame.scope, name: nameOf(tree, node), self: isArrow ? frame.self : undefined, fields: new Map() };
  if (frame.machine.distrust !== undefined && frame.machine.callDepth > 0) frame.machine.idle.set(`${frame.unit.path} ${node}`, made);
  const decorators = childrenOf(tree, node, Role.Decorator);
  const foreign = decorators.filter((decorator) => !isOfProject(frame, decorator));
  for (const decorator of decorators.toReversed()) if (!foreign.includes(decorator)) made = wrapped(frame, decorator, made);
  for (const decorator of foreign) {
    if (!isMark(textOf(tree, decorator))) frame.machine.registrations.push({ to: textOf(tree, decorator), callee: made, before: [] });
    if (frame.unit.dialect.declaresByAssignment) noteDecorator(frame, decorator, made);
  }
  return made;
}

/** A decorator is a call of it with what stands below, and with what it is given itself. */
function noteDecorator(frame: Frame, decorator: NodeId, below: Value): void {
  const { tree } = frame.unit;
  const expression = childOf(tree, decorator, Role.Expression);
  const isCall = tree.kind[expression] === Kind.Call;
  const callee = evaluate(frame, isCall ? childOf(tree, expression, Role.Callee) : expression);
  const given = isCall ? readArguments(frame, expression) : undefined;
  if ("name" in callee) frame.machine.record({ name: `${callee.name}@`, receiver: undefined, arguments: { positional: [below, ...(given?.positional ?? [])], named: given?.named ?? new Map() }, unit: frame.unit, node: decorator }, true);
}

/** True where the name that a decorator begins with is a function of the project. */
function isOfProject(frame: Frame, decorator: NodeId): boolean {
  const { tree } = frame.unit;
  const name = /^@?([A-Za-z_]\w*)/.exec(textOf(tree, decorator))?.[1] ?? "";
  return frame.unit.dialect.declaresByAssignment && frame.scope.get(name)?.type === "function";
}

/** The function that a decorator gives in place of another; that itself where it gives none. */
function wrapped(frame: Frame, decorator: NodeId, inner: FunctionValue): FunctionValue {
  const by = evaluate(frame, childOf(frame.unit.tree, decorator, Role.Expression));
  const outer = by.type === "function" ? runFunction(frame.machine, by, { positional: [inner], named: new Map() }, by.self) : undefined;
  return outer?.type === "function" && outer.node !== inner.node ? { ...outer, name: inner.name, wraps: inner.wraps ?? inner } : inner;
}

/** A class as a value, its body run once. */
export function defineClass(frame: Frame, node: NodeId): ClassValue {
  const { tree } = frame.unit;
  const bases = childrenOf(tree, node, Role.Base).map((base) => evaluate(frame, base));
  const members = new Map<string, Value>();
  const scope = new Scope(frame.scope);
  const made: ClassValue = { type: "class", name: nameOf(tree, node), members, bases, unit: frame.unit, node, scope };
  const body = childOf(tree, node, Role.Body);
  if (body === noNode) return made;
  const inner: Frame = { ...frame, scope };
  for (const member of childrenOf(tree, body)) {
    if (tree.kind[member] === Kind.Method) {
      const value = childOf(tree, member, Role.Value);
      const callee = defineFunction(frame, value);
      members.set(nameOf(tree, member), { ...callee, name: nameOf(tree, member) });
      for (const decorator of childrenOf(tree, member, Role.Decorator)) frame.machine.registrations.push({ to: textOf(tree, decorator), callee, before: [] });
    } else if (tree.kind[member] === Kind.Field) {
      members.set(nameOf(tree, member), evaluate(inner, childOf(tree, member, Role.Value)));
    } else execute(inner, member);
  }
  for (const [name, value] of scope.entries()) members.set(name, value);
  if (frame.unit.dialect.declaresByAssignment) for (const decorator of childrenOf(tree, node, Role.Decorator)) noteDecorator(frame, decorator, made);
  return made;
}

/** Calls of one function within itself; deeper ones bring nothing new. */
const MAXIMUM_RECURSION = 3;

/** Runs a function of the project. */
export function runFunction(machine: Machine, callee: FunctionValue, given: CallArguments, self: Value | undefined): Value {
  const { unit, node } = callee;
  const { tree } = unit;
  const active = machine.active.get(callee.node) ?? 0;
  if (machine.callDepth >= MAXIMUM_CALL_DEPTH || active >= MAXIMUM_RECURSION) return unknown(callee.name, trailsThrough(callee.name, given.positional));
  machine.step();
  if (machine.idle.size > 0) machine.idle.delete(`${unit.path} ${node}`);
  machine.callDepth += 1;
  machine.active.set(node, active + 1);
  try {
    const scope = new Scope(callee.scope);
    const isGenerator = hasFlag(tree, node, Flag.Generator);
    const frame: Frame = { machine, unit, scope, self: self ?? callee.self, callee, yielded: isGenerator ? [] : undefined };
    if (!unit.dialect.declaresByAssignment && tree.kind[node] !== Kind.ArrowFunction) scope.declare("arguments", list(given.positional));
    bindParameters(frame, callee, given, self ?? callee.self);
    const body = childOf(tree, node, Role.Body);
    if (tree.kind[body] !== Kind.Block) return evaluate(frame, body);
    const completion = execute(frame, body);
    if (frame.yielded !== undefined) return list(frame.yielded, "list", true);
    return completion?.type === "return" ? completion.value : nothing;
  } finally {
    machine.callDepth -= 1;
    machine.active.set(node, active);
  }
}

/** A value as text, by the program's own way to show an object. */
export function textOfValue(machine: Machine, value: Value): Text | Unknown {
  if (value.type !== "instance") return machine.toText(value);
  const own = findMember(value.of, "__str__") ?? findMember(value.of, "toString");
  if (own?.type === "function") return machine.toText(runFunction(machine, own, { positional: [], named: new Map() }, value));
  // An error shows what it was made with.
  const said = value.fields.get("message") ?? value.fields.get("0");
  return machine.toText(said !== undefined && isError(value.of) ? said : value);
}

function isError({ bases }: ClassValue): boolean {
  return bases.some((base) => (base.type === "class" ? isError(base) : base.type === "reference" && /(?:Error|Exception|Warning)$/.test(base.name)));
}

function bindParameters(frame: Frame, callee: FunctionValue, given: CallArguments, self: Value | undefined): void {
  const { tree } = callee.unit;
  const parameters = childrenOf(tree, callee.node, Role.Parameter).filter((parameter) => !hasFlag(tree, parameter, Flag.PositionalMarker | Flag.KeywordMarker) || childOf(tree, parameter, Role.Target) !== noNode);
  const positional = [...given.positional];
  const named = new Map(given.named);
  const takesSelf = callee.unit.dialect.declaresByAssignment && self !== undefined;
  if (takesSelf) positional.unshift(self);
  for (const parameter of parameters) {
    const name = nameOf(tree, parameter);
    const target = childOf(tree, parameter, Role.Target);
    if (hasFlag(tree, parameter, Flag.KeywordRest)) {
      bind(frame, target, { type: "dict", entries: named, isOpen: false, isBare: true }, true);
      continue;
    }
    if (hasFlag(tree, parameter, Flag.Rest)) {
      bind(frame, target, list(positional.splice(0)), true);
      continue;
    }
    const passed = positional.length > 0 ? positional.shift() : named.get(name);
    named.delete(name);
    const standard = childOf(tree, parameter, Role.Default);
    bind(frame, target, passed === undefined || (passed.type === "nothing" && standard !== noNode && !callee.unit.dialect.declaresByAssignment) ? evaluate(frame, standard) : passed, true);
  }
  if (frame.machine.callDepth > MAXIMUM_CALL_DEPTH) throw new OutOfSteps("too deep");
}
