// Applies the fixes of many findings to one text.

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** The text after the replacements, the first in the text first; one that overlaps an earlier one is left out. */
export function applyReplacements(text: string, replacements: readonly Replacement[]): string {
  const sorted = [...replacements].sort((left, right) => left.start - right.start || left.end - right.end);
  let result = "";
  let at = 0;
  let isFirst = true;
  for (const { start, end, replacement } of sorted) {
    if (!isFirst && start < at) continue;
    result += text.slice(at, start) + replacement;
    at = end;
    isFirst = false;
  }
  return result + text.slice(at);
}

/** The first line, 1-based, where two texts differ, or undefined. Line breaks of any kind are alike. */
export function firstDifference(left: string, right: string): { line: number; left: string | undefined; right: string | undefined } | undefined {
  const leftLines = left.split(/\r\n|\r|\n/);
  const rightLines = right.split(/\r\n|\r|\n/);
  for (let index = 0; index < Math.max(leftLines.length, rightLines.length); index++) {
    if (leftLines[index] !== rightLines[index]) return { line: index + 1, left: leftLines[index], right: rightLines[index] };
  }
  return undefined;
}
