// Objects of classes that check what they hold: Pydantic's models, whose fields a client sends.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, childrenOf, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import { runFunction } from "./definitions.ts";
import type { Frame } from "./frame.ts";
import type { ClassValue, FunctionValue, InstanceValue, Value } from "./values.ts";

/** True for a class that a library fills and checks. */
export function isModel(of: ClassValue): boolean {
  return of.bases.some((base) => (base.type === "class" ? isModel(base) : base.type === "reference" && /(?:^|\.)(?:BaseModel|SQLModel|Schema|Struct)$/.test(base.name)));
}

/** What a field's declaration makes of a value. */
export type ConformField = (frame: Frame, declared: NodeId, value: Value) => Value;

/** An object whose fields a client sends, each below the path, once the class has checked them. */
export function makeModel(frame: Frame, of: ClassValue, path: string, conform: ConformField): InstanceValue {
  const made: InstanceValue = { type: "instance", of, fields: new Map() };
  for (const owner of lineOf(of)) {
    const inner: Frame = { ...frame, unit: owner.unit, scope: owner.scope, self: undefined };
    for (const field of fieldsOf(owner)) {
      const name = nameOf(owner.unit.tree, childOf(owner.unit.tree, field, Role.Target));
      const value = conform(inner, field, { type: "outside", path: `${path}.${name}` });
      made.fields.set(name, runValidators(frame, of, name, value));
    }
  }
  for (const check of methodsMarked(of, /model_validator\(\s*mode\s*=\s*["']after["']/)) runFunction(frame.machine, check, { positional: [], named: new Map() }, made);
  return made;
}

/** The class after those of the project that it extends. */
function lineOf(of: ClassValue): ClassValue[] {
  return [...of.bases.flatMap((base) => (base.type === "class" ? lineOf(base) : [])), of];
}

/** Assignments with a type, which declare fields. */
function fieldsOf({ unit: { tree }, node }: ClassValue): NodeId[] {
  const body = childOf(tree, node, Role.Body);
  if (body === noNode) return [];
  return childrenOf(tree, body)
    .map((statement) => (tree.kind[statement] === Kind.ExpressionStatement ? childOf(tree, statement, Role.Expression) : statement))
    .filter((statement) => tree.kind[statement] === Kind.Assignment && childOf(tree, statement, Role.Type) !== noNode && nameOf(tree, childOf(tree, statement, Role.Target)) !== "");
}

function runValidators(frame: Frame, of: ClassValue, field: string, value: Value): Value {
  const marks = new RegExp(`(?:field_validator|validator)\\([^)]*["'](?:${field}|\\*)["']`);
  return methodsMarked(of, marks).reduce((checked, check) => runFunction(frame.machine, check, { positional: [checked], named: new Map() }, of), value);
}

function methodsMarked(of: ClassValue, mark: RegExp): FunctionValue[] {
  return lineOf(of).flatMap((owner) => [...owner.members.values()]).filter((member) => member.type === "function").filter(({ unit: { tree }, node }) => childrenOf(tree, node, Role.Decorator).some((decorator) => mark.test(textOf(tree, decorator))));
}
