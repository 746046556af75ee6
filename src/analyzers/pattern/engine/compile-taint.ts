// Compiles the four lists of a taint rule.

import type { CompiledFormula } from "../formula/compiled.ts";
import type { Formula, TaintPropagator, TaintSanitizer, TaintSink, TaintSource, TaintSpecification } from "../rules/rule.ts";

type WithFormula<T> = Omit<T, "formula"> & { readonly formula: CompiledFormula };

export interface CompiledTaint {
  readonly sources: readonly WithFormula<TaintSource>[];
  readonly sinks: readonly WithFormula<TaintSink>[];
  readonly sanitizers: readonly WithFormula<TaintSanitizer>[];
  readonly propagators: readonly WithFormula<TaintPropagator>[];
}

/** Compiles every formula of a specification. */
export function compileTaint(specification: TaintSpecification, compile: (formula: Formula) => CompiledFormula): CompiledTaint {
  return {
    sources: specification.sources.map((one) => ({ ...one, formula: compile(one.formula) })),
    sinks: specification.sinks.map((one) => ({ ...one, formula: compile(one.formula) })),
    sanitizers: specification.sanitizers.map((one) => ({ ...one, formula: compile(one.formula) })),
    propagators: specification.propagators.map((one) => ({ ...one, formula: compile(one.formula) })),
  };
}
