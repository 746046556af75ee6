// Chooses which `except` of a simulated program catches an error.

import { Role } from "../../syntax/roles.ts";
import { type NodeId, childOf, noNode } from "../../syntax/tree.ts";
import { evaluate } from "./expressions.ts";
import type { Frame } from "./frame.ts";
import type { ClassValue, Value } from "./values.ts";

/** Errors of Python's own by what they extend. */
const parents: ReadonlyMap<string, string> = new Map([
  ["UnicodeDecodeError", "UnicodeError"],
  ["UnicodeEncodeError", "UnicodeError"],
  ["UnicodeError", "ValueError"],
  ["JSONDecodeError", "ValueError"],
  ["ValueError", "Exception"],
  ["KeyError", "LookupError"],
  ["IndexError", "LookupError"],
  ["LookupError", "Exception"],
  ["TypeError", "Exception"],
  ["AttributeError", "Exception"],
  ["AssertionError", "Exception"],
  ["ModuleNotFoundError", "ImportError"],
  ["ImportError", "Exception"],
  ["NotImplementedError", "RuntimeError"],
  ["RuntimeError", "Exception"],
  ["gaierror", "OSError"],
  ["FileNotFoundError", "OSError"],
  ["PermissionError", "OSError"],
  ["FileExistsError", "OSError"],
  ["IOError", "OSError"],
  ["OSError", "Exception"],
  ["Exception", "BaseException"],
]);

/** The first handler that takes the error; of an error of which too little is known, the first. Undefined where none takes it. */
export function handlerOf(frame: Frame, handlers: readonly NodeId[], thrown: Value): NodeId | undefined {
  const names = namesOf(thrown);
  if (names === undefined) return handlers[0];
  return handlers.find((handler) => {
    const type = childOf(frame.unit.tree, handler, Role.Type);
    return type === noNode || takes(evaluate(frame, type), thrown, names);
  });
}

function takes(type: Value, thrown: Value, names: ReadonlySet<string>): boolean {
  if (type.type === "list") return type.items.some((item) => takes(item, thrown, names));
  if (type.type === "class") return thrown.type === "instance" && extendsClass(thrown.of, type);
  return type.type !== "reference" || names.has(lastPart(type.name));
}

function extendsClass(one: ClassValue, other: ClassValue): boolean {
  return one === other || one.bases.some((base) => base.type === "class" && extendsClass(base, other));
}

/** What an error is, with all that it extends; undefined where that is not known. */
function namesOf(thrown: Value): ReadonlySet<string> | undefined {
  if (thrown.type === "instance") return new Set([...libraryNames(thrown.of), ...ancestors("Exception")]);
  const name = "name" in thrown && thrown.type !== "function" && thrown.type !== "class" ? lastPart(thrown.name.replace(/\(\)$/, "")) : "";
  return parents.has(name) ? new Set(ancestors(name)) : undefined;
}

function libraryNames({ bases }: ClassValue): string[] {
  return bases.flatMap((base) => (base.type === "class" ? libraryNames(base) : base.type === "reference" ? ancestors(lastPart(base.name)) : []));
}

function ancestors(name: string): string[] {
  const names = [name];
  for (let parent = parents.get(name); parent !== undefined; parent = parents.get(parent)) names.push(parent);
  return names;
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
