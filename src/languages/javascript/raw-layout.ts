// Joins oxc's field offsets with the lowering tables into flat arrays that the raw lowering interprets.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import { oxcTables } from "./oxc-tables.generated.ts";
import {
  booleanFlags,
  children,
  constantFlags,
  constantNames,
  flagReaders,
  identifierNames,
  jsStringNames,
  keyed,
  kinds,
  stringNames,
  tableNames,
  valueFlags,
} from "./raw-meanings.ts";
import { comparisons } from "./shapes-expressions.ts";
import { flattened, parentheses, shapes, wrappers } from "./shapes.ts";

type Field = readonly [reader: string, offset: number];
interface Struct {
  readonly type: string;
  readonly fields: Readonly<Record<string, Field>>;
}

const structs = oxcTables.structs as unknown as Readonly<Record<string, Struct>>;
const choices = oxcTables.choices as unknown as Readonly<Record<string, Readonly<Record<string, Field>>>>;
const lists = oxcTables.lists as unknown as Readonly<Record<string, readonly [string, number]>>;
const boxes = oxcTables.boxes as Readonly<Record<string, string>>;
const options = oxcTables.options as unknown as Readonly<Record<string, readonly [string, string, number, number]>>;
const values = oxcTables.values as unknown as Readonly<Record<string, readonly string[]>>;

/** What a reader is. */
export const Reader = { Struct: 0, Box: 1, Choice: 2, List: 3, Pointer: 4, Tag: 5, Wrapper: 6, Parameters: 7 } as const;

/** How the name of a struct's node is found. */
export const NameFrom = { Nothing: 0, Constant: 1, String: 2, Table: 3, OptionalIdentifier: 4, Key: 5, JsString: 6 } as const;

/** The byte offset of a struct's field. */
export function offsetOf(struct: string, field: string): number {
  const found = structs[struct]?.fields[field];
  if (found === undefined) throw new Error(`oxc's ${struct} has no ${field}`);
  return found[1];
}

/** Structs that ESTree does not know but the lowering needs: they start where another struct does. */
export const pseudoStructs = [
  "$TypedTarget", "$StringPart", "$Interpolation", "$ShorthandDefault", "$RestParameter", "$ImportModule", "$JsxString", "$Hole",
] as const;

const expressionSize = 16;
const absentTag = 255;

/** Sentinel of a choice without that tag. */
export const noReader = 0;

export interface Layout {
  /** For each reader: what it is, and up to three numbers that belong to it. */
  readonly what: Uint8Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly third: Int32Array;
  /** For each choice × tag: the reader, and where it starts. */
  readonly choiceReader: Int32Array;
  readonly choiceOffset: Int32Array;
  /** The struct where a choice leads straight to a boxed one, else -1. */
  readonly choiceStruct: Int32Array;
  readonly readerId: ReadonlyMap<string, number>;
  readonly structNames: readonly string[];
  readonly kind: Uint8Array;
  readonly constantFlags: Int32Array;
  readonly nameFrom: Uint8Array;
  readonly nameOffset: Int32Array;
  /** Constant: index into `constants`. Table: where its values start there. Key: offset of the `computed` byte or -1. */
  readonly nameArgument: Int32Array;
  readonly constants: readonly string[];
  /** For each struct: where its children start in `children` (reader, offset, role), and the end. */
  readonly childrenStart: Int32Array;
  readonly children: Int32Array;
  /** For each struct: where its flag bytes start in `flagBytes` (offset, table), and the end. */
  readonly flagsStart: Int32Array;
  readonly flagBytes: Int32Array;
  /** 256 flag words a table. */
  readonly flagTables: Int32Array;
  /** Offset of the list of decorators, or -1. */
  readonly decorators: Int32Array;
}

const identifierString = offsetOf("IdentifierName", "name");

/** Builds the arrays; cheap enough to be done once a thread. */
export function buildLayout(): Layout {
  const readerNames = ["", ...Object.keys(structs), ...pseudoStructs, ...Object.keys(choices), ...Object.keys(lists), ...Object.keys(boxes), ...Object.keys(options), "$SuperTypes"];
  const readerId = new Map(readerNames.map((name, id) => [name, id]));
  const size = readerNames.length;
  const structNames = [...Object.keys(structs), ...pseudoStructs];
  const structId = new Map(structNames.map((name, id) => [name, id]));
  const choiceNames = Object.keys(choices);
  const tables = {
    what: new Uint8Array(size),
    first: new Int32Array(size),
    second: new Int32Array(size),
    third: new Int32Array(size),
    choiceReader: new Int32Array(choiceNames.length * 256),
    choiceOffset: new Int32Array(choiceNames.length * 256),
    choiceStruct: new Int32Array(choiceNames.length * 256).fill(-1),
  };
  const set = (name: string, what: number, first: number, second = 0, third = 0): void => {
    const id = readerId.get(name)!;
    tables.what[id] = what;
    tables.first[id] = first;
    tables.second[id] = second;
    tables.third[id] = third;
  };
  for (const name of structNames) setStruct(name, structId.get(name)!, set, readerId);
  choiceNames.forEach((name, index) => {
    set(name, Reader.Choice, index * 256);
    for (const [tag, [reader, offset]] of Object.entries(choices[name]!)) {
      tables.choiceReader[index * 256 + Number(tag)] = readerId.get(reader) ?? noReader;
      tables.choiceOffset[index * 256 + Number(tag)] = offset;
    }
  });
  for (const [name, [reader, stride]] of Object.entries(lists)) set(name, Reader.List, readerId.get(reader) ?? noReader, stride);
  for (const [name, reader] of Object.entries(boxes)) set(name, Reader.Box, readerId.get(reader) ?? noReader);
  for (const [name, [reader, test, offset, absent]] of Object.entries(options)) {
    set(name, test === "pointer" ? Reader.Pointer : Reader.Tag, readerId.get(reader) ?? noReader, offset, absent);
  }
  tables.choiceReader.forEach((reader, entry) => {
    const boxed = tables.first[reader]!;
    const leadsToStruct = tables.what[reader] === Reader.Box && boxed !== noReader && tables.what[boxed] === Reader.Struct;
    if (leadsToStruct) tables.choiceStruct[entry] = tables.first[boxed]!;
  });
  // The type arguments of a base class stand behind its expression, and mean nothing where that is absent.
  set("$SuperTypes", Reader.Tag, readerId.get("OptionBoxTSTypeParameterInstantiation")!, -expressionSize, absentTag);
  return { ...tables, readerId, structNames, ...nodeTables(structNames, readerId) };
}

/** Wrappers are looked through at once; everything else with a type is a node. */
function setStruct(
  name: string,
  id: number,
  set: (name: string, what: number, first: number, second?: number, third?: number) => void,
  readerId: ReadonlyMap<string, number>,
): void {
  const type = structs[name]?.type ?? name;
  const inner = wrappers.get(type) ?? flattened.get(type) ?? (name === "WithClause" ? "attributes" : undefined);
  if (name === "FormalParameters") set(name, Reader.Parameters, id);
  else if (name === "CatchParameter") set(name, Reader.Wrapper, readerId.get("$TypedTarget")!);
  else if (inner === undefined) set(name, Reader.Struct, id);
  else {
    const [reader, offset] = structs[name]!.fields[inner]!;
    set(name, Reader.Wrapper, readerId.get(reader)!, offset, parentheses.has(type) ? Flag.Parenthesized : 0);
  }
}

function nodeTables(structNames: readonly string[], readerId: ReadonlyMap<string, number>) {
  const count = structNames.length;
  const tables = {
    kind: new Uint8Array(count),
    constantFlags: new Int32Array(count),
    nameFrom: new Uint8Array(count),
    nameOffset: new Int32Array(count),
    nameArgument: new Int32Array(count),
    childrenStart: new Int32Array(count + 1),
    flagsStart: new Int32Array(count + 1),
    decorators: new Int32Array(count).fill(-1),
  };
  const constants: string[] = [];
  const childList: number[] = [];
  const flagList: number[] = [];
  const flagTables: number[] = [];
  structNames.forEach((name, id) => {
    tables.kind[id] = kindOf(name);
    tables.constantFlags[id] = constantFlags[name] ?? 0;
    const decorators = structs[name]?.fields.decorators;
    if (decorators !== undefined) tables.decorators[id] = decorators[1];
    const [nameFrom, offset, argument] = nameOf(name, constants);
    tables.nameFrom[id] = nameFrom;
    tables.nameOffset[id] = offset;
    tables.nameArgument[id] = argument;
    for (const child of childrenOf(name, readerId)) childList.push(...child);
    tables.childrenStart[id + 1] = childList.length;
    for (const [at, table] of flagsOf(name)) {
      flagList.push(at, flagTables.length);
      flagTables.push(...table);
    }
    tables.flagsStart[id + 1] = flagList.length;
  });
  return {
    ...tables,
    constants,
    children: Int32Array.from(childList),
    flagBytes: Int32Array.from(flagList),
    flagTables: Int32Array.from(flagTables),
  };
}

function kindOf(name: string): Kind {
  const type = structs[name]?.type ?? name;
  return kinds[name] ?? shapes.get(type)?.kind ?? (type.startsWith("TS") ? Kind.Type : Kind.Other);
}

function nameOf(name: string, constants: string[]): readonly [from: number, offset: number, argument: number] {
  const constant = (text: string): number => constants.push(text) - 1;
  if (constantNames[name] !== undefined) return [NameFrom.Constant, 0, constant(constantNames[name])];
  if (identifierNames[name] !== undefined) {
    return [NameFrom.String, offsetOf(name, identifierNames[name]) + identifierString, 0];
  }
  if (stringNames[name] !== undefined) return [NameFrom.String, offsetOf(name, stringNames[name][0]), 0];
  if (jsStringNames[name] !== undefined) {
    return [NameFrom.JsString, offsetOf(name, jsStringNames[name]) + offsetOf("StringLiteral", "value"), 0];
  }
  if (name === "StringLiteral") return [NameFrom.JsString, offsetOf(name, "value"), 0];
  if (keyed.has(name)) return [NameFrom.Key, offsetOf(name, "key"), offsetOf(name, "computed")];
  if (name === "Function" || name === "Class") return [NameFrom.OptionalIdentifier, offsetOf(name, "id"), 0];
  if (tableNames[name] !== undefined) {
    const [reader, offset] = structs[name]!.fields[tableNames[name]]!;
    const texts = reader === "Bool" ? ["false", "true"] : values[reader]!;
    const first = constants.length;
    constants.push(...texts);
    return [NameFrom.Table, offset, first];
  }
  const kind = kindOf(name);
  const type = structs[name]?.type ?? name;
  const isNamedByType = kind === Kind.Type || kind === Kind.Other;
  return isNamedByType ? [NameFrom.Constant, 0, constant(type)] : [NameFrom.Nothing, 0, 0];
}

function childrenOf(name: string, readerId: ReadonlyMap<string, number>): [reader: number, offset: number, role: number][] {
  const struct = structs[name];
  if (struct === undefined) return [];
  const found: [number, number, number][] = [];
  for (const [field, role] of children[name] ?? shapes.get(struct.type)?.children ?? []) {
    if (field === "$target") found.push([readerId.get("$TypedTarget")!, 0, role]);
    else if (field === "superTypeArguments") {
      found.push([readerId.get("$SuperTypes")!, struct.fields.superClass![1] + expressionSize, role]);
    } else if (struct.fields[field] !== undefined) {
      const [reader, offset] = struct.fields[field];
      const id = readerId.get(reader);
      if (id === undefined) throw new Error(`no reader ${reader} for ${name}.${field}`);
      found.push([id, offset, role]);
    }
  }
  return found;
}

function flagsOf(name: string): [offset: number, table: Int32Array][] {
  const found: [number, Int32Array][] = [];
  for (const [field, [reader, offset]] of Object.entries(structs[name]?.fields ?? {})) {
    const table = new Int32Array(256);
    if (reader === "Bool" && booleanFlags[field] !== undefined) table[1] = booleanFlags[field];
    else if (flagReaders.has(reader)) {
      values[reader.replace(/^Option/, "")]!.forEach((value, tag) => (table[tag] = valueFlags[value] ?? 0));
    }
    if (name === "SwitchCase" && field === "test") table[255] = Flag.Default;
    if (reader === "BinaryOperator") {
      values[reader]!.forEach((value, tag) => (table[tag] = comparisons.has(value) ? Flag.Comparison : 0));
    }
    if (reader === "ArrowFunctionBody") {
      for (const [tag, [inner]] of Object.entries(choices[reader]!)) {
        table[Number(tag)] = inner === "BoxFunctionBody" ? 0 : Flag.ExpressionBody;
      }
    }
    if (table.some((flag) => flag !== 0)) found.push([offset, table]);
  }
  return found;
}
