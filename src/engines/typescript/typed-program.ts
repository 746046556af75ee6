// What the checks of one program have at hand.

import type ts from "typescript";
import type { TypeFact } from "../../model/type-fact.ts";

/** The compiler and what it knows of one program. */
export interface TypedProgram {
  readonly ts: typeof ts;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Without it every type may be null, and nothing can be said of conditions. */
  readonly isStrict: boolean;
}

export type ReportType = (fact: Pick<TypeFact, "kind"> & { readonly node: ts.Node }) => void;
