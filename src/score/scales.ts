// The numbers of the score: what each category may cost, how findings weigh, and where ratings end (docs/score.md).

import type { Confidence, Finding, Severity } from "../model/finding.ts";
import { type Rating, ratings } from "../model/rating.ts";
import type { LedgerEntry } from "../model/report.ts";

export type ScoredCategory = LedgerEntry["category"];

/** From best to worst; a grade is an index into this list. */
export const ratingLetters = ratings;
export type Grade = 0 | 1 | 2 | 3 | 4;

/** What a category can take from the score. All points in thousandths. */
export interface CategoryScale {
  /** Lost at once for the worst finding, by its grade, whatever the size of the project. */
  readonly worstMillipoints: readonly [number, number, number, number, number];
  /** The most that the density of findings takes beyond that. */
  readonly densityMillipoints: number;
  /** Load per 1,000 code lines that takes half of `densityMillipoints`. */
  readonly halfLoadPerThousandLines: number;
}

export const fullScoreMillipoints = 100_000;

/** Projects below this many code lines are measured as if they had so many. */
export const floorCodeLines = 1_000;

/** SonarQube's default cost to develop one line, of which debt is a share. */
export const minutesPerLine = 30;

/** The caps add up to the full score, so no project falls below zero. */
export const categoryScales: Readonly<Record<ScoredCategory, CategoryScale>> = {
  security: { worstMillipoints: [0, 2_000, 6_000, 12_000, 22_000], densityMillipoints: 28_000, halfLoadPerThousandLines: 200 },
  reliability: { worstMillipoints: [0, 1_000, 3_000, 7_000, 12_000], densityMillipoints: 18_000, halfLoadPerThousandLines: 200 },
  maintainability: {
    worstMillipoints: [0, 0, 0, 0, 0],
    densityMillipoints: 20_000,
    // The load is seconds of debt: half is lost at a debt ratio of 0.05, where SonarQube's A ends.
    halfLoadPerThousandLines: 0.05 * minutesPerLine * 60 * 1_000,
  },
};

/** In the order in which reports name them. */
export const scoredCategories: readonly ScoredCategory[] = ["security", "reliability", "maintainability"];

/** Least score of each rating but the last. */
const leastMillipoints = [90_000, 80_000, 65_000, 50_000] as const;

/** SonarQube's grid of debt ratios; the upper bound belongs to the better rating. */
const greatestDebtRatio = [0.05, 0.1, 0.2, 0.5] as const;

/** An error that is sure is SonarQube's blocker (E); less sure ones are a step better. */
const gradeOf: Readonly<Record<Severity, Readonly<Record<Confidence, Grade>>>> = {
  error: { high: 4, medium: 3, low: 2 },
  warning: { high: 2, medium: 1, low: 1 },
  info: { high: 0, medium: 0, low: 0 },
};

/** Ordered as the grades are: a worse grade never weighs less, which the search for the fewest fixes relies on. */
const weightOf: Readonly<Record<Severity, Readonly<Record<Confidence, number>>>> = {
  error: { high: 100, medium: 60, low: 30 },
  warning: { high: 30, medium: 18, low: 9 },
  info: { high: 5, medium: 3, low: 1 },
};

/** One finding as the score sees it. */
export interface ScoredItem {
  readonly finding: Finding;
  readonly category: ScoredCategory;
  readonly grade: Grade;
  /** Whole: severity × confidence, or seconds of debt for maintainability. */
  readonly load: number;
}

/** What a finding weighs; undefined where it costs nothing: suppressed, or about the scan itself. */
export function toScoredItem(finding: Finding): ScoredItem | undefined {
  const { category, severity, confidence } = finding;
  if (category === "tool" || finding.suppression !== undefined) return undefined;
  if (category === "maintainability") {
    return { finding, category: "maintainability", grade: 0, load: Math.round(finding.remediationMinutes * 60) };
  }
  // The names that stand here, not those of the finding: V8 compares equal texts sooner where they are one and the same.
  return { finding, category: category === "security" ? "security" : "reliability", grade: gradeOf[severity][confidence], load: weightOf[severity][confidence] };
}

/** The rating whose band of points holds a score. */
export function rateScore(millipoints: number): Rating {
  const grade = leastMillipoints.findIndex((least) => millipoints >= least);
  return ratingLetters[grade === -1 ? 4 : grade]!;
}

/** The least score of a rating, by its grade. */
export function leastScoreOf(grade: number): number {
  return leastMillipoints[grade] ?? 0;
}

/** The least score of the rating just above; undefined for A. */
export function nextThresholdMillipoints(rating: Rating): number | undefined {
  return leastMillipoints[ratingLetters.indexOf(rating) - 1];
}

/** SonarQube's maintainability rating: debt over the cost of writing all lines anew. */
export function rateDebt(debtMinutes: number, codeLines: number): Rating {
  const ratio = debtMinutes / (minutesPerLine * Math.max(1, codeLines));
  const grade = greatestDebtRatio.findIndex((greatest) => ratio <= greatest);
  return ratingLetters[grade === -1 ? 4 : grade]!;
}
