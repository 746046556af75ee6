// Writes src/languages/javascript/oxc-tables.generated.ts: where oxc's raw buffer keeps each field of each node.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Fields of a struct as `name: [reader, offset]`; a reader is a scalar, a struct, or a wrapper around one. */
interface Tables {
  version: string;
  /** Numbers of oxc's `constants.js` that the buffer is set up by. */
  constants: Record<string, number>;
  /** Structs: their ESTree type and fields. */
  structs: Record<string, { type: string; fields: Record<string, readonly [reader: string, offset: number]> }>;
  /** Enums over structs: for each tag the reader and its offset. */
  choices: Record<string, Record<number, readonly [reader: string, offset: number]>>;
  /** Enums over plain values: for each tag the value. */
  values: Record<string, readonly string[]>;
  /** Lists: element reader and its size. */
  lists: Record<string, readonly [reader: string, stride: number]>;
  /** Pointers: what they point to. */
  boxes: Record<string, string>;
  /** Optional readers: `pointer` (two zero words at the offset mean absent) or `tag` (a byte that means absent). */
  options: Record<string, readonly [reader: string, test: "pointer" | "tag", offset: number, absent: number]>;
}

const offsetPattern = String.raw`pos(?: \+ (\d+))?`;

/** The tables, read from the text of oxc's own deserialiser. */
export function readTables(deserialiser: string, constants: string, version: string): Tables {
  const tables: Tables = {
    version,
    constants: constantsOf(constants),
    structs: {},
    choices: {},
    values: {},
    lists: {},
    boxes: {},
    options: {},
  };
  for (const match of deserialiser.matchAll(/^function deserialize(\w+)\(pos\) \{\n([^]*?)\n\}/gm)) {
    readFunction(match[1]!, match[2]!, tables);
  }
  return tables;
}

function constantsOf(text: string): Record<string, number> {
  const found = [...text.matchAll(/export const (\w+) = (\d+);/g)];
  return Object.fromEntries(found.map((match) => [match[1]!, Number(match[2])]));
}

function readFunction(name: string, body: string, tables: Tables): void {
  const box = /^\s*return deserialize(\w+)\(int32\[pos >> 2\]\);$/.exec(body);
  const tagged = /^\s*return uint8\[pos(?: \+ (\d+))?\] === (\d+) \? null : deserialize(\w+)\(pos\);$/.exec(body);
  const pointer = /^\s*return int32\[\(?pos >> 2\)?(?: \+ (\d+))?\] === 0 && int32\[[^\]]+\] === 0\s*\? null\s*: deserialize(\w+)\(pos\);$/.exec(body);
  const list = /arr\.push\(deserialize(\w+)\(pos\)\);\s*pos \+= (\d+);/.exec(body);
  if (box !== null) tables.boxes[name] = box[1]!;
  else if (tagged !== null) tables.options[name] = [tagged[3]!, "tag", Number(tagged[1] ?? 0), Number(tagged[2])];
  else if (pointer !== null) tables.options[name] = [pointer[2]!, "pointer", 4 * Number(pointer[1] ?? 0), 0];
  else if (list !== null) tables.lists[name] = [list[1]!, Number(list[2])];
  else if (body.includes("switch (uint8[pos])")) readSwitch(name, body, tables);
  else readStruct(name, body, tables);
}

function readSwitch(name: string, body: string, tables: Tables): void {
  const choices: Record<number, readonly [string, number]> = {};
  const values: string[] = [];
  const answer = new RegExp(`^(?:return|let \\w+ =) deserialize(\\w+)\\(${offsetPattern}\\)`);
  // Several tags may share an answer; an answer may also be the start of a conversion, whose source is what counts.
  for (const match of body.matchAll(/((?:case \d+:\s*)+)((?:return|let) [^;]+);/g)) {
    const call = answer.exec(match[2]!);
    for (const tag of match[1]!.matchAll(/\d+/g)) {
      if (call !== null) choices[Number(tag[0])] = [call[1]!, Number(call[2] ?? 0)];
      else values[Number(tag[0])] = match[2]!.replace(/^return /, "").replaceAll('"', "");
    }
  }
  if (values.length > 0) tables.values[name] = values;
  else tables.choices[name] = choices;
}

function readStruct(name: string, body: string, tables: Tables): void {
  const fields: Record<string, readonly [string, number]> = {};
  const pattern = new RegExp(`(\\w+)(?::| =)\\s+\\[?deserialize(\\w+)\\(${offsetPattern}\\)`, "g");
  for (const match of body.matchAll(pattern)) fields[match[1]!] ??= [match[2]!, Number(match[3] ?? 0)];
  // Bodies are two lists in the buffer, directives first.
  const statements = new RegExp(`\\.\\.\\.deserializeVecStatement\\(${offsetPattern}\\)`).exec(body);
  if (statements !== null) fields.statements = ["VecStatement", Number(statements[1])];
  const type = /type: "(\w+)"/.exec(body)?.[1] ?? name;
  if (Object.keys(fields).length > 0) tables.structs[name] = { type, fields };
}

/** The committed file's text. */
export function tablesSource(): string {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve("oxc-parser/package.json"));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const read = (path: string): string => readFileSync(join(root, "src-js/generated", path), "utf8");
  const tables = readTables(read("deserialize/ts.js"), read("constants.js"), version);
  const lines = Object.entries(tables).map(([name, table]) => `  ${name}: ${entries(table)},`);
  return [
    "// @generated by `npx jiti scripts/generate-oxc-tables.ts`: where oxc's raw buffer keeps each field. DO NOT EDIT.",
    "",
    "/** Offsets are bytes. They hold for exactly this version of oxc-parser. */",
    "export const oxcTables = {",
    ...lines,
    "} as const;",
    "",
  ].join("\n");
}

function entries(table: Tables[keyof Tables]): string {
  if (typeof table === "string") return JSON.stringify(table);
  const rows = Object.entries(table).map(([name, value]) => `    ${name}: ${JSON.stringify(value)},`);
  return `{\n${rows.join("\n")}\n  }`;
}

export const tablesPath = fileURLToPath(new URL("../src/languages/javascript/oxc-tables.generated.ts", import.meta.url));

if (process.argv[1]?.endsWith("generate-oxc-tables.ts") === true) writeFileSync(tablesPath, tablesSource());
