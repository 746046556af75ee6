// The values of a simulated program: concrete where they can be, unknown where they cannot, outside where an attacker chooses them.

import type { NodeId } from "../../syntax/tree.ts";
import type { CallArguments } from "./dialect.ts";
import type { ModuleUnit } from "./module-unit.ts";
import type { Scope } from "./scope.ts";

/** Text whose unknown pieces keep their place. */
export interface Text {
  readonly type: "text";
  readonly parts: readonly (string | Unknown)[];
  /** True for markup that escapes what is put into it: `markupsafe.Markup`. */
  readonly isMarkup?: boolean;
  /** True for Python's bytes, which are numbers one by one. */
  readonly isBytes?: boolean;
  /** True for the whole text of an outside value that may be any other as well. */
  readonly isFree?: boolean;
}

export interface ListValue {
  readonly type: "list";
  readonly shape: "list" | "tuple" | "set";
  readonly items: Value[];
  /** More items than are known may be in it. */
  isOpen: boolean;
}

export interface DictValue {
  readonly type: "dict";
  readonly entries: Map<string, Value>;
  isOpen: boolean;
  /** Made without a prototype: nothing leads from it to what all objects share. */
  readonly isBare: boolean;
}

/** A function of the project. */
export interface FunctionValue {
  readonly type: "function";
  readonly unit: ModuleUnit;
  readonly node: NodeId;
  readonly scope: Scope;
  readonly name: string;
  readonly self: Value | undefined;
  /** Properties that were set on it. */
  readonly fields: Map<string, Value>;
  /** The function in whose place it stands: what a decorator of the project made of that. */
  readonly wraps?: FunctionValue;
}

/** A class of the project. */
export interface ClassValue {
  readonly type: "class";
  readonly name: string;
  readonly members: Map<string, Value>;
  readonly bases: readonly Value[];
  readonly unit: ModuleUnit;
  readonly node: NodeId;
  /** The names of its body. */
  readonly scope: Scope;
}

export interface InstanceValue {
  readonly type: "instance";
  readonly of: ClassValue;
  readonly fields: Map<string, Value>;
}

/** Something outside the project by its full name: `os.path.join`, `child_process.exec`, `cursor.execute`. */
export interface Reference {
  readonly type: "reference";
  readonly name: string;
}

/** A value that comes from outside the program and is not used as text yet: `request.args`, the parameter of an entry. */
export interface Outside {
  readonly type: "outside";
  readonly path: string;
}

/** A regular expression of the program. */
export interface RegexValue {
  readonly type: "regex";
  readonly pattern: RegExp;
}

/** What nothing is known of but where it came from: the calls that data from outside went through on its way. */
export interface Unknown {
  readonly type: "unknown";
  readonly name: string;
  /** Names of calls, innermost first, for each piece of outside data in it; empty where there is none. */
  readonly trails: readonly (readonly string[])[];
  /** How a library's object was made. */
  readonly made?: Made;
}

/** What is known of a library's object. */
export interface Made {
  /** Full name of the call that made it. */
  readonly by: string;
  readonly arguments: CallArguments;
  /** What it was made from: an environment for a template. */
  readonly from: Value | undefined;
  /** Properties that the program set on it. */
  readonly fields: Map<string, Value>;
}

export type Value =
  | Text
  | ListValue
  | DictValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | Reference
  | Outside
  | RegexValue
  | Unknown
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "nothing" };

/** Stands in every text that is chosen from outside in the run at hand, so that it is known again wherever it arrives. */
export const MARK = "QZ";

/** The key of an open dictionary's value of which no key is known. */
export const ANY_KEY = "*";

export const nothing: Value = { type: "nothing" };
export const yes: Value = { type: "boolean", value: true };
export const no: Value = { type: "boolean", value: false };

export function text(value: string): Text {
  return { type: "text", parts: [value] };
}

export function number(value: number): Value {
  return { type: "number", value };
}

export function boolean(value: boolean): Value {
  return value ? yes : no;
}

/** What the groups of a match hold; one that took no part holds nothing. */
export function groupValues(groups: readonly (string | undefined)[]): Value[] {
  return groups.map((group) => (group === undefined ? nothing : text(group)));
}

export function list(items: readonly Value[], shape: ListValue["shape"] = "list", isOpen = false): ListValue {
  return { type: "list", shape, items: [...items], isOpen };
}

export function dict(entries: Iterable<readonly [string, Value]> = [], isOpen = false, isBare = false): DictValue {
  return { type: "dict", entries: new Map(entries), isOpen, isBare };
}

export function reference(name: string): Reference {
  return { type: "reference", name };
}

export function unknown(name: string, trails: Unknown["trails"] = []): Unknown {
  return { type: "unknown", name, trails };
}

/** A text's characters where all of them are known. */
export function known(value: Value): string | undefined {
  if (value.type !== "text") return undefined;
  let whole = "";
  for (const part of value.parts) {
    if (typeof part !== "string") return undefined;
    whole += part;
  }
  return whole;
}

/** A text with its unknown pieces shown as their names in braces. */
export function shown(value: Text): string {
  return value.parts.map((part) => (typeof part === "string" ? part : `{${part.name}}`)).join("");
}

/** Joins pieces into one text. */
export function concatenate(pieces: readonly (Text | Unknown)[]): Text {
  const parts: (string | Unknown)[] = [];
  for (const piece of pieces) {
    for (const part of piece.type === "unknown" ? [piece] : piece.parts) {
      const last = parts.at(-1);
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else if (part !== "") parts.push(part);
    }
  }
  return { type: "text", parts };
}

/** Applies a change to the known pieces of a text; unknown ones remember its name. */
export function mapText(value: Text, name: string, change: (piece: string) => string): Text {
  return concatenate(value.parts.map((part) => (typeof part === "string" ? text(change(part)) : through(part, name))));
}

/** The unknown value after a call. */
export function through(value: Unknown, name: string): Unknown {
  return { ...value, trails: value.trails.map((trail) => [...trail, name]) };
}

/** Where outside data stands in a value. */
export interface Carried {
  /** Its own characters are there, in text. */
  readonly isPlain: boolean;
  /** Calls that nothing is known of, through which it went. */
  readonly trails: readonly (readonly string[])[];
  /** It was never looked at as text: an object of the request itself. */
  readonly isWhole: boolean;
}

const MAXIMUM_DEPTH = 6;

/** All outside data in a value, items of lists and entries of dictionaries included. */
export function carriedBy(value: Value, depth = 0): Carried {
  if (depth > MAXIMUM_DEPTH) return nothingCarried;
  switch (value.type) {
    case "text":
      return join(value.parts.map((part) => (typeof part === "string" ? plain(part.includes(MARK)) : { isPlain: false, trails: part.trails, isWhole: false })));
    case "unknown":
      return { isPlain: false, trails: value.trails, isWhole: false };
    case "outside":
      return { isPlain: false, trails: [], isWhole: true };
    case "list":
      return join(value.items.map((item) => carriedBy(item, depth + 1)));
    case "dict":
      return join([...value.entries].flatMap(([key, item]) => [plain(key.includes(MARK)), carriedBy(item, depth + 1)]));
    case "instance":
      return join([...value.fields.values()].map((item) => carriedBy(item, depth + 1)));
    default:
      return nothingCarried;
  }
}

/** Whether any outside data is in a value. */
export function carries(value: Value): boolean {
  const carried = carriedBy(value);
  return carried.isPlain || carried.isWhole || carried.trails.length > 0;
}

/** The trails that a call's result has: those of what went in, plain text beginning a new one, each with the call's name. */
export function trailsThrough(name: string, values: readonly Value[]): Unknown["trails"] {
  const MAXIMUM_TRAILS = 8;
  return values
    .flatMap((value) => {
      const carried = carriedBy(value);
      const started = carried.isPlain || carried.isWhole ? [[name]] : [];
      return [...started, ...carried.trails.map((trail) => [...trail, name])];
    })
    .slice(0, MAXIMUM_TRAILS);
}

const nothingCarried: Carried = { isPlain: false, trails: [], isWhole: false };

function plain(isPlain: boolean): Carried {
  return isPlain ? { isPlain, trails: [], isWhole: false } : nothingCarried;
}

function join(all: readonly Carried[]): Carried {
  return {
    isPlain: all.some((one) => one.isPlain),
    trails: all.flatMap((one) => one.trails),
    isWhole: all.some((one) => one.isWhole),
  };
}
