// What the gate asks and answers.

import type { Category, Confidence, Severity } from "./finding.ts";
import type { Rating } from "./rating.ts";

/** `new`: what the change brings, against the baseline; `all`: everything. */
export type GateScope = "new" | "all";

/** What is known of a metric without measuring it; `docs/gate.md` describes them. */
export interface GateMetricKind {
  readonly scopes: readonly GateScope[];
  /** `GT`: greater is worse, so that a condition says `atMost`; ratings say `atLeast` always. */
  readonly comparator: "GT" | "LT";
  readonly unit: "count" | "rating" | "points" | "percent" | "minutes";
  /** Which parts of a filter mean something. */
  readonly filters: readonly (keyof FindingFilter)[];
}

const onBoth = { scopes: ["new", "all"], comparator: "GT", filters: [] } as const;
const ofFindings = { ...onBoth, filters: ["severity", "category", "confidence", "rule"] } as const;
const rating = { ...onBoth, unit: "rating" } as const;

/** Every metric by the name that the settings know. */
export const gateMetricKinds = {
  findings: { ...ofFindings, unit: "count" },
  suppressed: { ...ofFindings, unit: "count" },
  debt: { ...ofFindings, unit: "minutes" },
  "security-rating": rating,
  "reliability-rating": rating,
  "maintainability-rating": rating,
  rating,
  score: { scopes: ["all"], comparator: "LT", unit: "points", filters: [] },
  "score-fall": { scopes: ["all"], comparator: "GT", unit: "points", filters: ["confidence"] },
  duplication: { ...onBoth, unit: "percent" },
  "cyclomatic-complexity": { ...onBoth, unit: "count" },
  "cognitive-complexity": { ...onBoth, unit: "count" },
  coverage: { ...onBoth, comparator: "LT", unit: "percent" },
} as const satisfies Readonly<Record<string, GateMetricKind>>;

export type GateMetricName = keyof typeof gateMetricKinds;

/** Which findings a condition speaks about; absent fields mean all. */
export interface FindingFilter {
  readonly severity?: Severity;
  readonly category?: Category;
  /** At least so sure. */
  readonly confidence?: Confidence;
  /** Rule id, or `python/*`. */
  readonly rule?: string;
}

/** One condition as the settings say it, complete. */
export interface GateCondition extends FindingFilter {
  readonly metric: GateMetricName;
  readonly on: GateScope;
  /** The most (for ratings the worst) that passes, or the least: which of both is the metric's own affair. */
  readonly threshold: number | Rating;
}

export type GateStatus = "passed" | "failed" | "cannot-tell";

export interface GateAnswer {
  readonly status: GateStatus;
  /** For instance `new_findings`, `coverage`. */
  readonly metricKey: string;
  readonly filter: FindingFilter;
  /** How the actual value fails: greater than the threshold, or less. */
  readonly comparator: "GT" | "LT";
  readonly errorThreshold: string;
  /** Absent where nothing is known; with `cannot-tell` what is known so far. */
  readonly actualValue?: string;
  /** What was asked and found, in words, without the full stop. */
  readonly text: string;
  /** Why it cannot be told. */
  readonly unknown?: string;
}

/** One thing to do on the way to a green gate. */
export interface GateStep {
  readonly text: string;
  /** Of the finding to mend. */
  readonly fingerprint?: string;
  readonly path?: string;
  readonly line?: number;
}

export interface GateResult {
  /** `failed` where a condition failed; else `cannot-tell` where one could not be told. */
  readonly status: GateStatus;
  /** One sentence. */
  readonly reason: string;
  readonly answers: readonly GateAnswer[];
  /** The fewest things to do that turn it green; none where it is, or where only something unknown is in the way. */
  readonly steps: readonly GateStep[];
}
