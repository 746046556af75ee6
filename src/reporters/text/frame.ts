// Draws a finding's frame: file, numbered lines, carets under the finding, notes of the data path in the margin.

import type { Finding } from "../../model/finding.ts";
import { neutralize, widthOf } from "./characters.ts";
import { fitLine, type FittedLine } from "./code-line.ts";
import { type CodeRow, collectRows, type Row } from "./path-rows.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

const indentColumns = 2;
const noteGapColumns = 4;
/** Lines are not cut below this to make room for notes; the notes then go below the lines. */
const leastCodeColumns = 24;

interface Layout {
  readonly gutterColumns: number;
  readonly codeColumns: number;
  /** Column of the notes in the margin; undefined where they stand below the lines. */
  readonly noteColumn: number | undefined;
}

export function drawFrame(finding: Finding, style: Style): string[] {
  const rows = collectRows(finding);
  const layout = planLayout(rows, style);
  const lines: string[] = [];
  let path: string | undefined;
  for (const row of rows) {
    if (row.path !== path) lines.push(`  ${drawPath(row.path, finding, style)}`);
    path = row.path;
    lines.push(...drawRow(row, finding, layout, style));
  }
  return lines;
}

/** The finding's own file with its position, as editors open it; other files by name. */
function drawPath(path: string, finding: Finding, style: Style): string {
  const name = neutralize(path, style.isUnicode);
  if (path !== finding.path) return style.bold(name);
  return `${style.bold(name)}${style.dim(`:${finding.region.startLine}:${finding.region.startColumn}`)}`;
}

/** Digits of the widest line number, and one column for the sign of a diff to line up with frames. */
export function gutterColumnsOf(greatestLine: number): number {
  return Math.max(2, String(greatestLine).length);
}

/** Notes stand in the margin where every annotated line fits beside them, else below the lines. */
function planLayout(rows: readonly Row[], style: Style): Layout {
  const code = rows.filter((row) => row.type === "code");
  const gutterColumns = gutterColumnsOf(Math.max(...code.map((row) => row.line)));
  const room = style.widthColumns - indentColumns - gutterColumns - 3;
  const noteColumns = Math.max(0, ...code.map((row) => widthOf(noteOf(row, style))));
  if (noteColumns === 0) return { gutterColumns, codeColumns: room, noteColumn: undefined };
  const beside = room - noteGapColumns - noteColumns;
  const annotated = code.filter((row) => row.notes.length > 0);
  const widest = Math.max(...annotated.map((row) => fitLine(row.text, row.mark, room, style).widthColumns));
  if (widest <= beside) return { gutterColumns, codeColumns: room, noteColumn: widest + noteGapColumns };
  // Cutting lines a little keeps the picture; cutting them to shreds does not.
  const isCutFair = beside >= leastCodeColumns && beside >= widest * 0.75;
  if (isCutFair) return { gutterColumns, codeColumns: beside, noteColumn: beside + noteGapColumns };
  return { gutterColumns, codeColumns: room, noteColumn: undefined };
}

function noteOf(row: CodeRow, style: Style): string {
  return neutralize(row.notes.join(", "), style.isUnicode);
}

function drawRow(row: Row, finding: Finding, layout: Layout, style: Style): string[] {
  if (row.type === "gap") return [gutter(undefined, layout.gutterColumns, style) + style.dim(`${style.signs.ellipsis} ${row.text}`)];
  const fitted = fitLine(row.text, row.mark, layout.codeColumns, style);
  const note = noteOf(row, style);
  const paintNote = row.kind === "step" ? style.dim : row.isPrimary ? style.severity[finding.severity] : style.bold;
  const isBeside = note !== "" && layout.noteColumn !== undefined;
  const margin = isBeside ? " ".repeat(layout.noteColumn! - fitted.widthColumns) + paintNote(note) : "";
  const lines = [trimmed(gutter(row.line, layout.gutterColumns, style) + fitted.text + margin)];
  const empty = gutter(undefined, layout.gutterColumns, style);
  if (row.isPrimary) lines.push(...drawCarets(row, fitted, finding, empty, style));
  if (note !== "" && !isBeside) {
    const column = Math.min(fitted.markColumn, Math.max(0, layout.codeColumns - widthOf(note) - 2));
    const noteBelow = { text: `${style.signs.noteBelow} ${note}`, paint: paintNote };
    const wrapped = wrap([noteBelow], layout.codeColumns - column, { first: "", later: "  " });
    lines.push(...wrapped.map((line) => `${empty}${" ".repeat(column)}${line}`));
  }
  return lines;
}

function drawCarets(row: CodeRow, fitted: FittedLine, finding: Finding, empty: string, style: Style): string[] {
  const paint = style.severity[finding.severity];
  if (fitted.carets !== "") {
    const indent = fitted.carets.length - fitted.carets.trimStart().length;
    return [empty + " ".repeat(indent) + paint(fitted.carets.trimStart())];
  }
  // The line was cut before the finding's column: say where it is.
  return [`${empty}${paint(`at column ${row.mark.start + 1}`)}`];
}

/** Indent, line number or blanks, and the bar. */
export function gutter(line: number | undefined, columns: number, style: Style): string {
  const number = (line === undefined ? "" : String(line)).padStart(columns);
  return `${" ".repeat(indentColumns)}${style.dim(`${number} ${style.signs.bar}`)} `;
}

function trimmed(line: string): string {
  return line.replace(/ +$/, "");
}
