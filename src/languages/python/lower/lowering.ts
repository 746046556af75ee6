// What the Python lowering remembers on top of what every lowering does.

import type { HandlerOf, Lowering as CoreLowering } from "../../tree-sitter/lowering.ts";

/** The state of one file's lowering. */
export interface Lowering extends CoreLowering {
  /** The `if_statement` that an `elif_clause` belongs to. */
  readonly enclosingIf: Map<number, number>;
  /** Operations with `&` or `^` that need no other nesting. */
  readonly plainBitwise: Set<number>;
  /** Offsets of soft keywords that turned out to be names: the file has to be parsed again, see repairs.ts. */
  readonly misread: number[];
}

/** Lowers one raw node of Python. */
export type Handler = HandlerOf<Lowering>;

/**
 * Set among the flags of an assigned raw node where the same type means something else than usual: a pattern of `match`
 * instead of an expression, a name that is imported `from` a module instead of a module. Above all real flags.
 */
export const otherReading = 1 << 30;
