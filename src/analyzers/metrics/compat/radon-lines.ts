// Raw line counts as radon 6 takes them (`raw.py`): logical line by logical line, each line stripped of its indentation.

import { type TokenScan, scanLine, startScan } from "./radon-tokens.ts";

/** radon's names: `code` is sloc, `logical` is lloc, `comment` the number of comments wherever they stand. */
export interface RadonLines {
  readonly total: number;
  readonly code: number;
  readonly comment: number;
  readonly blank: number;
  readonly logical: number;
  /** Lines of strings that stand alone over several lines. */
  readonly multi: number;
  /** Lines that are one comment, or one string. */
  readonly singleComments: number;
}

interface Counts {
  code: number;
  comment: number;
  blank: number;
  logical: number;
  multi: number;
  singleComments: number;
}

/** Line ends as Python's `splitlines` sees them: more than other tools do. */
const lineEnds = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;
const stripped = /[\s\x1c-\x1f\x85]/;

export function countRadonLines(text: string): RadonLines {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = source.split(lineEnds).map(strip);
  // A line break at the end of the text opens no further line.
  if (lines.at(-1) === "") lines.pop();
  const counts: Counts = { code: 0, comment: 0, blank: 0, logical: 0, multi: 0, singleComments: 0 };
  for (let first = 0; first < lines.length; ) {
    const scan = startScan();
    let next = first;
    do scanLine(scan, lines[next++]!);
    while (isOpen(scan) && next < lines.length);
    countGroup(scan, lines.slice(first, next), counts);
    first = next;
  }
  return { ...counts, total: counts.code + counts.blank + counts.multi + counts.singleComments };
}

/** The line without white space at both ends, as Python sees white space. */
function strip(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && isBlank(line, start)) start++;
  while (end > start && isBlank(line, end - 1)) end--;
  return line.slice(start, end);
}

function isBlank(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  if (code > 32 && code < 127) return false;
  return code === 32 || stripped.test(line[at]!);
}

function isOpen(scan: TokenScan): boolean {
  return scan.depth > 0 || scan.openQuote !== "" || scan.isContinued;
}

function countGroup(scan: TokenScan, lines: readonly string[], counts: Counts): void {
  counts.comment += scan.comments;
  counts.logical += logicalLines(scan);
  const isOnlyString = scan.comments === 0 && scan.tokens === 1 && scan.startsWithString;
  if (scan.tokens === 0 && scan.comments === 1 && lines.length === 1) counts.singleComments++;
  else if (isOnlyString && lines.length === 1) counts.singleComments++;
  else {
    const filled = lines.filter((line) => line !== "").length;
    counts.blank += lines.length - filled;
    if (isOnlyString) counts.multi += filled;
    else counts.code += filled;
  }
}

/** Two where something follows the last colon of a statement, as in `if a: b`, and in `x[1:2]` as well. */
function logicalLines(scan: TokenScan): number {
  let count = 0;
  for (const [index, part] of [...scan.finished, scan.part].entries()) {
    // In all parts but the last radon takes the last token for the end mark.
    const isLast = index === scan.finished.length;
    const afterLast = isLast ? 0 : 1;
    if (part.tokensAfterColon >= 0) count += part.tokensAfterColon === afterLast ? 1 : 2;
    else if (part.tokens > 0) count++;
  }
  return count;
}
