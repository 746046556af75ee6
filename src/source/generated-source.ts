// Tells code that a program wrote from code that people maintain, by its content alone: folder names do not count.

/** Marks are looked for in this many lines from the top. */
const markedLines = 10;

/** Marks beyond this many units are not looked for, so that a file of one enormous line costs nothing. */
const markedUnits = 20_000;

/** A mean line longer than this, in UTF-16 units with the line break, is not written by hand. */
const maxMeanLineLength = 200;

const mark = /@generated\b|\bDO NOT EDIT\b/;

/** True where the first ten lines hold `@generated` or `DO NOT EDIT`. */
export function isGenerated(text: string): boolean {
  let end = 0;
  for (let line = 0; line < markedLines && end < markedUnits; line++) {
    const next = nextLine(text, end);
    if (next === -1) return mark.test(text.slice(0, markedUnits));
    end = next;
  }
  return mark.test(text.slice(0, Math.min(end, markedUnits)));
}

/** True where the mean line is longer than 200 characters. */
export function isMinified(text: string): boolean {
  // Leaves as soon as there are lines enough, mostly after a fifth of the text.
  const linesNeeded = text.length / maxMeanLineLength;
  if (linesNeeded <= 1) return false;
  let lines = 0;
  let start = 0;
  while (start < text.length) {
    lines++;
    if (lines >= linesNeeded) return false;
    const next = nextLine(text, start);
    if (next === -1) return true;
    start = next;
  }
  return true;
}

/** Offset of the next line, or -1. A file of lone carriage returns is old, not minified. */
function nextLine(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  const carriage = text.indexOf("\r", from);
  if (carriage === -1 || carriage > feed && feed !== -1) return feed === -1 ? -1 : feed + 1;
  return feed === carriage + 1 ? feed + 1 : carriage + 1;
}
