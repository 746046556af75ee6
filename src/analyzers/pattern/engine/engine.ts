// What the pattern engine is given from outside: parsers for the languages whose patterns it reads.

import type { ParseCode } from "../dialects/dialect.ts";

export interface PatternEngine {
  /** The parser of a language, or undefined where it is not loaded or not known. */
  readonly parserOf: (language: string) => ParseCode | undefined;
}
