// Lists and maps of YAML in brackets, on one line: `[a, "b"]`, `{key: value}`.

import { type Line, type Place, type Reader, deepest, isOddKey, positionOf, unusual } from "./plain-yaml-lines.ts";
import { plainValue, textValue, unescape } from "./plain-yaml-scalars.ts";
import type { YamlEntry, YamlValue } from "./yaml-value.ts";

/** What is read of the line, and where reading goes on. */
interface Cursor {
  readonly text: string;
  readonly line: Line;
  at: number;
  /** How many lists and maps are open. */
  depth: number;
}

/** The list or map that begins at a place; nothing but a comment stands behind it. */
export function readFlow(reader: Reader, { line, at }: Place): YamlValue {
  const cursor: Cursor = { text: reader.text, line, at, depth: 0 };
  const value = readValue(cursor);
  if (!/^ *(?: #.*)?$/.test(reader.text.slice(cursor.at, line.end))) unusual();
  return value;
}

function readValue(cursor: Cursor): YamlValue {
  const position = positionOf(cursor.line, cursor.at);
  if (take(cursor, /\[ */y) !== undefined) return { type: "list", position, items: readElements(cursor, "]", readValue) };
  if (take(cursor, /\{ */y) !== undefined) return { type: "map", position, entries: withoutRepeats(readElements(cursor, "}", readEntry)) };
  const doubled = take(cursor, /"(?:[^"\\\n]|\\[^\n])*"/y);
  if (doubled !== undefined) return textValue(position, unescape(doubled.slice(1, -1)));
  const single = take(cursor, /'(?:[^'\n]|'')*'/y);
  if (single !== undefined) return textValue(position, single.slice(1, -1).replaceAll("''", "'"));
  const plain = take(cursor, /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-[^\s,[\]{}:#])[^,[\]{}:#\n]*/y) ?? unusual();
  return plainValue(position, plain.replace(/[ \t]+$/, ""));
}

function readElements<T>(cursor: Cursor, closing: string, read: (cursor: Cursor) => T): T[] {
  const found: T[] = [];
  if (++cursor.depth > deepest) unusual();
  while (cursor.text[cursor.at] !== closing) {
    found.push(read(cursor));
    take(cursor, / +/y);
    if (cursor.text[cursor.at] === closing) break;
    if (take(cursor, /, */y) === undefined) unusual();
  }
  cursor.at++;
  cursor.depth--;
  return found;
}

function readEntry(cursor: Cursor): YamlEntry {
  const keyPosition = positionOf(cursor.line, cursor.at);
  const written = take(cursor, /(?:[A-Za-z_][\w./-]*|"[^"\\\n]*"|'[^'\n]*')(?=: )/y) ?? unusual();
  const key = written.replace(/^(["'])(.*)\1$/, "$2");
  if (isOddKey(written)) unusual();
  take(cursor, /: +/y);
  return { key, keyPosition, value: readValue(cursor) };
}

function withoutRepeats(entries: YamlEntry[]): YamlEntry[] {
  return new Set(entries.map(({ key }) => key)).size === entries.length ? entries : unusual();
}

/** What stands here of an expression that is sticky, and steps behind it. */
function take(cursor: Cursor, expression: RegExp): string | undefined {
  expression.lastIndex = cursor.at;
  const found = expression.exec(cursor.text)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
}
