// Reduces a piece of code to what stays the same when it is moved, reindented or reformatted.

/**
 * Drops white space, parentheses, semicolons, trailing commas, line continuations and the choice of quotes: what
 * formatters add and take away. The result is for comparing and hashing only.
 */
export function normaliseCode(text: string): string {
  return text
    .replace(/\\(?=['"`\r\n])/g, "")
    .replace(/,(?=\s*[)\]}>])/g, "")
    .replace(/[\s();\uFEFF]+/g, "")
    .replace(/['`]/g, '"');
}
