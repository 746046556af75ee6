// Reads YAML as rule files are mostly written, in one pass over the text: many times sooner than a whole YAML library does.

import { readFlow } from "./plain-yaml-flow.ts";
import { type Line, type Place, type Reader, Unusual, blank, columnOf, deepest, isOddKey, lineText, peek, positionOf, splitLines, unusual } from "./plain-yaml-lines.ts";
import { blockScalar, doubleQuoted, plainScalar, plainValue, singleQuoted, textValue } from "./plain-yaml-scalars.ts";
import type { YamlEntry, YamlValue } from "./yaml-value.ts";

/** What more aliases stand for is left to the library, which refuses far more of it. */
const mostNodes = 1_000_000;

/** The value of a text, the same that the library reads; undefined where anything in it is out of the ordinary. */
export function readPlainYaml(text: string): YamlValue | undefined {
  try {
    const reader: Reader = { text, lines: splitLines(text), next: 0, nodes: 0, anchored: new Map() };
    if (reader.lines[0] !== undefined && lineText(reader, reader.lines[0]) === "---") reader.next = 1;
    const first = peek(reader);
    if (first === undefined) return undefined;
    const value = readBlock(reader, { line: first, at: first.content, parentColumn: -1 }, 0);
    return peek(reader) === undefined ? value : undefined;
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

/** A value that begins at a place, on a line of its own or behind a dash. Takes all its lines. */
function readBlock(reader: Reader, place: Place, depth: number): YamlValue {
  if (depth > deepest) unusual();
  if (isDash(reader, place.at)) return readList(reader, place, depth);
  return keyEnd(reader, place) === undefined ? readScalar(reader, place) : readMap(reader, place, depth);
}

function isDash({ text }: Reader, at: number): boolean {
  return text[at] === "-" && (text[at + 1] === " " || text[at + 1] === "\n" || at + 1 === text.length);
}

function readList(reader: Reader, { line: first, at }: Place, depth: number): YamlValue {
  const column = at - first.start;
  const items: YamlValue[] = [];
  for (let line: Line | undefined = first, dash = at; line !== undefined && isDash(reader, dash); dash = line?.content ?? 0) {
    items.push(readBehind(reader, { line, at: dash + 1, parentColumn: column }, depth, readBlock));
    line = peek(reader);
    if (line === undefined || columnOf(line) < column) break;
    if (columnOf(line) > column) unusual();
  }
  return { type: "list", position: positionOf(first, at), items };
}

type ReadHere = (reader: Reader, place: Place, depth: number) => YamlValue;

/** What stands behind a dash or a colon: on the same line, or indented below it. */
function readBehind(reader: Reader, { line, at, parentColumn }: Place, depth: number, readHere: ReadHere): YamlValue {
  const start = skipBlanks(reader, line, at);
  if (start < line.end && start === at) unusual();
  const sign = reader.text[start];
  const place = { line, at: start, parentColumn };
  if (sign === "&") return readAnchored(reader, place, depth, readHere);
  if (sign === "*") return readAlias(reader, place);
  reader.nodes++;
  if (start < line.end && sign !== "#") return readHere(reader, place, depth + 1);
  return readBelow(reader, place, depth, readHere);
}

function readBelow(reader: Reader, { line, parentColumn }: Place, depth: number, readHere: ReadHere): YamlValue {
  reader.next = line.number;
  const below = peek(reader) ?? unusual();
  const isListOfKey = readHere === readScalar && columnOf(below) === parentColumn && isDash(reader, below.content);
  if (columnOf(below) <= parentColumn && !isListOfKey) unusual();
  return readBlock(reader, { line: below, at: below.content, parentColumn }, depth + 1);
}

function skipBlanks({ text }: Reader, line: Line, from: number): number {
  let at = from;
  while (at < line.end && text.charCodeAt(at) === blank) at++;
  return at;
}

const anchorOrAlias = /[&*]([\w-]+)(?= |\n|$)/y;

function nameAt(reader: Reader, at: number): string {
  anchorOrAlias.lastIndex = at;
  return anchorOrAlias.exec(reader.text)?.[1] ?? unusual();
}

/** `&name` before a value, which an alias may stand for from here on. */
function readAnchored(reader: Reader, { line, at, parentColumn }: Place, depth: number, readHere: ReadHere): YamlValue {
  const name = nameAt(reader, at);
  reader.anchored.delete(name);
  const before = reader.nodes++;
  const place = { line, at: skipBlanks(reader, line, at + 1 + name.length), parentColumn };
  const isBelow = place.at === line.end || reader.text[place.at] === "#";
  // An anchor before a key on its line is the key's.
  if (!isBelow && (/[&*]/.test(reader.text[place.at]!) || keyEnd(reader, place) !== undefined || isDash(reader, place.at))) unusual();
  const value = isBelow ? readBelow(reader, place, depth, readHere) : readHere(reader, place, depth + 1);
  reader.anchored.set(name, { value, nodes: reader.nodes - before });
  return value;
}

/** `*name` is the value itself, and counts as if it stood there again. */
function readAlias(reader: Reader, { line, at }: Place): YamlValue {
  const name = nameAt(reader, at);
  const known = reader.anchored.get(name) ?? unusual();
  if (!/^ *(?: #.*)?$/.test(reader.text.slice(at + 1 + name.length, line.end))) unusual();
  reader.nodes += known.nodes;
  if (reader.nodes > mostNodes) unusual();
  reader.next = line.number;
  return known.value;
}

function readMap(reader: Reader, { line: first, at }: Place, depth: number): YamlValue {
  const column = at - first.start;
  const entries: YamlEntry[] = [];
  const keys = new Set<string>();
  for (let line: Line | undefined = first, start = at; line !== undefined; start = line?.content ?? 0) {
    const end = keyEnd(reader, { line, at: start, parentColumn: column }) ?? unusual();
    const key = reader.text.slice(start, end).replace(/^(["'])(.*)\1$/, "$2");
    // Without quotes these are no texts, and another key than with quotes.
    const told = end - start === key.length && /^(?:true|false)$/.test(key) ? `!${key}` : key;
    if (keys.has(told)) unusual();
    keys.add(told);
    entries.push({ key, keyPosition: positionOf(line, start), value: readBehind(reader, { line, at: end + 1, parentColumn: column }, depth, readScalar) });
    line = peek(reader);
    if (line === undefined || columnOf(line) < column) break;
    if (columnOf(line) > column) unusual();
    if (isDash(reader, line.content)) unusual();
  }
  return { type: "map", position: positionOf(first, at), entries };
}

/** Where the key ends that begins at a place: an ordinary word with a colon behind it. */
function keyEnd({ text }: Reader, { line, at }: Place): number | undefined {
  ordinaryKey.lastIndex = at;
  const key = ordinaryKey.exec(text)?.[0];
  const end = at + (key?.length ?? 0);
  if (key === undefined || end > line.end || text[end] !== ":" || isOddKey(key)) return undefined;
  return end + 1 === line.end || text[end + 1] === " " ? end : undefined;
}

const ordinaryKey = /[A-Za-z_][\w./-]*|"[^"\\\n]*"|'[^'\n]*'/y;

/** A value that is no block of its own. Takes its lines. */
function readScalar(reader: Reader, place: Place): YamlValue {
  reader.next = place.line.number;
  const position = positionOf(place.line, place.at);
  switch (reader.text[place.at]) {
    case "|":
    case ">":
      return textValue(position, blockScalar(reader, place));
    case '"':
      return textValue(position, doubleQuoted(reader, place));
    case "'":
      return textValue(position, singleQuoted(reader, place));
    case "[":
    case "{":
      return readFlow(reader, place);
    default:
      return plainValue(position, plainScalar(reader, place));
  }
}
