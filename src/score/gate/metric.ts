// The contract of a gate's metric: it measures, says in words what it measured, and knows which way is worse.

import type { Finding } from "../../model/finding.ts";
import { type GateCondition, type GateStep, gateMetricKinds } from "../../model/gate.ts";
import { ratingLetters } from "../scales.ts";
import type { GateFacts, Known } from "./facts.ts";

export interface Measured {
  /** Ratings as 0 (A) to 4 (E). */
  readonly actual: number;
  /** Why the truth may be worse than what was measured. */
  readonly mayBeWorse?: string | undefined;
}

export interface GateMetric {
  /** What it measures, in words: `new findings`, `coverage of new lines`. */
  readonly nounOf: (condition: GateCondition) => string;
  readonly measure: (facts: GateFacts, condition: GateCondition) => Known<Measured>;
  /**
   * For metrics that depend on findings alone: how far these findings of the condition's scope miss the threshold, 0 where
   * they hold it. Each finding that is taken away and has to do with it lessens it.
   */
  readonly shortfall?: (findings: readonly Finding[], facts: GateFacts, condition: GateCondition) => number;
  /** For the others: what to do about a failure. */
  readonly stepsFor?: (facts: GateFacts, condition: GateCondition, threshold: number) => readonly GateStep[];
}

/** The threshold as the metric measures it. */
export function toNumber(threshold: GateCondition["threshold"]): number {
  return typeof threshold === "number" ? threshold : ratingLetters.indexOf(threshold);
}

export function isWorse({ metric, threshold }: GateCondition, actual: number): boolean {
  return gateMetricKinds[metric].comparator === "GT" ? actual > toNumber(threshold) : actual < toNumber(threshold);
}
