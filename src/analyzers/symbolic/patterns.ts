// Gives names, properties and patterns their values.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import { evaluate } from "./expressions.ts";
import type { Frame } from "./frame.ts";
import { readIndex, readProperty } from "./properties.ts";
import { type FunctionValue, type Value, carries, known, number, unknown } from "./values.ts";

/** Binds a target. `isDeclared`: names are made in the scope at hand, else assigned where they are known. */
export function bind(frame: Frame, target: NodeId, value: Value, isDeclared: boolean): void {
  if (target === noNode) return;
  const { tree } = frame.unit;
  switch (tree.kind[target]) {
    case Kind.Name: {
      const name = nameOf(tree, target);
      if (!isDeclared) frame.machine.keepName(frame.scope, name);
      // A constant of a file or of a class may be a setting that others read.
      if (frame.callee === undefined && frame.unit.dialect.declaresByAssignment && /^[A-Z][A-Z\d_]+$/.test(name)) frame.machine.record({ name: `${name}=`, receiver: undefined, arguments: { positional: [value], named: new Map() }, unit: frame.unit, node: target }, true);
      if (isDeclared || !frame.scope.assign(name, value)) frame.scope.declare(name, value);
      return;
    }
    case Kind.Attribute:
      bindProperty(frame, target, nameOf(tree, target), value);
      return;
    case Kind.Subscript:
      bindItem(frame, target, value);
      return;
    case Kind.Tuple:
    case Kind.List:
    case Kind.ListPattern:
      childrenOf(tree, target).forEach((element, index) => bind(frame, element, tree.kind[element] === Kind.Spread ? value : readIndex(frame, value, number(index), element), isDeclared));
      return;
    case Kind.DictionaryPattern:
    case Kind.Dictionary:
      for (const element of childrenOf(tree, target)) {
        if (tree.kind[element] === Kind.Pair) bind(frame, childOf(tree, element, Role.Value), readProperty(frame, value, nameOf(tree, element), element), isDeclared);
        else bind(frame, childOf(tree, element, Role.Value), value, isDeclared);
      }
      return;
    case Kind.DefaultPattern:
    case Kind.Parameter: {
      const isAbsent = value.type === "nothing";
      bind(frame, childOf(tree, target, Role.Target), isAbsent ? evaluate(frame, childOf(tree, target, Role.Default)) : value, isDeclared);
      return;
    }
    case Kind.Spread:
      bind(frame, childOf(tree, target, Role.Value), value, isDeclared);
      return;
    default:
      frame.machine.guesses += 1;
  }
}

function bindProperty(frame: Frame, target: NodeId, name: string, value: Value): void {
  const { tree } = frame.unit;
  const object = evaluate(frame, childOf(tree, target, Role.Object));
  if (object.type === "dict" || object.type === "instance" || object.type === "function" || object.type === "class") frame.machine.keep(object);
  if (object.type === "dict") object.entries.set(name, value);
  else if (object.type === "instance") object.fields.set(name, value);
  else if (object.type === "function") bindOfFunction(frame, object, name, value, target);
  else if (object.type === "class") object.members.set(name, value);
  else {
    const receiver = "name" in object ? object.name : object.type === "outside" ? object.path : textOf(tree, childOf(tree, target, Role.Object));
    if (object.type === "outside" || object.type === "reference") frame.machine.assigned.set(`${receiver}.${name}`, value);
    if (object.type === "unknown") object.made?.fields.set(name, value);
    frame.machine.record({ name: `${receiver}.${name}=`, receiver: object, arguments: { positional: [value], named: new Map() }, unit: frame.unit, node: target });
    if (receiver === "module" && name === "exports") frame.scope.declare("module.exports", value);
    if (receiver === "exports" || receiver === "module.exports") frame.scope.declare(`exports.${name}`, value);
  }
}

/** What is set on a function of Python's is read by who calls it: marks of views. */
function bindOfFunction({ machine, unit }: Frame, callee: FunctionValue, name: string, value: Value, node: NodeId): void {
  callee.fields.set(name, value);
  if (unit.dialect.declaresByAssignment) machine.record({ name: `${callee.name}.${name}=`, receiver: callee, arguments: { positional: [value], named: new Map() }, unit, node }, true);
}

function bindItem(frame: Frame, target: NodeId, value: Value): void {
  const { tree } = frame.unit;
  const object = evaluate(frame, childOf(tree, target, Role.Object));
  const index = evaluate(frame, childOf(tree, target, Role.Index));
  const key = index.type === "number" ? String(index.value) : known(frame.machine.toText(index));
  if (object.type === "dict" || object.type === "list") frame.machine.keep(object);
  if (object.type === "dict" && key !== undefined) object.entries.set(key, value);
  else if (object.type === "list" && index.type === "number") object.items[index.value] = value;
  else {
    if (object.type === "outside" && key !== undefined && !carries(index)) frame.machine.assigned.set(`${object.path}.${key}`, value);
    const name = `${textOf(tree, childOf(tree, target, Role.Object))}[]=`;
    frame.machine.record({ name, receiver: object, arguments: { positional: [index, value], named: new Map() }, unit: frame.unit, node: target });
    if (object.type === "dict" && carries(index)) object.isOpen = true;
  }
}

/** The value of a declarator without a value of its own. */
export const undefinedValue: Value = unknown("unset");
