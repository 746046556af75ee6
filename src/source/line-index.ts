// Turns offsets into lines and columns, and counts lines of code, of comment, and blank ones.

import { countUntil } from "../model/count-until.ts";
import type { Region } from "../model/finding.ts";

/** Where each line of a text starts. Lines are 1-based, columns 1-based in UTF-16 units, offsets 0-based. */
export interface LineIndex {
  /** Offset of the first unit of each line; entry 0 is line 1. */
  readonly starts: Uint32Array;
  /** Lines as an editor counts them: a final line break does not open another. An empty text has none. */
  readonly lineCount: number;
  readonly lineOf: (offset: number) => number;
  readonly columnOf: (offset: number) => number;
  readonly regionOf: (start: number, end: number) => Region;
  /** The text of a line without its line break; "" for a line that does not exist. */
  readonly textOf: (line: number) => string;
}

/**
 * Indexes a text. LF, CRLF and a lone CR end a line. U+2028 and U+2029 do not, though JavaScript's grammar says so:
 * editors, git and GitHub count without them, and a report must point at the line that its reader sees.
 */
export function indexLines(text: string): LineIndex {
  const starts = findLineStarts(text);
  const lastStart = starts[starts.length - 1]!;
  const lineOf = (offset: number): number => countUntil(starts, offset);
  const columnOf = (offset: number): number => offset - starts[lineOf(offset) - 1]! + 1;
  return {
    starts,
    lineCount: lastStart === text.length ? starts.length - 1 : starts.length,
    lineOf,
    columnOf,
    regionOf: (start, end) => ({
      start,
      end,
      startLine: lineOf(start),
      startColumn: columnOf(start),
      endLine: lineOf(end),
      endColumn: columnOf(end),
    }),
    textOf: (line) => lineText(text, starts, line),
  };
}

export interface LineCounts {
  readonly total: number;
  /** Neither blank nor only comment. */
  readonly code: number;
  /** Nothing but comment, or part of one. */
  readonly comment: number;
  readonly blank: number;
}

/** Counts the lines of a text that is indexed; the comment ranges are sorted and do not overlap. */
export function countLines(text: string, { starts, lineCount }: LineIndex, comments: readonly { readonly start: number; readonly end: number }[]): LineCounts {
  let code = 0;
  let comment = 0;
  let next = 0;
  for (let line = 0; line < lineCount; line++) {
    const end = line + 1 < starts.length ? starts[line + 1]! : text.length;
    let hasComment = false;
    let at = starts[line]!;
    while (next < comments.length && comments[next]!.end <= at) next++;
    // What is neither blank nor comment is code. A comment may go on in the next line, which begins with it again.
    for (let inside = next; at < end; at++) {
      if (inside < comments.length && at >= comments[inside]!.start) {
        hasComment = true;
        at = comments[inside++]!.end - 1;
      } else if (!isBlankUnit(text.charCodeAt(at))) break;
    }
    if (at < end) code++;
    else if (hasComment) comment++;
  }
  return { total: lineCount, code, comment, blank: lineCount - code - comment };
}

/** Space, control characters, no-break space and the byte-order mark. */
function isBlankUnit(unit: number): boolean {
  return unit <= 0x20 || unit === 0xa0 || unit === 0xfeff;
}

function findLineStarts(text: string): Uint32Array {
  const starts: number[] = [0];
  if (text.includes("\r")) {
    for (let offset = 0; offset < text.length; offset++) {
      const unit = text.charCodeAt(offset);
      if (unit === 10 || (unit === 13 && text.charCodeAt(offset + 1) !== 10)) starts.push(offset + 1);
    }
  } else {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  }
  return new Uint32Array(starts);
}

function lineText(text: string, starts: Uint32Array, line: number): string {
  const start = starts[line - 1];
  if (start === undefined) return "";
  let end = starts[line] ?? text.length;
  if (end > start && text.charCodeAt(end - 1) === 10) end--;
  if (end > start && text.charCodeAt(end - 1) === 13) end--;
  return text.slice(start, end);
}
