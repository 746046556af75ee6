// Where the pattern lexer stands: what is open, what came before, what is written.

import { type BracketKind, type PatternLexis } from "./lexis.ts";

export interface OpenBracket {
  readonly kind: BracketKind;
  readonly closer: string;
  /** The word before an open parenthesis. */
  readonly word: string;
  readonly sourceStart: number;
}

export interface State {
  readonly text: string;
  readonly lexis: PatternLexis;
  readonly attempt: number;
  at: number;
  out: string;
  previous: string;
  previousEnd: number;
  words: string[];
  readonly brackets: OpenBracket[];
  closedWord: string;
  readonly typed: Map<string, { name: string; typeText: string }>;
}

export function remember(state: State, token: string): void {
  state.previous = token;
  state.previousEnd = state.at;
}
