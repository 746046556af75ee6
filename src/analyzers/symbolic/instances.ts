// Makes objects of the project's classes in a simulated program.

import { Role } from "../../syntax/roles.ts";
import { childOf, childrenOf, noNode, textOf } from "../../syntax/tree.ts";
import { runFunction } from "./definitions.ts";
import type { CallArguments } from "./dialect.ts";
import { isEnumeration, pickMember } from "./enums.ts";
import type { Frame } from "./frame.ts";
import { findMember } from "./properties.ts";
import { type ClassValue, type InstanceValue, type Value } from "./values.ts";

/** An object of a class, its constructor run. */
export function instantiate(frame: Frame, callee: Value & { readonly type: "class" }, given: CallArguments): Value {
  if (isEnumeration(callee)) return pickMember(frame.machine, callee, given.positional[0], "value");
  const made: InstanceValue = { type: "instance", of: callee, fields: new Map() };
  const constructor = findMember(callee, "constructor") ?? findMember(callee, "__init__");
  if (constructor?.type === "function") runFunction(frame.machine, constructor, given, made);
  else fillFields(frame, made, given);
  return made;
}

/** A class without a constructor of its own: its annotated fields in order, and what it does once they are there. */
function fillFields(frame: Frame, made: InstanceValue, given: CallArguments): void {
  const names = fieldsOf(made.of);
  for (const [place, value] of given.positional.entries()) {
    const name = names[place] ?? (libraryBase(made.of) === undefined ? undefined : `${place}`);
    if (name !== undefined) made.fields.set(name, value);
  }
  for (const [name, value] of given.named) made.fields.set(name, value);
  const after = findMember(made.of, "__post_init__");
  if (after?.type === "function") runFunction(frame.machine, after, { positional: [], named: new Map() }, made);
}

/** The library's class that one of the project extends. */
export function libraryBase(of: ClassValue): string | undefined {
  for (const base of of.bases) {
    const name = base.type === "reference" ? base.name : base.type === "class" ? libraryBase(base) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Names that a class's body gives a type or a value. */
function fieldsOf({ unit: { tree }, node }: ClassValue): string[] {
  const body = childOf(tree, node, Role.Body);
  return body === noNode ? [] : childrenOf(tree, body).flatMap((statement) => /^([A-Za-z_]\w*)\s*:(?!=)/.exec(textOf(tree, statement))?.[1] ?? []);
}
