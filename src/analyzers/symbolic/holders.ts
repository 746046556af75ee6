// The values of a simulated program that hold others and that a run may change.

import type { ClassValue, DictValue, FunctionValue, InstanceValue, ListValue, Value } from "./values.ts";

/** What a run may change. */
export type Holder = ListValue | DictValue | InstanceValue | FunctionValue | ClassValue;

const MAXIMUM_DEPTH = 3;

/** True where a value is a wanted one or holds it. */
export function holds(value: Value, isWanted: (value: Value) => boolean, depth = 0): boolean {
  if (isWanted(value)) return true;
  if (depth > MAXIMUM_DEPTH) return false;
  const parts = value.type === "list" ? value.items : value.type === "dict" ? [...value.entries.values()] : value.type === "instance" ? [...value.fields.values()] : [];
  return parts.some((part) => holds(part, isWanted, depth + 1));
}

/** A value that no later change of what holds it reaches. */
export function copyOf(value: Value, depth = 0): Value {
  if (depth > MAXIMUM_DEPTH) return value;
  const copyAll = (table: ReadonlyMap<string, Value>): Map<string, Value> => new Map([...table].map(([key, part]) => [key, copyOf(part, depth + 1)] as const));
  if (value.type === "list") return { ...value, items: value.items.map((item) => copyOf(item, depth + 1)) };
  if (value.type === "dict") return { ...value, entries: copyAll(value.entries) };
  return value.type === "instance" ? { ...value, fields: copyAll(value.fields) } : value;
}
