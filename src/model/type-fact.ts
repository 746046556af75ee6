// What the TypeScript compiler knows about one place and the text does not show.

/**
 * `dropped-promise`: a statement whose value is a promise that nothing handles. `promise-as-condition`: a promise asked
 * whether it is true. `promise-for-nothing`: an async function where one without result is wanted.
 * `always-true`: a condition whose type has only true values.
 */
export type TypeFactKind = "dropped-promise" | "promise-as-condition" | "promise-for-nothing" | "always-true";

export interface TypeFact {
  readonly kind: TypeFactKind;
  /** Root-relative. */
  readonly path: string;
  /** 0-based UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The code that is meant, on one line, cut. */
  readonly code: string;
  /** Its type, as the compiler writes it. */
  readonly type: string;
}
