// Metrics of the gate that depend on findings: their number, their debt, the ratings and the score.

import { type Finding, confidences } from "../../model/finding.ts";
import type { FindingFilter, GateCondition } from "../../model/gate.ts";
import { addUpLoad, loseInCategory, totalOf } from "../category-loss.ts";
import { type ScoredCategory, type ScoredItem, fullScoreMillipoints, leastScoreOf, rateDebt, rateScore, ratingLetters, scoredCategories, toScoredItem } from "../scales.ts";
import { type GateFacts, type Known, type WeighedFinding, tellUnread, unreadOf } from "./facts.ts";
import { type GateMetric, toNumber } from "./metric.ts";

type Value = NonNullable<GateMetric["shortfall"]>;

/** The findings that a condition speaks about. */
export function findingsInScope(facts: GateFacts, { on }: GateCondition): Known<readonly Finding[]> {
  return on === "new" ? facts.fresh : { value: facts.findings };
}

function measureBy(valueOf: Value): GateMetric["measure"] {
  return (facts, condition) => {
    const scope = findingsInScope(facts, condition);
    if ("unknown" in scope) return scope;
    return { value: { actual: valueOf(scope.value, facts, condition), mayBeWorse: tellUnread(unreadOf(facts, condition.on)) } };
  };
}

function isSureEnough(finding: WeighedFinding, least: FindingFilter["confidence"]): boolean {
  return least === undefined || confidences.indexOf(finding.confidence) <= confidences.indexOf(least);
}

/** True for the findings that a filter names. */
export function matchesFilter({ severity, category, confidence, rule }: FindingFilter, finding: Finding): boolean {
  if (severity !== undefined && finding.severity !== severity) return false;
  if (category !== undefined && finding.category !== category) return false;
  if (!isSureEnough(finding, confidence)) return false;
  if (rule === undefined) return true;
  return rule.endsWith("/*") ? finding.ruleId.startsWith(rule.slice(0, -1)) : finding.ruleId === rule;
}

function describeFilter({ severity, category, confidence, rule }: FindingFilter): string {
  const words = [severity ?? "", category ?? ""].filter((word) => word !== "");
  return `${words.map((word) => `${word} `).join("")}findings${rule === undefined ? "" : ` of ${rule}`}${describeConfidence(confidence)}`;
}

function describeConfidence(confidence: FindingFilter["confidence"]): string {
  if (confidence === undefined || confidence === "low") return "";
  return confidence === "high" ? " of high confidence" : " of medium or high confidence";
}

const countFindings: Value = (findings, _facts, condition) => findings.filter((finding) => matchesFilter(condition, finding)).length;
const addUpDebt: Value = (findings, _facts, condition) =>
  findings.filter((finding) => finding.category !== "tool" && matchesFilter(condition, finding)).reduce((sum, finding) => sum + finding.remediationMinutes, 0);

const rateWorstOf =
  (category: ScoredCategory): Value =>
  (findings) => addUpLoad(itemsOf(findings).filter((item) => item.category === category)).worstGrade;

/** How many findings are worse than the rating allows. */
const countWorseOf =
  (category: ScoredCategory): Value =>
  (findings, _facts, { threshold }) => itemsOf(findings).filter((item) => item.category === category && item.grade > toNumber(threshold)).length;

const debtSeconds = (findings: readonly Finding[]): number => itemsOf(findings).filter((item) => item.category === "maintainability").reduce((sum, item) => sum + item.load, 0);

const rateMaintainability: Value = (findings, { codeLines }) => {
  return ratingLetters.indexOf(rateDebt(debtSeconds(findings) / 60, codeLines));
};

/** Nothing where the rating is good enough, else all debt: what is taken away lessens it. */
const exceedDebt: Value = (findings, facts, condition) => (rateMaintainability(findings, facts, condition) > toNumber(condition.threshold) ? debtSeconds(findings) : 0);

/** By how much a value is over the threshold. */
const over =
  (valueOf: Value): Value =>
  (findings, facts, condition) => Math.max(0, valueOf(findings, facts, condition) - toNumber(condition.threshold));

/** In thousandths. */
const scoreOf = (findings: readonly WeighedFinding[], codeLines: number): number => {
  const items = itemsOf(findings);
  return fullScoreMillipoints - scoredCategories.reduce((sum, category) => sum + totalOf(loseInCategory(category, addUpLoad(items.filter((item) => item.category === category)), codeLines)), 0);
};

/** What weighs of a finding is in the weighed part: the scale looks at nothing else. */
function itemsOf(findings: readonly WeighedFinding[]): ScoredItem[] {
  return findings.map((finding) => toScoredItem(finding as Finding)).filter((item) => item !== undefined);
}

/**
 * How far the score fell, in points. Both sides are measured over the larger of the two sizes: taking clean code away is
 * no loss, and adding clean code hides none.
 */
const measureFall: Value = (findings, { before, codeLines }, { confidence }) => {
  if ("unknown" in before) return 0;
  const size = Math.max(codeLines, before.value.codeLines);
  const counted = <T extends WeighedFinding>(all: readonly T[]): readonly T[] => all.filter((finding) => isSureEnough(finding, confidence));
  return Math.max(0, scoreOf(counted(before.value.findings), size) - scoreOf(counted(findings), size)) / 1_000;
};

const scopeWord = ({ on }: GateCondition): string => (on === "new" ? "new " : "");

function ratingMetric(category: string, valueOf: Value, shortfall: Value): GateMetric {
  return { nounOf: ({ on }) => `${category} rating${on === "new" ? " of what is new" : ""}`, measure: measureBy(valueOf), shortfall };
}

const points: Value = (findings, { codeLines }) => scoreOf(findings, codeLines) / 1_000;

export const findingMetrics = {
  findings: { nounOf: (condition) => scopeWord(condition) + describeFilter(condition), measure: measureBy(countFindings), shortfall: over(countFindings) },
  suppressed: {
    nounOf: (condition) => `suppressed ${scopeWord(condition)}${describeFilter(condition)}`,
    measure: (facts, condition) => {
      const scope = condition.on === "all" ? { value: facts.suppressed } : facts.freshlySuppressed;
      return "unknown" in scope ? scope : { value: { actual: countFindings(scope.value, facts, condition), mayBeWorse: tellUnread(unreadOf(facts, condition.on)) } };
    },
    stepsFor: (facts, condition) => {
      const scope = condition.on === "all" ? { value: facts.suppressed } : facts.freshlySuppressed;
      const found = "unknown" in scope ? [] : scope.value.filter((finding) => matchesFilter(condition, finding));
      return found.slice(0, found.length - toNumber(condition.threshold)).map(({ ruleId, path, region, fingerprint }) => ({ text: `mend ${ruleId} instead of suppressing it`, fingerprint, path, line: region.startLine }));
    },
  },
  debt: { nounOf: (condition) => `debt of ${scopeWord(condition)}${describeFilter(condition)}`, measure: measureBy(addUpDebt), shortfall: over(addUpDebt) },
  "security-rating": ratingMetric("security", rateWorstOf("security"), countWorseOf("security")),
  "reliability-rating": ratingMetric("reliability", rateWorstOf("reliability"), countWorseOf("reliability")),
  "maintainability-rating": ratingMetric("maintainability", rateMaintainability, exceedDebt),
  rating: ratingMetric(
    "overall",
    (findings, { codeLines }) => ratingLetters.indexOf(rateScore(scoreOf(findings, codeLines))),
    (findings, { codeLines }, { threshold }) => Math.max(0, leastScoreOf(toNumber(threshold)) - scoreOf(findings, codeLines)),
  ),
  score: { nounOf: () => "score", measure: measureBy(points), shortfall: (findings, facts, condition) => Math.max(0, toNumber(condition.threshold) - points(findings, facts, condition)) },
  "score-fall": {
    nounOf: ({ confidence }) => `fall of the score${confidence === undefined || confidence === "low" ? "" : ` by findings${describeConfidence(confidence)}`}`,
    measure: (facts, condition) => {
      if ("unknown" in facts.before) return facts.before;
      // What could not be read could not be compared, but what nobody touched did not fall.
      return { value: { actual: measureFall(facts.findings, facts, condition), mayBeWorse: tellUnread(unreadOf(facts, "new")) } };
    },
    shortfall: over(measureFall),
  },
} as const satisfies Readonly<Record<string, GateMetric>>;
