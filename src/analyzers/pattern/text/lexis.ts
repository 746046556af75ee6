// The contract between the pattern lexer and a dialect: which marks a language has and how `...` is written in it.

/** Where a `...` of a pattern stands. */
export interface EllipsisPlace {
  /** The innermost open bracket. */
  readonly bracket: BracketKind;
  /** The last word or sign before it, "" at the start. */
  readonly previous: string;
  /** The next sign after it, spaces skipped, "" at the end. */
  readonly next: string;
  /** True where a line break lies between `previous` and the ellipsis. */
  readonly startsLine: boolean;
  /** True where a line break (or the end) follows. */
  readonly endsLine: boolean;
  /** True where it is followed by one name or access path and then the bracket closes: `{...$X}`. */
  readonly closesAfterName: boolean;
  /** True where the bracket holds a `**`. */
  readonly hasSpread: boolean;
  /** True where the bracket holds a `:` of its own. */
  readonly hasColon: boolean;
}

export type BracketKind = "top" | "paren" | "for-paren" | "square" | "object" | "block" | "class" | "switch" | "hole";

/** What the lexer needs to know of a language. */
export interface PatternLexis {
  readonly lineComment: "#" | "//";
  readonly hasBlockComments: boolean;
  readonly hasTripleQuotes: boolean;
  /** `` `a${b}` ``. */
  readonly hasTemplates: boolean;
  /** f"{x}". */
  readonly hasFormatStrings: boolean;
  readonly hasRegexLiterals: boolean;
  /** `$X` is an identifier of the language already. */
  readonly hasDollarNames: boolean;
  /** Where `$X: T` is a typed metavariable: in parentheses of its own, or as an argument of a call. */
  readonly typedMetavariables: "parenthesised" | "argument" | "none";
  /** What a `{` opens, from the words before it. */
  readonly braceKind: (before: BraceContext) => BracketKind;
  /**
   * How an ellipsis is written at a place so that the language reads it. `attempt` counts retries after a parse
   * failure; undefined ends them. `"..."` keeps it as it is (a spread).
   */
  readonly writeEllipsis: (place: EllipsisPlace, attempt: number) => string;
  /** How many ways of writing there are. */
  readonly attempts: number;
}

export interface BraceContext {
  readonly previous: string;
  /** The words of the statement so far. */
  readonly statementWords: readonly string[];
  /** The word before the `(` whose `)` stands just before the brace. */
  readonly wordBeforeParenthesis: string;
  readonly outer: BracketKind;
}

export const ellipsisName = "zq9ellipsis";
export const deepName = "zq9deep";
export const metavariablePrefix = "zq9m_";
export const sequencePrefix = "zq9s_";
export const typedPrefix = "zq9t_";
