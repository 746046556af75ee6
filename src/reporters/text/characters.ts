// Measures scanned text in terminal columns and takes the power out of characters that would steer the terminal.

/** What is shown for one user-perceived character, or for one escaped code point. */
export interface Cell {
  readonly text: string;
  readonly widthColumns: number;
  /** 0-based UTF-16 range in the line. */
  readonly start: number;
  readonly end: number;
}

const tabColumns = 4;
/** Made at the first line that is not ASCII: loading its tables takes a fifth of a short scan. */
const segmenter: { graphemes?: Intl.Segmenter } = {};

/** Controls, line separators, lone surrogates, and what reorders or hides text (Trojan Source, CVE-2021-42574). */
const dangerous = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Cf}]/u;
/** Joiners and presentation selectors are part of many emoji. */
const emojiParts = /\u200D|\uFE0E|\uFE0F/u;
const zeroWidth = /[\p{Mn}\p{Me}\u1160-\u11FF]/u;
const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F/u;
/** Blocks that are wide throughout in Unicode's East Asian Width (UAX 11), emoji aside. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F200}-\u{1F2FF}\u{20000}-\u{3FFFD}]/u;

/** The cells of one source line. Tabs become spaces up to the next stop; `isUnicode` false escapes all but ASCII. */
export function toCells(line: string, isUnicode: boolean): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const push = (text: string, widthColumns: number, start: number, length: number): void => {
    cells.push({ text, widthColumns, start, end: start + length });
    column += widthColumns;
  };
  for (const { segment, index } of segmentsOf(line)) {
    if (segment === "\t") {
      const width = tabColumns - (column % tabColumns);
      push(" ".repeat(width), width, index, 1);
    } else if (isPlain(segment) || (isUnicode && !hasDanger(segment))) {
      push(segment, widthOfGrapheme(segment), index, segment.length);
    } else {
      let offset = index;
      for (const point of segment) {
        const text = isPlain(point) || (isUnicode && !dangerous.test(point)) ? point : escapePoint(point);
        push(text, text === point ? widthOfGrapheme(point) : text.length, offset, point.length);
        offset += point.length;
      }
    }
  }
  return cells;
}

function segmentsOf(line: string): Iterable<{ readonly segment: string; readonly index: number }> {
  // Cutting ASCII into characters needs no segmenter, which is slow.
  return /^[\t -~]*$/.test(line) ? [...line].map((segment, index) => ({ segment, index })) : graphemes().segment(line);
}

function graphemes(): Intl.Segmenter {
  return (segmenter.graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" }));
}

function isPlain(text: string): boolean {
  return /^[ -~]+$/.test(text);
}

function hasDanger(grapheme: string): boolean {
  const isEmoji = /\p{Extended_Pictographic}/u.test(grapheme);
  return [...grapheme].some((point) => dangerous.test(point) && !(isEmoji && emojiParts.test(point)));
}

function escapePoint(point: string): string {
  const code = point.codePointAt(0)!;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

function widthOfGrapheme(grapheme: string): number {
  if (isPlain(grapheme)) return grapheme.length;
  if (emoji.test(grapheme)) return 2;
  let width = 0;
  for (const point of grapheme) {
    if (emojiParts.test(point) || zeroWidth.test(point)) continue;
    width += wide.test(point) ? 2 : 1;
  }
  return width;
}

export function widthOfCells(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.widthColumns, 0);
}

/** Scanned text made safe to stand in a sentence: as cells are, and on one line. */
export function neutralize(text: string, isUnicode: boolean): string {
  return toCells(text, isUnicode)
    .map((cell) => cell.text)
    .join("");
}

/** Columns of text that is free of ANSI sequences. */
export function widthOf(text: string): number {
  return isPlain(text) ? text.length : widthOfCells(toCells(text, true));
}
