// What the Bash lowering remembers on top of what every lowering does.

import type { HandlerOf, Lowering as CoreLowering } from "../../tree-sitter/lowering.ts";

/** What the redirection knows of its here-document. */
export interface DocumentPlace {
  /** The delimiter without its quotes. */
  readonly bare: string;
  readonly isRaw: boolean;
  /** The raw node of the closing delimiter, or -1. */
  readonly closingAt: number;
  /** Where the text ends. */
  readonly to: number;
  readonly value: (text: string) => string;
}

/** The state of one file's lowering. */
export interface Lowering extends CoreLowering {
  /** The `if_statement` that an `elif_clause` belongs to. */
  readonly enclosingIf: Map<number, number>;
  /** Redirections that the grammar hangs around a list or pipeline and the shell gives to its last command. */
  readonly redirects: Map<number, number[]>;
  /** What is known of a here-document before its text is reached. */
  readonly documents: Map<number, DocumentPlace>;
  /** Text at the end of a string or here-document, by the raw node of what closes it. */
  readonly lastPieces: Map<number, { readonly start: number; readonly end: number; readonly name: string }>;
}

/** Lowers one raw node of Bash. */
export type Handler = HandlerOf<Lowering>;

/** Set among the flags of an assigned raw node inside `(( … ))`, where bare words are variables. Above all real flags. */
export const inArithmetic = 1 << 30;
