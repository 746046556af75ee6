// Turns findings into the score: ratings, a ledger that traces each lost point, and the fewest fixes that raise it.

import type { Finding } from "../model/finding.ts";
import type { LedgerEntry, Rating, RatingPath, Score } from "../model/report.ts";
import { suggest } from "./suggest.ts";
import { apportion } from "./apportion.ts";
import { addUpLoad, loseInCategory } from "./category-loss.ts";
import { findFewestFixes } from "./fewest-fixes.ts";
import type { ScoredCategory, ScoredItem } from "./scales.ts";
import {
  fullScoreMillipoints,
  nextThresholdMillipoints,
  rateDebt,
  rateScore,
  ratingLetters,
  scoredCategories,
} from "./scales.ts";
import { toScoredItems } from "./scored-items.ts";

export interface ScoreInput {
  /** Suppressed ones and those of category `tool` cost nothing. */
  readonly findings: readonly Finding[];
  /** Lines that are neither blank nor only comment, over all analysed files. */
  readonly codeLines: number;
}

/**
 * The score of a project. `millipoints` is 100,000 less the ledger's sum, exactly; removing a finding never lowers it;
 * the order of the findings does not matter. `debtMinutes` adds up the maintainability findings.
 */
export function scoreReport({ findings, codeLines }: ScoreInput): Score {
  const items = toScoredItems(findings);
  const ledger = inOrder(scoredCategories.flatMap((category) => enterCategory(category, items, codeLines)));
  const millipoints = fullScoreMillipoints - ledger.reduce((sum, entry) => sum + entry.millipoints, 0);
  const rating = rateScore(millipoints);
  const debtMinutes = ofCategory(items, "maintainability").reduce((sum, item) => sum + item.load, 0) / 60;
  const next = findNext(items, codeLines, rating);
  const suggestions = suggest(items, codeLines);
  return {
    millipoints,
    rating,
    ratings: {
      security: rateWorst(ofCategory(items, "security")),
      reliability: rateWorst(ofCategory(items, "reliability")),
      maintainability: rateDebt(debtMinutes, codeLines),
    },
    debtMinutes,
    codeLines,
    ledger,
    ...(next === undefined ? {} : { next }),
    ...(suggestions.length === 0 ? {} : { suggestions }),
  };
}

function ofCategory(items: readonly ScoredItem[], category: ScoredCategory): ScoredItem[] {
  return items.filter((item) => item.category === category);
}

function rateWorst(items: readonly ScoredItem[]): Rating {
  return ratingLetters[addUpLoad(items).worstGrade];
}

/** The category's loss, shared out: the part for the worst over the worst findings, the density's over all by load. */
function enterCategory(category: ScoredCategory, all: readonly ScoredItem[], codeLines: number): LedgerEntry[] {
  const items = ofCategory(all, category);
  const load = addUpLoad(items);
  const loss = loseInCategory(category, load, codeLines);
  const worstShares = apportion(
    loss.worstMillipoints,
    items.map((item) => (item.grade === load.worstGrade ? 1 : 0)),
  );
  const densityShares = apportion(
    loss.densityMillipoints,
    items.map((item) => item.load),
  );
  return items.flatMap((item, index) => {
    const millipoints = worstShares[index]! + densityShares[index]!;
    return millipoints === 0 ? [] : [{ category, cause: causeOf(item.finding), millipoints }];
  });
}

function causeOf(finding: Finding): LedgerEntry["cause"] {
  const { ruleId, fingerprint, path, region } = finding;
  return { type: "finding", ruleId, fingerprint, path, line: region.startLine };
}

/** The dearest first, then in a fixed order. */
function inOrder(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return entries
    .map((entry) => ({ entry, cause: JSON.stringify(entry.cause) }))
    .sort((a, b) => b.entry.millipoints - a.entry.millipoints || (a.cause < b.cause ? -1 : a.cause > b.cause ? 1 : 0))
    .map(({ entry }) => entry);
}

function findNext(items: readonly ScoredItem[], codeLines: number, rating: Rating): RatingPath | undefined {
  const threshold = nextThresholdMillipoints(rating);
  if (threshold === undefined) return undefined;
  const plan = findFewestFixes(items, codeLines, threshold);
  if (plan === undefined) return undefined;
  return {
    rating: rateScore(plan.millipoints),
    fingerprints: plan.items.map((item) => item.finding.fingerprint),
    millipoints: plan.millipoints,
  };
}
