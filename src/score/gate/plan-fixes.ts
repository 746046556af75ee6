// Finds the fewest findings whose mending makes the failed conditions hold, and says what else is to be done.

import type { Finding } from "../../model/finding.ts";
import type { GateCondition, GateStep } from "../../model/gate.ts";
import { findFewestFixes } from "../fewest-fixes.ts";
import { fullScoreMillipoints, leastScoreOf } from "../scales.ts";
import { toScoredItems } from "../scored-items.ts";
import type { GateFacts } from "./facts.ts";
import { findingsInScope, matchesFilter } from "./finding-metrics.ts";
import { gateMetrics } from "./gate-metrics.ts";
import { toNumber } from "./metric.ts";

/** Longer lists help nobody, and finding them takes long. */
export const mostFixes = 100;

/** Findings first, then what else is to be done. */
export function planFixes(failed: readonly GateCondition[], facts: GateFacts): GateStep[] {
  const others = failed.flatMap((condition) => gateMetrics[condition.metric].stepsFor?.(facts, condition, toNumber(condition.threshold)) ?? []);
  return [...chooseFixes(failed, facts).map(toStep), ...others];
}

function toStep({ ruleId, path, region, fingerprint }: Finding): GateStep {
  return { text: `mend ${ruleId}`, fingerprint, path, line: region.startLine };
}

/** A failed condition as the search sees it. */
interface Goal {
  readonly condition: GateCondition;
  readonly findings: ReadonlySet<Finding>;
  /** 0 where it holds without the mended findings. */
  readonly missing: (mended: ReadonlySet<Finding>) => number;
}

/** The shortest list that is found; none where no list within the limit does. */
function chooseFixes(failed: readonly GateCondition[], facts: GateFacts): readonly Finding[] {
  const goals = failed.flatMap((condition) => toGoal(condition, facts));
  if (goals.length === 0) return [];
  const isScore = ({ condition: { metric } }: Goal): boolean => metric === "score" || metric === "rating";
  const exact = goals.filter((goal) => !isScore(goal));
  const plans = [improve(goals, new Set()), improve(goals, extendForScore(goals.filter(isScore), improve(exact, new Set()) ?? new Set(), facts))];
  const found = plans.flatMap((plan) => (plan === undefined ? [] : [prune(goals, plan)]));
  found.sort((left, right) => left.length - right.length);
  return found[0] ?? [];
}

function toGoal(condition: GateCondition, facts: GateFacts): Goal[] {
  const { shortfall } = gateMetrics[condition.metric];
  const scope = findingsInScope(facts, condition);
  if (shortfall === undefined || "unknown" in scope) return [];
  return [{ condition, findings: new Set(scope.value), missing: (mended) => shortfall(scope.value.filter((finding) => !mended.has(finding)), facts, condition) }];
}

/** Adds one finding after the other, each time one that brings the open goals nearest; undefined where that leads nowhere. */
function improve(goals: readonly Goal[], start: ReadonlySet<Finding>): ReadonlySet<Finding> | undefined {
  const mended = new Set(start);
  const whole = goals.map((goal) => goal.missing(new Set()));
  const kinds = groupByKind(goals);
  for (;;) {
    const missing = goals.map((goal) => goal.missing(mended));
    if (missing.every((value) => value === 0)) return mended;
    if (mended.size >= mostFixes) return undefined;
    let best: { readonly finding: Finding; readonly gain: number } | undefined;
    for (const kind of kinds) {
      const finding = kind.find((candidate) => !mended.has(candidate));
      if (finding === undefined) continue;
      const after = new Set(mended).add(finding);
      // Mending what reaches a goal counts for more than getting nearer to one.
      const gain = goals.reduce((sum, goal, index) => (missing[index] === 0 ? sum : sum + gainOf(missing[index]!, goal.missing(after), whole[index]!)), 0);
      if (gain > (best?.gain ?? 0)) best = { finding, gain };
    }
    if (best === undefined) return undefined;
    mended.add(best.finding);
  }
}

function gainOf(before: number, after: number, whole: number): number {
  return (before - after) / whole + (after === 0 ? 1 : 0);
}

/** Findings that no goal tells apart: it is enough to try one of each. Those with a fix at hand come first. */
function groupByKind(goals: readonly Goal[]): readonly (readonly Finding[])[] {
  const kinds = new Map<string, Finding[]>();
  for (const finding of new Set(goals.flatMap(({ findings }) => [...findings]))) {
    const inScope = goals.map(({ condition, findings }) => findings.has(finding) && matchesFilter(condition, finding));
    const key = JSON.stringify([finding.category, finding.severity, finding.confidence, finding.remediationMinutes, inScope]);
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, [finding]);
    else kind.push(finding);
  }
  for (const kind of kinds.values()) kind.sort((left, right) => Number(left.fix === undefined) - Number(right.fix === undefined));
  return [...kinds.values()];
}

/** What must be mended beside, for the score alone: exactly the fewest. */
function extendForScore(goals: readonly Goal[], start: ReadonlySet<Finding>, { codeLines }: GateFacts): ReadonlySet<Finding> {
  const mended = new Set(start);
  for (const { condition, findings } of goals) {
    const items = toScoredItems([...findings].filter((finding) => !mended.has(finding)));
    const threshold = condition.metric === "rating" ? leastScoreOf(toNumber(condition.threshold)) : toNumber(condition.threshold) * 1_000;
    const plan = findFewestFixes(items, codeLines, Math.min(fullScoreMillipoints, threshold));
    for (const { finding } of plan?.items ?? []) mended.add(finding);
  }
  return mended;
}

/** Leaves out what turns out not to be needed, the lightest first. */
function prune(goals: readonly Goal[], plan: ReadonlySet<Finding>): readonly Finding[] {
  const kept = new Set(plan);
  for (const finding of [...plan].reverse()) {
    kept.delete(finding);
    if (goals.some((goal) => goal.missing(kept) > 0)) kept.add(finding);
  }
  return [...plan].filter((finding) => kept.has(finding));
}
