// Judges a gate: each condition with threshold and value, one sentence why it failed, the fewest fixes that mend it.

import { type FindingFilter, type GateAnswer, type GateCondition, type GateMetricKind, type GateResult, type GateStatus, gateMetricKinds } from "../../model/gate.ts";
import { ratingLetters } from "../scales.ts";
import type { GateFacts } from "./facts.ts";
import { gateMetrics } from "./gate-metrics.ts";
import { isWorse, toNumber } from "./metric.ts";
import { planFixes } from "./plan-fixes.ts";

/** Nothing new and nothing worse, but for findings of low confidence: a rule reports so what is wrong too often to stop a change. */
export const defaultConditions: readonly GateCondition[] = [
  { metric: "findings", on: "new", threshold: 0, confidence: "medium" },
  { metric: "score-fall", on: "all", threshold: 0, confidence: "medium" },
];

/** Pure. Conditions name known metrics: settings are checked before. */
export function judgeGate(conditions: readonly GateCondition[], facts: GateFacts): GateResult {
  const answers = conditions.map((condition) => judge(condition, facts));
  const failed = conditions.filter((_, index) => answers[index]!.status === "failed");
  const status: GateStatus = failed.length > 0 ? "failed" : answers.some((answer) => answer.status === "cannot-tell") ? "cannot-tell" : "passed";
  return { status, reason: reasonOf(status, answers), answers, steps: planFixes(failed, facts) };
}

function judge(condition: GateCondition, facts: GateFacts): GateAnswer {
  const metric = gateMetrics[condition.metric];
  const { unit, comparator } = gateMetricKinds[condition.metric];
  const measured = metric.measure(facts, condition);
  const errorThreshold = write(unit, toNumber(condition.threshold));
  const noun = metric.nounOf(condition);
  const asked = comparator === "GT" && unit !== "rating" ? `at most ${errorThreshold} allowed` : `at least ${errorThreshold} wanted`;
  const head = { metricKey: `${condition.on === "new" ? "new_" : ""}${condition.metric.replaceAll("-", "_")}`, filter: filterOf(condition), comparator, errorThreshold };
  if ("unknown" in measured) return { ...head, status: "cannot-tell", text: `${noun}: unknown, ${asked}`, unknown: measured.unknown };
  const { actual, mayBeWorse } = measured.value;
  const value = { actualValue: write(unit, actual, comparator), text: `${noun}: ${write(unit, actual, comparator)}, ${asked}` };
  if (isWorse(condition, actual)) return { ...head, status: "failed", ...value };
  return mayBeWorse === undefined ? { ...head, status: "passed", ...value } : { ...head, status: "cannot-tell", ...value, unknown: mayBeWorse };
}

function filterOf({ severity, category, confidence, rule }: GateCondition): FindingFilter {
  return { ...(severity === undefined ? {} : { severity }), ...(category === undefined ? {} : { category }), ...(confidence === undefined ? {} : { confidence }), ...(rule === undefined ? {} : { rule }) };
}

/** Rounded to the worse side, so that a value that fails never reads like one that passes. */
function write(unit: GateMetricKind["unit"], value: number, comparator: "GT" | "LT" = "GT"): string {
  if (unit === "rating") return ratingLetters[value]!;
  const round = comparator === "GT" ? Math.ceil : Math.floor;
  // A thousandth of the last shown digit is noise of the floating point.
  const tenths = (round(value * 10 + (comparator === "GT" ? -1e-6 : 1e-6)) / 10 + 0).toString();
  if (unit === "percent") return `${tenths} %`;
  return unit === "minutes" ? `${tenths} min` : unit === "points" ? finePoints(value, round) : tenths;
}

/** Points to the thousandth, which is what the score is counted in. */
function finePoints(value: number, round: (value: number) => number): string {
  return (round(Number((value * 1_000).toFixed(3))) / 1_000 + 0).toString();
}

function reasonOf(status: GateStatus, answers: readonly GateAnswer[]): string {
  const of = (wanted: GateStatus): readonly GateAnswer[] => answers.filter((answer) => answer.status === wanted);
  if (status === "passed") return `The gate passed: ${answers.length === 1 ? "its condition holds" : `all ${answers.length} conditions hold`}.`;
  if (status === "failed") return `The gate failed: ${of("failed").map(({ text }) => text).join("; ")}.`;
  const unknown = of("cannot-tell");
  return `The gate cannot tell: ${[...new Set(unknown.map((answer) => answer.unknown))].join("; ")}.`;
}
