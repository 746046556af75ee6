// Rewrites Bash that the grammar misreads, at equal length, so that a second parse reads it as the shell does.

const forWithoutList = /(?<=\b(?:for|select)[ \t]+\w+[ \t]*)[ \t](?=do\b)/g;
const escapedDelimiter = /<<(-?)\\(?=\w)/g;

/**
 * What to parse when the file's own text did not parse without errors; the same text where there is nothing to mend.
 * Only the parser sees it: names and values come from the file.
 *
 * - `for x do` gets the semicolon that the shell does not need.
 * - `<<\EOF` loses its backslash; the lowering looks for it in the file.
 */
export function mendBash(text: string): string {
  return text.replace(forWithoutList, ";").replace(escapedDelimiter, (_all, dash: string) => ` <<${dash}`);
}
