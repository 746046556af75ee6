// What the readers of regular expressions share: the error of an expression that cannot be read, and how a character is written.

/** Thrown inside the translation, told to the rule's author. */
export class RegexSyntaxError extends Error {}

/** Text that stands for itself in an expression, outside of classes. */
export function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

/** A character by its number, in JavaScript's form. */
export function codePoint(code: number): string {
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
