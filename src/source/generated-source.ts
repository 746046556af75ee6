// Tells code that a program wrote from code that people maintain, by its content alone: folder names do not count.

/** Marks are looked for in this many lines from the top. */
const markedLines = 10;

/** Marks beyond this many units are not looked for, so that a file of one enormous line costs nothing. */
const markedUnits = 20_000;

/** A mean line longer than this, in UTF-16 units with the line break, is not written by hand. */
const maxMeanLineLength = 200;

/** What generators write, and how bundlers begin. */
const mark = /@generated\b|\bDO NOT EDIT\b|\/\/ webpackBootstrap$|\b(?:webpack|rspack)(?:Jsonp|Chunk)\w*(?:"\]|=)|^\(function e\(t,n,r\)/m;

/** A comment that minifiers keep; releases of libraries begin with one that names version and licence. */
const banner = /^\s*\/\*!([^]{1,2000}?)\*\//;

/** True for a script that begins as a release of a library does. */
export function hasBanner(text: string): boolean {
  const comment = banner.exec(text)?.[1];
  return comment !== undefined && /\bv?\d+\.\d+\.\d+/.test(comment) && /licen[sc]e|copyright|\(c\)|©/i.test(comment);
}

/** True where the first ten lines hold `@generated` or `DO NOT EDIT`, or begin as a bundle does. */
export function isGenerated(text: string): boolean {
  const head = text.slice(0, markedUnits);
  // Most files hold no mark at all: only where one is found does its line matter.
  const found = mark.exec(head);
  return found !== null && head.slice(0, found.index).split(/\r\n|\r|\n/, markedLines + 1).length <= markedLines;
}

/** True where the mean line is longer than 200 characters. */
export function isMinified(text: string): boolean {
  // Leaves as soon as there are lines enough, mostly after a fifth of the text.
  const linesNeeded = text.length / maxMeanLineLength;
  if (linesNeeded <= 1) return false;
  // A file of lone carriage returns is old, not minified.
  const lineBreak = text.includes("\n") ? "\n" : "\r";
  let lines = 1;
  for (let at = text.indexOf(lineBreak); at !== -1 && at < text.length - 1; at = text.indexOf(lineBreak, at + 1)) {
    lines++;
    if (lines >= linesNeeded) return false;
  }
  return lines < linesNeeded;
}
