// The texts of YAML as rule files write them: plain, in quotes, and below `|` and `>`.

import { type Line, type Place, type Reader, columnOf, lineText, unusual } from "./plain-yaml-lines.ts";
import type { YamlPosition, YamlValue } from "./yaml-value.ts";

const blanksBefore = /^[ \t]+/;
const blanksBehind = /[ \t]+$/;

/** Words without quotes, also over several lines. */
export function plainScalar(reader: Reader, place: Place): string {
  const first = plainPart(reader.text.slice(place.at, place.line.end));
  if (!/^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-[^\s])/.test(first.text)) unusual();
  const more = first.isCut ? [] : continuation(reader, place);
  if (first.isCut && isContinued(reader, place)) unusual();
  const parts = [first.text];
  for (const [index, line] of more.entries()) {
    const { text, isCut } = plainPart(line);
    if (/^(?:#|[-?] |[-?]$)/.test(text) || isCut || (index === more.length - 1 && text === "")) unusual();
    parts.push(text);
  }
  return fold(parts);
}

/** A line of a plain text, up to a comment. */
function plainPart(line: string): { readonly text: string; readonly isCut: boolean } {
  const comment = /[ \t]#/.exec(line);
  const text = (comment === null ? line : line.slice(0, comment.index)).replace(blanksBehind, "");
  // A colon here makes a key of what stands before it, or is a mistake.
  if (/:(?:[ \t]|$)/.test(text)) unusual();
  return { text, isCut: comment !== null };
}

/** The lines that go on with a text: all that are indented deeper than what it belongs to. Blank ones at the end are none. */
function continuation(reader: Reader, { parentColumn }: Place): string[] {
  const found: string[] = [];
  let blanks = 0;
  let at = reader.next;
  for (; at < reader.lines.length; at++) {
    const line = reader.lines[at]!;
    if (line.content === line.end) {
      blanks++;
      continue;
    }
    if (columnOf(line) <= parentColumn) break;
    if (reader.text[line.content] === "\t" || reader.text[line.content] === "#") unusual();
    for (; blanks > 0; blanks--) found.push("");
    found.push(lineText(reader, line));
    reader.next = at + 1;
  }
  return found;
}

function isContinued(reader: Reader, place: Place): boolean {
  return continuation(reader, place).length > 0;
}

/** Lines as one text: a break is a blank, and an empty line a break. */
function fold(parts: readonly string[]): string {
  let folded = parts[0]!;
  let empty = 0;
  for (const [index, part] of parts.entries()) {
    if (index === 0) continue;
    if (part === "" && index < parts.length - 1) {
      empty++;
      continue;
    }
    folded += empty === 0 ? ` ${part}` : "\n".repeat(empty) + part;
    empty = 0;
  }
  return folded;
}

/** A text below `|` or `>`. */
export function blockScalar(reader: Reader, { line, at, parentColumn }: Place): string {
  const header = /^([|>])([+-]?)[ ]*$/.exec(reader.text.slice(at, line.end));
  if (header === null) unusual();
  const lines = blockLines(reader, parentColumn);
  const isFolded = header![1] === ">";
  let kept = lines.length;
  while (kept > 0 && lines[kept - 1] === "") kept--;
  if (kept === 0) unusual();
  // Blanks at the ends of lines follow rules of their own.
  if (isFolded && (lines[0] === "" || lines.some((one) => /^\t|[ \t]$/.test(one)))) unusual();
  const body = isFolded ? foldBlock(lines.slice(0, kept)) : lines.slice(0, kept).join("\n");
  if (header![2] === "-") return body;
  return header![2] === "" ? `${body}\n` : `${body}\n${"\n".repeat(lines.length - kept)}`;
}

/** As {@link fold}, but the breaks around a line that is indented deeper stay. */
function foldBlock(lines: readonly string[]): string {
  let folded = lines[0]!;
  let last = folded;
  let empty = 0;
  for (const line of lines.slice(1)) {
    if (line === "") {
      empty++;
      continue;
    }
    const staysBroken = line.startsWith(" ") || last.startsWith(" ");
    folded += (staysBroken ? "\n".repeat(empty + 1) : empty === 0 ? " " : "\n".repeat(empty)) + line;
    last = line;
    empty = 0;
  }
  return folded;
}

/** The lines of a block without their indentation, which is that of the first. */
function blockLines(reader: Reader, parentColumn: number): string[] {
  const found: string[] = [];
  let column = -1;
  for (; reader.next < reader.lines.length; reader.next++) {
    const line: Line = reader.lines[reader.next]!;
    if (line.content === line.end) {
      // Blanks beyond the indentation are a part of the text.
      if (column === -1 ? line.end > line.start : line.end - line.start > column) unusual();
      found.push("");
      continue;
    }
    if (columnOf(line) <= parentColumn) break;
    if (column === -1) column = columnOf(line);
    if (columnOf(line) < column || reader.text[line.content] === "\t") unusual();
    found.push(reader.text.slice(line.start + column, line.end));
  }
  // The text's last line may end without a break.
  if (reader.next === reader.lines.length && !reader.text.endsWith("\n")) unusual();
  return found;
}

/** A text in single quotes, on one line or more. */
export function singleQuoted(reader: Reader, place: Place): string {
  return fold(quotedLines(reader, place, /(?:[^']|'')*/y).map(trimInner)).replaceAll("''", "'");
}

/** A text in double quotes, on one line or more. */
export function doubleQuoted(reader: Reader, place: Place): string {
  const parts = quotedLines(reader, place, /(?:[^"\\]|\\.)*\\?/y);
  let joined = "";
  let open: string[] = [];
  for (const [index, part] of parts.entries()) {
    const isEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(part) && index < parts.length - 1;
    const begun = index === 0 ? part : part.replace(blanksBefore, "");
    open.push(isEscaped ? begun.slice(0, -1) : index === parts.length - 1 ? begun : begun.replace(blanksBehind, ""));
    if (isEscaped && parts[index + 1]!.trim() === "") unusual();
    if (!isEscaped) continue;
    joined += fold(open);
    open = [];
  }
  return unescape(joined + fold(open));
}

/** Blanks around the breaks inside a text in quotes do not count. */
function trimInner(part: string, index: number, all: readonly string[]): string {
  const begun = index === 0 ? part : part.replace(blanksBefore, "");
  return index === all.length - 1 ? begun : begun.replace(blanksBehind, "");
}

/** The lines between the quotes. Nothing but a comment stands behind the last one. */
function quotedLines(reader: Reader, { line, at, parentColumn }: Place, inner: RegExp): string[] {
  const found: string[] = [];
  const quote = reader.text[at]!;
  let from = at + 1;
  for (let current: Line | undefined = line; current !== undefined; current = reader.lines[reader.next++]) {
    if (current !== line) {
      if (current.content < current.end && (columnOf(current) <= parentColumn || reader.text[current.content] === "\t")) unusual();
      from = current.content;
    }
    const rest: string = reader.text.slice(from, current.end);
    inner.lastIndex = 0;
    const part = inner.exec(rest)![0];
    found.push(part);
    if (rest[part.length] !== quote) {
      if (part.length < rest.length) unusual();
      continue;
    }
    if (!/^[ ]*(?: #.*)?$/.test(rest.slice(part.length + 1))) unusual();
    return found;
  }
  return unusual();
}

const escapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", n: "\n", t: "\t", r: "\r", " ": " " };

export function unescape(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis, (_, wide?: string, narrow?: string, unit?: string) => {
    const code = wide ?? narrow;
    return code === undefined ? (escapes[unit!] ?? unusual()) : String.fromCharCode(Number.parseInt(code, 16));
  });
}

/** A text that says itself that it is one: in quotes, or below `|` and `>`. */
export function textValue(position: YamlPosition, value: string): YamlValue {
  return { type: "scalar", position, value, text: value };
}

/** What YAML makes of words without quotes; numbers but short whole ones, and what stands for nothing, are left to the library. */
export function plainValue(position: YamlPosition, source: string): YamlValue {
  if (/^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/.test(source)) return { type: "scalar", position, value: source.toLowerCase() === "true", text: source };
  if (/^(?:0|[1-9]\d{0,14})$/.test(source)) return { type: "scalar", position, value: Number(source), text: source };
  if (/^(?:~|null)?$/i.test(source) || otherNumber.test(source)) unusual();
  return { type: "scalar", position, value: source, text: source };
}

const otherNumber = /^(?:[-+]?\d+|0[xo][\da-f]+|[-+]?(?:\.\d+|\d+\.\d*|\d+)(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan))$/i;
