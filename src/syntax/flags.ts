// Yes-or-no facts about a node, one bit each; a bit means the same on every kind that uses it, except where two are named.

/** Bits of a node's `flags`. Bits 0–29, so that they stay small integers in JavaScript. */
export const Flag = {
  Async: 1 << 0,
  Generator: 1 << 1,
  Static: 1 << 2,
  Computed: 1 << 3,
  /** `?.` on a chain link; `x?` on a parameter, field or method. */
  Optional: 1 << 4,
  /** The expression stood in parentheses, which are not nodes. */
  Parenthesized: 1 << 5,
  Declare: 1 << 6,
  Abstract: 1 << 7,
  Readonly: 1 << 8,
  Override: 1 << 9,
  Definite: 1 << 10,
  /** `import type`, `export type`. */
  TypeOnly: 1 << 11,
  Getter: 1 << 12,
  Setter: 1 << 13,
  Constructor: 1 << 14,
  Shorthand: 1 << 15,
  MethodPair: 1 << 16,
  /** `export default`, `import x from`, `default:`, Python `case _:`. */
  Default: 1 << 17,
  /** `import *`, `export *`. */
  Wildcard: 1 << 18,
  /** `*args`, `...rest`. */
  Rest: 1 << 19,
  /** `**kwargs`. */
  KeywordRest: 1 << 20,
  /** On Parameter: `/`. On Update: prefix form. */
  PositionalMarker: 1 << 21,
  Prefix: 1 << 21,
  /** On Parameter: a lone `*`. On Yield: `yield from`, `yield*`. */
  KeywordMarker: 1 << 22,
  Delegate: 1 << 22,
  /** On If: written `elif`. On strings: bytes. */
  Elif: 1 << 23,
  Bytes: 1 << 23,
  /** On strings: raw prefix. On While: `until`. */
  RawString: 1 << 24,
  Until: 1 << 24,
  /** On strings: triple quotes. On Switch: Python `match`. On Handler: `except*`. */
  TripleQuoted: 1 << 25,
  PatternMatch: 1 << 25,
  Group: 1 << 25,
  /** On strings: single quote or none of the double kind. On TypeParameter and Enum: const. */
  SingleQuoted: 1 << 26,
  Const: 1 << 26,
  /** On Number: has a fraction or exponent. On Binary: a comparison. On ArrowFunction: expression body. On Interpolation: `{x=}`. On JsxElement: `/>`. On ExpressionStatement: directive. */
  Float: 1 << 27,
  Comparison: 1 << 27,
  ExpressionBody: 1 << 27,
  /** On members and parameter properties: `public` is written. */
  Public: 1 << 27,
  DebugHole: 1 << 27,
  SelfClosing: 1 << 27,
  Directive: 1 << 27,
  /** On Number: `1n`. On members: private. */
  BigInteger: 1 << 28,
  Private: 1 << 28,
  /** On Number: `1j`. On members: protected. On strings: u prefix. */
  Imaginary: 1 << 29,
  Protected: 1 << 29,
  UnicodePrefix: 1 << 29,
} as const;
