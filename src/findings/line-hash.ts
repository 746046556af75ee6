// Computes GitHub's `primaryLocationLineHash`, by which code scanning recognises a result in the next upload.

// The algorithm is that of github/codeql-action, src/fingerprints.ts: a polynomial hash over the hundred UTF-16 units
// that start at a line's first unit, spaces and tabs left out and every line break read as LF.

const windowUnits = 100;
const factor = 37;
const endOfFile = 65535;
const lineFeed = 10;

/**
 * The hash of each asked-for line, as `<hexadecimal>:<occurrence>`. Lines are 1-based; a line that does not exist has
 * no entry. Linear in the text for any number of lines.
 */
export function hashLines(text: string, lines: Iterable<number>): Map<number, string> {
  const wanted = new Set(lines);
  const hashes = new Map<number, string>();
  if (wanted.size === 0) return hashes;
  const units = significantUnits(text, Math.max(...wanted));
  const starts = lineStartsOf(units);
  // Equal hashes come from equal windows: only windows that begin like a wanted one are hashed at all.
  const beginnings = new Set<number>();
  for (const line of wanted) if (starts[line - 1] !== undefined) beginnings.add(beginningOf(units, starts[line - 1]!));
  const last = Math.max(...wanted);
  const counts = new Map<string, number>();
  for (let line = 1; line <= Math.min(last, starts.length); line++) {
    const start = starts[line - 1]!;
    if (!beginnings.has(beginningOf(units, start))) continue;
    const hash = hashWindow(units, start);
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    if (wanted.has(line)) hashes.set(line, `${hash}:${count}`);
  }
  return hashes;
}

/**
 * The text without spaces and tabs, each line break as one LF, and the mark for the end of the file. Ends where the
 * windows of the lines up to `lastLine` end.
 */
function significantUnits(text: string, lastLine: number): Uint16Array {
  const units = new Uint16Array(text.length + 1);
  let length = 0;
  let line = 1;
  let mostUnits = lastLine === 1 ? windowUnits : Number.POSITIVE_INFINITY;
  let isAfterReturn = false;
  for (let index = 0; index < text.length; index++) {
    if (length >= mostUnits) return units.subarray(0, length);
    const unit = text.charCodeAt(index);
    if (unit === 32 || unit === 9 || (isAfterReturn && unit === lineFeed)) {
      isAfterReturn = false;
      continue;
    }
    isAfterReturn = unit === 13;
    units[length++] = isAfterReturn ? lineFeed : unit;
    if ((isAfterReturn || unit === lineFeed) && ++line === lastLine) mostUnits = length + windowUnits;
  }
  units[length++] = endOfFile;
  return units.subarray(0, length);
}

function lineStartsOf(units: Uint16Array): number[] {
  const starts = [0];
  for (let at = units.indexOf(lineFeed); at !== -1; at = units.indexOf(lineFeed, at + 1)) {
    // A break is always followed by a unit, if only by the mark for the end.
    starts.push(at + 1);
  }
  return starts;
}

/** The first two units as one number: enough to leave nearly all other lines out. */
function beginningOf(units: Uint16Array, start: number): number {
  return units[start]! * 65536 + (units[start + 1] ?? 0);
}

/** `h = 37·h + unit` modulo 2⁶⁴ over a hundred units, zeros after the end, in two halves of 32 bits. */
function hashWindow(units: Uint16Array, start: number): string {
  let low = 0;
  let high = 0;
  for (let index = start; index < start + windowUnits; index++) {
    // Below 2³² · 37 + 2¹⁶, which a double holds exactly.
    const product = low * factor + (index < units.length ? units[index]! : 0);
    low = product % 4294967296;
    high = (high * factor + (product - low) / 4294967296) % 4294967296;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
}
