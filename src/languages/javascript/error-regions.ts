// Chooses what to leave out around a syntax error: from a single statement up to a whole top-level chunk.

/** A stretch of text; 0-based UTF-16 offsets, end exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** Regions around `offset` to leave out, smallest first, without doubles. The last one ends the file. */
export function regionsAround(text: string, offset: number): Region[] {
  const at = Math.min(offset, Math.max(0, text.length - 1));
  const chunk = chunkAround(text, at);
  const candidates = [
    statementAround(text, at),
    { start: lineStart(text, at), end: lineEnd(text, at) },
    blockAround(text, at),
    chunk,
    restFrom(text, at),
  ];
  const regions: Region[] = [];
  for (const region of candidates) {
    const last = regions.at(-1);
    const isNew = last === undefined || region.start < last.start || region.end > last.end;
    if (isNew && region.end > region.start) regions.push(region);
  }
  return regions;
}

/** From the start of the top-level chunk around `offset` to the end of the file. */
export function restFrom(text: string, offset: number): Region {
  const at = Math.min(offset, Math.max(0, text.length - 1));
  return { start: chunkAround(text, at).start, end: text.length };
}

/** The same text with the region's characters replaced by spaces, so that all offsets stay true. */
export function blank(text: string, region: Region): string {
  const hidden = text.slice(region.start, region.end).replace(/[^\r\n\u2028\u2029]/g, " ");
  return text.slice(0, region.start) + hidden + text.slice(region.end);
}

/** Between the nearest semicolons or braces, at most to the end of the line. */
function statementAround(text: string, at: number): Region {
  let start = at;
  while (start > 0 && !";{}\n".includes(text[start - 1]!)) start--;
  let end = at;
  while (end < text.length && !";{}\n".includes(text[end]!)) end++;
  if (text[end] === ";") end++;
  return { start, end: Math.max(end, at + 1) };
}

/** The line and all that follow it with deeper indentation, the closing line included. */
function blockAround(text: string, at: number): Region {
  const start = lineStart(text, at);
  const own = indentation(text, start);
  let end = lineEnd(text, at);
  while (end < text.length) {
    const next = end + 1;
    const depth = indentation(text, next);
    const isBlank = lineEnd(text, next) === next + depth;
    if (!isBlank && depth <= own) {
      if (depth === own && /[})\]]/.test(text[next + depth] ?? "")) end = lineEnd(text, next);
      break;
    }
    end = lineEnd(text, next);
  }
  return { start, end };
}

/** From the nearest line that starts at the margin to the next such line, where both start something new. */
function chunkAround(text: string, at: number): Region {
  let start = lineStart(text, at);
  while (start > 0 && !isMargin(text, start)) start = lineStart(text, start - 1);
  let end = lineEnd(text, at);
  while (end < text.length && !isMargin(text, end + 1)) end = lineEnd(text, end + 1);
  return { start, end };
}

/** A line at the margin that begins with a word, a decorator or a bracket that opens: the start of a statement. */
function isMargin(text: string, line: number): boolean {
  return /^[\p{ID_Start}$@([{`"'#]/u.test(text.slice(line, line + 2));
}

function indentation(text: string, line: number): number {
  let at = line;
  while (text[at] === " " || text[at] === "\t") at++;
  return at - line;
}

function lineStart(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
