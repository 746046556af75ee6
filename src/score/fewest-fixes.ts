// Finds the fewest findings whose fixing lifts the score to a threshold: exactly, by a search over three short lists.

import { addUpLoad, loseInCategory, totalOf } from "./category-loss.ts";
import type { Grade, ScoredCategory, ScoredItem } from "./scales.ts";
import { fullScoreMillipoints, scoredCategories } from "./scales.ts";

/** Plans of more fixes than this in one category are of no use to a reader and are not looked for. */
export const maxFixesPerCategory = 1_000;

/** Items of a category, the one to fix first in front, and what is still lost after the first k are fixed. */
interface FixPlan {
  readonly items: readonly ScoredItem[];
  readonly lossAfter: readonly number[];
}

interface Choice {
  readonly counts: readonly [number, number, number];
  readonly loss: number;
}

/**
 * The fewest of the items (`toScoredItems`) to fix so that the score is at least `thresholdMillipoints`, worst first; among equally short lists
 * the one with the better score, then the one with more of security. Undefined where none within the limit reaches it.
 *
 * Exact: a category's loss depends on its worst grade and its summed load, neither of which falls when an item is
 * added, and both orders agree (scales.ts). So no k fixes of a category gain more than its first k, and it is enough to
 * try how many to take of each.
 */
export function findFewestFixes(
  items: readonly ScoredItem[],
  codeLines: number,
  thresholdMillipoints: number,
): { readonly items: readonly ScoredItem[]; readonly millipoints: number } | undefined {
  const [security, reliability, maintainability] = scoredCategories.map((category) =>
    planFixes(category, items, codeLines),
  ) as [FixPlan, FixPlan, FixPlan];
  const budget = fullScoreMillipoints - thresholdMillipoints;
  let best: Choice | undefined;
  for (let first = security.lossAfter.length - 1; first >= 0; first -= 1) {
    best = chooseWith(first, security.lossAfter[first]!, [reliability, maintainability], budget, best);
  }
  if (best === undefined) return undefined;
  const plans = [security, reliability, maintainability];
  return {
    items: plans.flatMap((plan, index) => plan.items.slice(0, best.counts[index])),
    millipoints: fullScoreMillipoints - best.loss,
  };
}

/** Tries every number of fixes in the second category with the fewest that then suffice in the third. */
function chooseWith(
  first: number,
  firstLoss: number,
  [second, third]: readonly [FixPlan, FixPlan],
  budget: number,
  bestSoFar: Choice | undefined,
): Choice | undefined {
  let best = bestSoFar;
  let last = 0;
  for (let count = second.lossAfter.length - 1; count >= 0; count -= 1) {
    const lossBefore = firstLoss + second.lossAfter[count]!;
    // Fewer fixes in the second category never need fewer in the third, so `last` only grows.
    while (last < third.lossAfter.length && lossBefore + third.lossAfter[last]! > budget) last += 1;
    if (last === third.lossAfter.length) break;
    const choice: Choice = { counts: [first, count, last], loss: lossBefore + third.lossAfter[last]! };
    if (best === undefined || isBetter(choice, best)) best = choice;
  }
  return best;
}

function isBetter(choice: Choice, best: Choice): boolean {
  const difference = fixesOf(choice) - fixesOf(best);
  return difference < 0 || (difference === 0 && choice.loss < best.loss);
}

function fixesOf(choice: Choice): number {
  return choice.counts[0] + choice.counts[1] + choice.counts[2];
}

function planFixes(category: ScoredCategory, all: readonly ScoredItem[], codeLines: number): FixPlan {
  const items = all.filter((item) => item.category === category).sort(compareUrgency);
  const limit = Math.min(items.length, maxFixesPerCategory);
  let load = addUpLoad(items).load;
  const lossAfter: number[] = [];
  for (let fixed = 0; fixed <= limit; fixed += 1) {
    const worstGrade: Grade = items[fixed]?.grade ?? 0;
    lossAfter.push(totalOf(loseInCategory(category, { worstGrade, load }, codeLines)));
    load -= items[fixed]?.load ?? 0;
  }
  return { items, lossAfter };
}

/** Heaviest first; of equals, those that a fix is offered for; then the order stays that of the items. */
function compareUrgency(a: ScoredItem, b: ScoredItem): number {
  return b.grade - a.grade || b.load - a.load || fixRank(a) - fixRank(b);
}

function fixRank(item: ScoredItem): number {
  if (item.finding.fix === undefined) return 2;
  return item.finding.fix.safety === "safe" ? 0 : 1;
}
