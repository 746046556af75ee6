// Explains a taint rule at one line: where its lists match, and what keeps the flow from being reported.

import type { CompiledRule } from "../pattern/engine/compile-rule.ts";
import type { CompiledTaint } from "../pattern/engine/compile-taint.ts";
import type { RuleTarget } from "../pattern/engine/run-rule.ts";
import type { Evaluation } from "../pattern/formula/evaluation.ts";
import type { RangeMatch } from "../pattern/formula/ranges.ts";
import type { TaintSpecification } from "../pattern/rules/rule.ts";
import { runTaintRule } from "../taint/run-taint.ts";
import { describeElsewhere } from "./describe-steps.ts";
import { type Explanation, explainFormula } from "./explain-formula.ts";
import type { Drop, OperatorStep, Place, ShownRange } from "./operator-step.ts";

export type TaintRole = "source" | "sink" | "sanitizer" | "propagator";

/** One entry of a taint rule's lists. */
export interface TaintEntry {
  readonly role: TaintRole;
  readonly step: OperatorStep;
  /** Everywhere in the file. */
  readonly matches: readonly ShownRange[];
}

export interface TaintExplanation {
  readonly entries: readonly TaintEntry[];
  /** Where the flow ends, in words; undefined where it is reported at the line. */
  readonly reason: string | undefined;
  readonly drop: Drop | undefined;
}

interface Facts {
  readonly rule: CompiledRule;
  readonly target: RuleTarget;
  /** A fresh evaluation for each run. */
  readonly evaluate: () => Evaluation;
  readonly place: Place;
}

/** Explains a rule of taint mode. */
export function explainTaint(facts: Facts): TaintExplanation {
  const { rule, place } = facts;
  const { detection } = rule.rule;
  if (detection.mode !== "taint" || rule.taint === undefined) throw new Error("the rule is none of taint mode");
  const evaluation = facts.evaluate();
  const explained = explainLists(detection.taint, rule.taint, evaluation, place);
  const entries = explained.map(({ role, explanation }) => ({ role, step: explanation.step, matches: explanation.ranges.map(place.show) }));
  return { entries, ...findReason(facts, rule.taint, explained) };
}

type Explained = { readonly role: TaintRole; readonly explanation: Explanation };

function explainLists(written: TaintSpecification, compiled: CompiledTaint, evaluation: Evaluation, place: Place): Explained[] {
  const lists = [
    { role: "source", written: written.sources, compiled: compiled.sources },
    { role: "sink", written: written.sinks, compiled: compiled.sinks },
    { role: "sanitizer", written: written.sanitizers, compiled: compiled.sanitizers },
    { role: "propagator", written: written.propagators, compiled: compiled.propagators },
  ] as const;
  return lists.flatMap((list) =>
    list.written.map((entry, index) => ({ role: list.role, explanation: explainFormula(entry.formula, list.compiled[index]!.formula, evaluation, place) })),
  );
}

function findReason(facts: Facts, taint: CompiledTaint, explained: readonly Explained[]): Pick<TaintExplanation, "reason" | "drop"> {
  const { place } = facts;
  const of = (role: TaintRole): Explanation[] => explained.filter((one) => one.role === role).map((one) => one.explanation);
  const rangesOf = (role: TaintRole): RangeMatch[] => of(role).flatMap(({ ranges }) => [...ranges]);
  const isReported = (changed: CompiledTaint): boolean => reaches(facts, changed);
  if (isReported(taint)) return { reason: undefined, drop: undefined };
  if (!rangesOf("sink").some(place.touches)) {
    const [drop] = of("sink").flatMap((one) => (one.drop === undefined ? [] : [one.drop])).sort((left, right) => right.passedCount - left.passedCount);
    return { reason: "no sink matches at this line", drop };
  }
  if (rangesOf("source").length === 0) {
    const [drop] = of("source").flatMap((one) => (one.drop === undefined ? [] : [one.drop]));
    return { reason: "a sink matches at this line, and no source matches in the file", drop };
  }
  return { reason: describeFlow(facts, taint, { isReported, sanitizers: of("sanitizer"), sources: rangesOf("source") }), drop: undefined };
}

/** Runs the rule again with one thing left out at a time: what makes it report is what stood in the way. */
function describeFlow(
  { place }: Facts,
  taint: CompiledTaint,
  { isReported, sanitizers, sources }: { isReported: (changed: CompiledTaint) => boolean; sanitizers: readonly Explanation[]; sources: readonly RangeMatch[] },
): string {
  const alone = taint.sanitizers.findIndex((one) => isReported({ ...taint, sanitizers: taint.sanitizers.filter((other) => other !== one) }));
  if (alone >= 0) {
    const { step, ranges } = sanitizers[alone]!;
    return `a sanitizer stops the flow: entry ${alone + 1} (line ${step.position.line} of the rule file), ${describeElsewhere(ranges, place)}`;
  }
  if (taint.sanitizers.length > 1 && isReported({ ...taint, sanitizers: [] })) return "several sanitizers stop the flow together";
  const free = { ...taint, sinks: taint.sinks.map((sink) => ({ ...sink, requires: undefined, requiresOf: undefined })) };
  if (isReported(free)) return "tainted data arrives, but its labels do not fulfil the sink's `requires`";
  const loose = { ...taint, sinks: taint.sinks.map((sink) => ({ ...sink, exact: false })) };
  if (isReported(loose)) return "tainted data arrives inside the sink's match, and the sink is `exact`";
  return `a sink matches at this line, but no tainted data flows there from a source; of the sources ${describeElsewhere(sources, place)}`;
}

function reaches(facts: Facts, taint: CompiledTaint): boolean {
  const rule = { ...facts.rule, taint };
  return runTaintRule(rule, facts.target, facts.evaluate()).some(facts.place.touches);
}
