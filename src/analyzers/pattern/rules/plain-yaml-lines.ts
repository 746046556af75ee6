// The lines of a YAML text on their way to values, and the way out where one of them is out of the ordinary.

import type { YamlPosition, YamlValue } from "./yaml-value.ts";

/** Thrown inside: what is written is left to the library, which also knows what is wrong with it. */
export class Unusual extends Error {}

export function unusual(): never {
  throw new Unusual();
}

/** One line: its number, and the offsets of its beginning, of its first unit that is no blank, and of its end. */
export interface Line {
  readonly number: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Where a value begins, and the column (0-based) that all of it stands to the right of. */
export interface Place {
  readonly line: Line;
  readonly at: number;
  readonly parentColumn: number;
}

/** The text, and the line that is read next. */
export interface Reader {
  readonly text: string;
  readonly lines: readonly Line[];
  next: number;
  /** How many values were read, those of aliases each time. */
  nodes: number;
  /** What anchors stand for here. */
  readonly anchored: Map<string, { readonly value: YamlValue; readonly nodes: number }>;
}

/** So many lists and maps within each other are left to the library. */
export const deepest = 100;

export function splitLines(text: string): Line[] {
  if (/[\r\uFEFF\u0085\u2028\u2029]/.test(text)) unusual();
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    let content = start;
    while (content < end && text.charCodeAt(content) === blank) content++;
    lines.push({ number: lines.length + 1, start, content, end });
    start = end + 1;
  }
  return lines;
}

/** A space. */
export const blank = 0x20;

export function lineText({ text }: Reader, { content, end }: Line): string {
  return text.slice(content, end);
}

export function columnOf(line: Line): number {
  return line.content - line.start;
}

/** The next line that is neither blank nor only a comment, which is not taken yet. */
export function peek(reader: Reader): Line | undefined {
  for (; reader.next < reader.lines.length; reader.next++) {
    const line = reader.lines[reader.next]!;
    if (line.content === line.end || reader.text[line.content] === "#") continue;
    // Tabs do not indent, and at the very left these are marks of documents and directives.
    if (reader.text[line.content] === "\t" || (line.content === line.start && /^(?:---|\.\.\.|%)/.test(reader.text.slice(line.start, line.start + 3)))) unusual();
    return line;
  }
  return undefined;
}

export function positionOf(line: Line, at: number): YamlPosition {
  return { line: line.number, column: at - line.start + 1 };
}

/** True for a key that YAML takes for no text and spells otherwise. */
export function isOddKey(key: string): boolean {
  return /^(?:null|true|false)$/i.test(key) && key !== "true" && key !== "false";
}
