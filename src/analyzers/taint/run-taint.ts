// Runs a taint rule on one file: the program first, then every function from where the program ends.

import type { RunTaint } from "../pattern/engine/run-rule.ts";
import type { CompiledRule } from "../pattern/engine/compile-rule.ts";
import { mayMatch } from "../pattern/text/words.ts";
import type { MatchNode } from "../pattern/view/match-node.ts";
import type { Flow, TaintOptions } from "./flow.ts";
import { quietParts } from "./quiet-parts.ts";
import { runStatements } from "./run-statement.ts";
import { findTaintMatches } from "./taint-matches.ts";
import { runSettled } from "./run-settled.ts";
import { isFunctionOrClass, settledNames } from "./settled-names.ts";
import { copyState, emptyState, isClean } from "./taint-state.ts";

/** Every sink that tainted data reaches. */
export const runTaintRule: RunTaint = (rule, target, evaluation) => {
  const { taint } = rule;
  if (taint === undefined || target.code === undefined) return [];
  if (!taint.sources.some((one) => mayMatch(one.formula, target.words))) return [];
  if (!taint.sinks.some((one) => mayMatch(one.formula, target.words))) return [];
  const matches = findTaintMatches(taint, evaluation, target.code.view);
  if (matches === undefined) return [];
  const start = emptyState(matches.haveSideEffects);
  const flow: Flow = {
    matches,
    quiet: quietParts(target.code.view, matches.sourceRanges),
    options: taintOptions(rule),
    context: evaluation.context,
    results: [],
    reported: new Set(),
    pending: new Map(),
    waiting: new Map(),
    loops: [],
    raised: [],
    nestedFunctionsSeeLocals: target.code.dialect.naming.hasBlockScopes,
    globals: start,
    inElement: false,
    depth: 0,
  };
  const { view, writtenOnce, dialect } = target.code;
  if (dialect.naming.resolves) runProgram(flow, view.kids, writtenOnce);
  else runStatements(flow, view.kids, copyState(start));
  return flow.results;
};

/** Functions see what is settled when the program ends; so they run again, from there. */
function runProgram(flow: Flow, statements: readonly MatchNode[], writtenOnce: ReadonlySet<number>): void {
  const end = runStatements(flow, statements, copyState(flow.globals));
  flow.globals = settledNames(flow, end, statements, { writtenOnce, countsDeclarations: flow.nestedFunctionsSeeLocals });
  if (end !== undefined && isClean(flow.globals) && isClean(end)) return;
  if (flow.nestedFunctionsSeeLocals) runSettled(flow, statements, end);
  else runStatements(flow, statements.filter(isFunctionOrClass), copyState(flow.globals));
}

function taintOptions(rule: CompiledRule): TaintOptions {
  const { options } = rule.rule;
  const flag = (name: string): boolean => options[name] === true;
  return {
    assumeSafeFunctions: flag("taint_assume_safe_functions"),
    assumeSafeIndexes: flag("taint_assume_safe_indexes"),
    assumeSafeComparisons: flag("taint_assume_safe_comparisons"),
    assumeSafeBooleans: flag("taint_assume_safe_booleans"),
    assumeSafeNumbers: flag("taint_assume_safe_numbers"),
    onlyThroughAssignments: flag("taint_only_propagate_through_assignments"),
    unifyMetavariables: flag("taint_unify_mvars"),
    matchOnSource: options["taint_match_on"] === "source" || options["taint_focus_on"] === "source",
  };
}
