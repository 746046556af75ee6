// Fits one source line into the columns there are, cut around what matters, with carets below it.

import { type Cell, toCells, widthOfCells } from "./characters.ts";
import type { Style } from "./style.ts";

/** 0-based UTF-16 range in the line; `end` exclusive, at least one character wide when drawn. */
export interface Mark {
  readonly start: number;
  readonly end: number;
}

export interface FittedLine {
  readonly text: string;
  readonly widthColumns: number;
  /** Spaces and carets under the mark, no spaces at the end; empty where the mark is not on the line. */
  readonly carets: string;
  /** Columns before the mark. */
  readonly markColumn: number;
}

/** The line in at most `widthColumns`; where it is longer, the part around `mark` with ellipses. */
export function fitLine(line: string, mark: Mark, widthColumns: number, style: Style): FittedLine {
  const cells = trimEnd(toCells(line, style.isUnicode));
  const focus = focusOf(cells, mark);
  const { first, last, isCutBefore, isCutAfter } = chooseWindow(cells, focus, widthColumns, style);
  const shown = cells.slice(first, last);
  const before = isCutBefore ? style.signs.ellipsis : "";
  const after = isCutAfter ? style.signs.ellipsis : "";
  const text = before + shown.map((cell) => cell.text).join("") + after;
  const markColumn = before.length + widthOfCells(cells.slice(first, Math.max(first, focus.first)));
  const caretColumns = widthOfCells(cells.slice(Math.max(first, focus.first), Math.min(last, focus.last)));
  const isOnLine = mark.start <= line.length && focus.first <= last;
  return {
    text,
    widthColumns: before.length + widthOfCells(shown) + after.length,
    carets: isOnLine ? " ".repeat(markColumn) + style.signs.caret.repeat(Math.max(1, caretColumns)) : "",
    markColumn: isOnLine ? markColumn : 0,
  };
}

function trimEnd(cells: Cell[]): Cell[] {
  const last = cells.findLastIndex((cell) => cell.text.trim() !== "");
  return cells.slice(0, last + 1);
}

/** Indexes of the cells that the mark touches; an empty mark stands before a cell or behind the last. */
function focusOf(cells: readonly Cell[], mark: Mark): { first: number; last: number } {
  const found = cells.findIndex((cell) => cell.end > mark.start);
  const first = found === -1 ? cells.length : found;
  const behind = cells.findIndex((cell, index) => index >= first && cell.start >= mark.end);
  return { first, last: Math.max(first, behind === -1 ? cells.length : behind) };
}

interface Window {
  readonly first: number;
  readonly last: number;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** Grows a window from the mark's beginning: the mark first, then a third of the rest before it, the remainder after. */
function chooseWindow(
  cells: readonly Cell[],
  focus: { first: number; last: number },
  widthColumns: number,
  style: Style,
): Window {
  if (widthOfCells(cells) <= widthColumns) return { first: 0, last: cells.length, isCutBefore: false, isCutAfter: false };
  const room = Math.max(1, widthColumns - 2 * style.signs.ellipsis.length);
  const ofFocus = Math.min(room, widthOfCells(cells.slice(focus.first, focus.last)));
  let first = focus.first;
  let used = 0;
  const beforeRoom = Math.floor((room - ofFocus) / 3);
  while (first > 0 && used + cells[first - 1]!.widthColumns <= beforeRoom) used += cells[(first -= 1)]!.widthColumns;
  let last = first;
  let total = 0;
  while (last < cells.length && total + cells[last]!.widthColumns <= room) total += cells[last++]!.widthColumns;
  // Near the end of the line room is left over; it goes to what stands before.
  while (first > 0 && total + cells[first - 1]!.widthColumns <= room) total += cells[(first -= 1)]!.widthColumns;
  return { first, last, isCutBefore: first > 0, isCutAfter: last < cells.length };
}
