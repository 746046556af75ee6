// Puts findings in the order in which they are worth looking at.

import type { Confidence, Severity } from "../model/finding.ts";

const severityWeight: Readonly<Record<Severity, number>> = { error: 9, warning: 3, info: 1 };
const confidenceWeight: Readonly<Record<Confidence, number>> = { high: 3, medium: 2, low: 1 };

/** What the order looks at; a `Finding` fits. */
export interface Sortable {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly path: string;
  readonly message: string;
  readonly region: { readonly start: number; readonly end: number };
}

/**
 * In the order of {@link compareFindings}. Findings that come file by file are nearly in order but for what they weigh, so
 * they are put together by that first.
 */
export function sortFindings<Kind extends Sortable>(findings: readonly Kind[]): Kind[] {
  const byWeight = new Map<string, Kind[]>();
  for (const finding of findings) {
    const weight = `${finding.severity} ${finding.confidence}`;
    const group = byWeight.get(weight);
    if (group === undefined) byWeight.set(weight, [finding]);
    else group.push(finding);
  }
  const groups = [...byWeight.values()].sort((left, right) => compareWeight(left[0]!, right[0]!));
  return groups.flatMap((group) => group.sort(comparePlaces));
}

/**
 * A total order: by severity times confidence, on a tie by severity, then by path, place, rule and message. Two
 * findings compare as equal only where no reader could tell them apart.
 */
export function compareFindings(left: Sortable, right: Sortable): number {
  return compareWeight(left, right) || comparePlaces(left, right);
}

function comparePlaces(left: Sortable, right: Sortable): number {
  return (
    compareText(left.path, right.path) ||
    left.region.start - right.region.start ||
    left.region.end - right.region.end ||
    compareText(left.ruleId, right.ruleId) ||
    compareText(left.message, right.message)
  );
}

function compareWeight(left: Sortable, right: Sortable): number {
  return urgency(right) - urgency(left) || severityWeight[right.severity] - severityWeight[left.severity];
}

function urgency(finding: Sortable): number {
  return severityWeight[finding.severity] * confidenceWeight[finding.confidence];
}

/** By UTF-16 units: the same on every machine. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
