// What the pattern engine is given from outside: parsers for the languages whose patterns it reads.

import type { ParseCode } from "../dialects/dialect.ts";

export interface PatternEngine {
  /** The parser of a language, or undefined where it is not loaded or not known. */
  readonly parserOf: (language: string) => ParseCode | undefined;
  /**
   * Present where all rules are known to compile. For a pattern it may tell the words of every match: then the pattern waits
   * for a file that holds them. Regular expressions wait for their first use.
   */
  readonly knownWordsOf?: (language: string, pattern: string) => readonly string[] | undefined;
  /** Is told of every pattern that was compiled at once. */
  readonly onPattern?: (language: string, pattern: string, words: readonly string[]) => void;
}
