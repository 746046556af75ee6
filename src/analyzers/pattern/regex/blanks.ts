// What PCRE takes for blanks, as the insides of JavaScript's character classes: `\s` knows ASCII alone, `\h` and `\v` all characters.

/** `\s`. */
export const asciiBlanks = "\\t-\\r ";
/** `\S` within a class: what JavaScript's own leaves out of it. */
export const notAsciiBlank = "\\S\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
/** `\h`. */
export const horizontalBlanks = "\\t \\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000";
/** `\v`. */
export const verticalBlanks = "\\n-\\r\\x85\\u2028\\u2029";
