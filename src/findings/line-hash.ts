// Computes GitHub's `primaryLocationLineHash`, by which code scanning recognises a result in the next upload.

// The algorithm is that of github/codeql-action, src/fingerprints.ts: a polynomial hash over the hundred UTF-16 units
// that start at a line's first unit, spaces and tabs left out and every line break read as LF.

const windowUnits = 100;
const factor = 37;
const endOfFile = 65535;
const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const tab = 9;

/** A text and the offset at which each of its lines starts. */
interface LinedText {
  readonly text: string;
  readonly starts: ArrayLike<number>;
}

/**
 * The hash of each asked-for line, as `<hexadecimal>:<occurrence>`. Lines are 1-based; a line that does not exist has
 * no entry. The text is read in place: of most lines only the beginning is looked at.
 */
export function hashLines({ text, starts }: LinedText, lines: Iterable<number>): Map<number, string> {
  const wanted = new Set<number>();
  // Equal hashes come from equal windows: only windows that begin like a wanted one are hashed at all.
  const beginnings = new Set<number>();
  let last = 0;
  for (const line of lines) {
    const start = starts[line - 1];
    if (start === undefined) continue;
    wanted.add(line);
    beginnings.add(beginningOf(text, start));
    if (line > last) last = line;
  }
  const hashes = new Map<number, string>();
  const counts = new Map<string, number>();
  for (let line = 1; line <= last; line++) {
    const start = starts[line - 1]!;
    if (!beginnings.has(beginningOf(text, start))) continue;
    const hash = hashWindow(text, start);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    if (wanted.has(line)) hashes.set(line, `${hash}:${count}`);
  }
  return hashes;
}

/** The next place with a unit that counts, or the text's end: blanks do not, nor does the second half of a CRLF. */
function nextPlace(text: string, from: number): number {
  for (let at = from; ; at++) {
    const unit = text.charCodeAt(at);
    if (unit === space || unit === tab || (unit === lineFeed && text.charCodeAt(at - 1) === carriageReturn)) continue;
    return at;
  }
}

/** The unit at a place, any line break as LF; at the end of the text its mark. */
function unitAt(text: string, at: number): number {
  if (at >= text.length) return endOfFile;
  const unit = text.charCodeAt(at);
  return unit === carriageReturn ? lineFeed : unit;
}

/** So many units tell nearly all other lines apart. */
const beginningUnits = 8;
/** What V8 keeps in a set without making an object of it. */
const smallInteger = 0x3fffffff;

/** The first units of a window as one number: the same for equal windows. */
function beginningOf(text: string, start: number): number {
  let beginning = 0;
  let at = nextPlace(text, start);
  for (let count = 0; count < beginningUnits && at <= text.length; count++) {
    beginning = (Math.imul(beginning, factor) + unitAt(text, at)) | 0;
    at = nextPlace(text, at + 1);
  }
  return beginning & smallInteger;
}

/** `h = 37·h + unit` modulo 2⁶⁴ over a hundred units, zeros after the end, in three parts of 16, 16 and 32 bits. */
function hashWindow(text: string, start: number): string {
  let low = 0;
  let middle = 0;
  let high = 0;
  let at = nextPlace(text, start);
  for (let count = 0; count < windowUnits; count++) {
    const lower = low * factor + (at <= text.length ? unitAt(text, at) : 0);
    const upper = middle * factor + (lower >>> 16);
    low = lower & 0xffff;
    middle = upper & 0xffff;
    high = (Math.imul(high, factor) + (upper >>> 16)) | 0;
    if (at <= text.length) at = nextPlace(text, at + 1);
  }
  const lowHalf = ((middle << 16) | low) >>> 0;
  return high === 0 ? lowHalf.toString(16) : (high >>> 0).toString(16) + lowHalf.toString(16).padStart(8, "0");
}
