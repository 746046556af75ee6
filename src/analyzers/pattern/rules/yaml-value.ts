// Reads YAML into plain values that remember where they stand, so that a rule problem can name its line and column.

import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments } from "yaml";
import { readPlainYaml } from "./plain-yaml.ts";

/** 1-based line and column (UTF-16 units) of a value in the rule file. */
export interface YamlPosition {
  readonly line: number;
  readonly column: number;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyPosition: YamlPosition;
  readonly value: YamlValue;
}

/** One YAML value with its position. `text` of a scalar is its source form; `value` is what YAML makes of it. */
export type YamlValue =
  | { readonly type: "map"; readonly position: YamlPosition; readonly entries: readonly YamlEntry[] }
  | { readonly type: "list"; readonly position: YamlPosition; readonly items: readonly YamlValue[] }
  | {
      readonly type: "scalar";
      readonly position: YamlPosition;
      readonly value: string | number | boolean | null;
      readonly text: string;
    };

/** Something in a rule file that keeps a rule from loading. */
export interface RuleProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** The rule it belongs to, where that is known. */
  readonly ruleId?: string;
}

/** Thrown inside the loader only; the loader turns it into a {@link RuleProblem}. */
export class RuleSyntaxError extends Error {
  readonly position: YamlPosition;

  constructor(position: YamlPosition, message: string) {
    super(message);
    this.name = "RuleSyntaxError";
    this.position = position;
  }
}

const start: YamlPosition = { line: 1, column: 1 };
const maxNodes = 2_000_000;
const nothing: YamlValue = { type: "scalar", position: start, value: null, text: "" };

/** Parses one YAML (or JSON) text. Throws {@link RuleSyntaxError} at the first syntax error. */
export function parseYaml(text: string): YamlValue {
  return readPlainYaml(text) ?? parseWithLibrary(text);
}

/** Reads whatever YAML allows, and says what is wrong where it is not. */
export function parseWithLibrary(text: string): YamlValue {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text.replace(/\r(?!\n)/g, "\n"), { lineCounter, uniqueKeys: true, strict: false, version: "1.2" });
  const document = Array.isArray(documents) ? documents[0] : undefined;
  if (Array.isArray(documents) && documents.length > 1) {
    const at = lineCounter.linePos(documents[1]!.range[0]);
    throw new RuleSyntaxError({ line: at.line, column: at.col }, "A rule file holds one YAML document: remove the `---` between rules.");
  }
  if (document === undefined) throw new RuleSyntaxError(start, "The file is empty; write a list of rules under `rules:`.");
  const error = document.errors[0];
  if (error !== undefined) {
    const at = error.linePos?.[0];
    throw new RuleSyntaxError(at === undefined ? start : { line: at.line, column: at.col }, firstLine(error.message));
  }
  let nodes = 0;
  const positionOf = (node: { range?: readonly number[] | null | undefined }): YamlPosition => {
    const at = lineCounter.linePos(node.range?.[0] ?? 0);
    return { line: Math.max(1, at.line), column: Math.max(1, at.col) };
  };
  /** What an anchor stands for at this place of the file, and how many nodes that is; undefined inside the anchored value itself. */
  const anchored = new Map<string, { readonly value: YamlValue; readonly nodes: number } | undefined>();
  const convert = (node: unknown, depth: number): YamlValue => {
    const anchor = isAlias(node) ? undefined : anchorOf(node);
    if (anchor === undefined) return convertBare(node, depth);
    anchored.set(anchor, undefined);
    const before = nodes;
    const value = convertBare(node, depth);
    anchored.set(anchor, { value, nodes: nodes - before });
    return value;
  };
  /** The value is shared, and counted as if it stood there again: readers go through it as often as it is named. */
  const valueOfAlias = (name: string): YamlValue => {
    if (!anchored.has(name)) return nothing;
    const known = anchored.get(name);
    nodes += known?.nodes ?? Number.POSITIVE_INFINITY;
    if (known === undefined || nodes > maxNodes) throw tooLarge();
    return known.value;
  };
  const convertBare = (node: unknown, depth: number): YamlValue => {
    if (++nodes > maxNodes || depth > 400) throw tooLarge();
    if (isAlias(node)) return valueOfAlias(node.source);
    if (isMap(node)) {
      const entries = node.items.map((pair) => {
        const key = pair.key as { value?: unknown; range?: readonly number[] };
        if (anchorOf(key) !== undefined) convert(key, depth + 1);
        return {
          key: String(key?.value ?? ""),
          keyPosition: positionOf(key ?? {}),
          value: convert(pair.value, depth + 1),
        };
      });
      return { type: "map", position: positionOf(node), entries: withMergedKeys(entries) };
    }
    if (isSeq(node)) {
      return { type: "list", position: positionOf(node), items: node.items.map((item) => convert(item, depth + 1)) };
    }
    if (isScalar(node)) {
      const value = scalarValue(node.value);
      const quoted = typeof node.value === "string";
      return { type: "scalar", position: positionOf(node), value, text: quoted ? String(value) : (node.source ?? String(value)) };
    }
    return nothing;
  };
  return convert(document.contents, 0);
}

function anchorOf(node: unknown): string | undefined {
  return isNode(node) && !isAlias(node) ? node.anchor : undefined;
}

function tooLarge(): RuleSyntaxError {
  return new RuleSyntaxError(start, "The file is too deeply nested or too large.");
}

function scalarValue(value: unknown): string | number | boolean | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  return value === null || value === undefined ? null : String(value);
}

function withMergedKeys(entries: readonly YamlEntry[]): YamlEntry[] {
  const result = entries.filter((entry) => mapsMergedBy(entry).length === 0);
  const keys = new Set(result.map((entry) => entry.key));
  for (const map of entries.flatMap(mapsMergedBy)) {
    const added = map.entries.filter((entry) => !keys.has(entry.key));
    for (const entry of added) keys.add(entry.key);
    result.push(...added);
  }
  return result;
}

/** The maps that `<<` takes in, one or a list of them. */
function mapsMergedBy({ key, value }: YamlEntry): Extract<YamlValue, { type: "map" }>[] {
  if (key !== "<<" || value.type === "scalar") return [];
  const maps = value.type === "map" ? [value] : value.items;
  return maps.filter((one) => one.type === "map");
}

/** What the parser says, and what to do about it. */
const yamlHints: readonly (readonly [RegExp, string])[] = [
  [/Nested mappings are not allowed/, ". A text that holds `: ` stands in quotes or below a `|`."],
  [/block sequence may not be used as an implicit map key/, ". The items of a list begin below one another: see how far their `- ` are indented."],
];

function firstLine(message: string): string {
  const line = message.split("\n")[0] ?? message;
  const hint = yamlHints.find(([words]) => words.test(line))?.[1] ?? "";
  return `Not valid YAML: ${line.replace(/ at line \d+, column \d+:?$/, "")}${hint}`;
}

/** The value under `key` of a map, or undefined. */
export function entryOf(value: YamlValue, key: string): YamlEntry | undefined {
  return value.type === "map" ? value.entries.find((entry) => entry.key === key) : undefined;
}

/** What a value is, in words for messages. */
export function describe(value: YamlValue): string {
  if (value.type === "map") return "a map";
  if (value.type === "list") return "a list";
  if (value.value === null) return "nothing";
  return `the ${typeof value.value} \`${value.text}\``;
}

/** The value as text. Throws where it is anything else; numbers and the like want quotes. */
export function expectString(value: YamlValue, what: string): string {
  if (value.type === "scalar" && typeof value.value === "string") return value.value;
  const hint = value.type === "scalar" && value.value !== null ? " Put it into quotes." : "";
  throw new RuleSyntaxError(value.position, `\`${what}\` wants a text, not ${describe(value)}.${hint}`);
}

/** The items of a list. Throws where it is none. */
export function expectList(value: YamlValue, what: string): readonly YamlValue[] {
  if (value.type !== "list") throw new RuleSyntaxError(value.position, `\`${what}\` wants a list, not ${describe(value)}.`);
  return value.items;
}

/** The entries of a map. Throws where it is none. */
export function expectMap(value: YamlValue, what: string): readonly YamlEntry[] {
  if (value.type !== "map") throw new RuleSyntaxError(value.position, `\`${what}\` wants a map, not ${describe(value)}.`);
  return value.entries;
}

/** Throws at the first key of a map that is none of `known`. */
export function refuseOtherKeys(value: YamlValue, known: readonly string[], what: string): void {
  const other = value.type === "map" ? value.entries.find(({ key }) => !known.includes(key)) : undefined;
  if (other === undefined) return;
  throw new RuleSyntaxError(other.keyPosition, `\`${what}\` has no \`${other.key}\`: known are ${known.map((key) => `\`${key}\``).join(", ")}.`);
}

/** true or false. */
export function expectBoolean(value: YamlValue, what: string): boolean {
  if (value.type === "scalar" && typeof value.value === "boolean") return value.value;
  throw new RuleSyntaxError(value.position, `\`${what}\` wants true or false, not ${describe(value)}.`);
}

/** A whole number, also when quoted. */
export function expectInteger(value: YamlValue, what: string): number {
  const number = value.type === "scalar" ? Number(value.value) : Number.NaN;
  if (Number.isInteger(number)) return number;
  throw new RuleSyntaxError(value.position, `\`${what}\` wants a whole number, not ${describe(value)}.`);
}

/** A text or a list of texts. */
export function expectStrings(value: YamlValue, what: string): string[] {
  if (value.type === "list") return value.items.map((item) => expectString(item, what));
  return [expectString(value, what)];
}

/** Back to plain JavaScript values, for metadata. */
export function toPlain(value: YamlValue): unknown {
  if (value.type === "map") return Object.fromEntries(value.entries.map((entry) => [entry.key, toPlain(entry.value)]));
  if (value.type === "list") return value.items.map(toPlain);
  return value.value;
}
