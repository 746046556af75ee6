// Enumerations of Python in a simulated program: what a client sends is one of their values or an error.

import { type Machine, SimulatedError } from "./machine.ts";
import { type ClassValue, type InstanceValue, type Value, known, text, unknown } from "./values.ts";

/** Whether a class is an enumeration. */
export function isEnumeration(of: ClassValue): boolean {
  return of.bases.some((base) => (base.type === "class" ? isEnumeration(base) : base.type === "reference" && /(?:^|\.)(?:Enum|StrEnum|IntEnum|Flag|TextChoices|IntegerChoices)$/.test(base.name)));
}

/** All members with their names. */
export function membersOfEnumeration(of: ClassValue): InstanceValue[] {
  return [...of.members].flatMap(([name, value]) => (value.type === "function" || name.startsWith("_") ? [] : [memberOf(of, name, value)]));
}

export function memberOf(of: ClassValue, name: string, value: Value): InstanceValue {
  return { type: "instance", of, fields: new Map([["name", text(name)], ["value", value.type === "list" && of.bases.some((base) => base.type === "reference" && base.name.endsWith("Choices")) ? (value.items[0] ?? value) : value]]) };
}

/** `Order(value)` or `Order[name]`: the member, or an error of the program. */
export function pickMember(machine: Machine, of: ClassValue, wanted: Value | undefined, field: "name" | "value"): Value {
  const whole = wanted === undefined ? undefined : known(machine.toText(wanted));
  const members = membersOfEnumeration(of);
  if (whole === undefined) return members[0] ?? unknown(of.name);
  const texts = members.map((member) => known(machine.toText(member.fields.get(field)!)));
  for (const one of texts) if (one !== undefined) machine.comparedWith.add(one);
  const found = members[texts.indexOf(whole)];
  if (found === undefined) throw new SimulatedError(unknown(field === "name" ? "KeyError" : "ValueError"));
  return found;
}
