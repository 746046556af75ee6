// The state of the nesting estimate's pass over a text.

import { type Depth } from "./nesting-depth.ts";
import {
  markCloseBrace,
  markCloseBracket,
  markCloseParenthesis,
  tokenDoubleSign,
  tokenOperand,
} from "./nesting-words.ts";

/** A pass over a text: where it is and what it has met. */
export interface Scan {
  readonly text: string;
  readonly depth: Depth;
  at: number;
  /** The last two tokens: a token class or the code of a punctuation mark. */
  previous: number;
  beforePrevious: number;
  /** The last token where it was a modifier, else "". */
  modifier: string;
  /** `<` signs where an operand is due (a JSX element or an angle assertion), and all of them. */
  elements: number;
  lessThans: number;
  readonly hasJsx: boolean;
  /** True where the tokens cannot be told apart without parsing. */
  isUnclear: boolean;
}

/** Notes a token as the last one. */
export function remember(scan: Scan, token: number): void {
  scan.beforePrevious = scan.previous;
  scan.previous = token;
  scan.modifier = "";
}

/** Steps over a token and notes it. */
export function pass(scan: Scan, length: number, token: number): void {
  scan.at += length;
  remember(scan, token);
}

/** True where an operand must follow: at the start, behind an operator, an opening bracket or a keyword. */
export function isOperandDue({ previous }: Scan): boolean {
  switch (previous) {
    case tokenOperand:
    case tokenDoubleSign:
    case markCloseParenthesis:
    case markCloseBracket:
    case markCloseBrace:
      return false;
    default:
      return true;
  }
}
