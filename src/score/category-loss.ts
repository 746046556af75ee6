// How many points a category loses to a set of findings: a fixed part for the worst, a saturating part for the density.

import { categoryScales, floorCodeLines } from "./scales.ts";
import type { Grade, ScoredCategory, ScoredItem } from "./scales.ts";

/** All that the loss of a category depends on. */
export interface CategoryLoad {
  readonly worstGrade: Grade;
  readonly load: number;
}

export interface CategoryLoss {
  readonly worstMillipoints: number;
  readonly densityMillipoints: number;
}

/** The worst grade and the summed load; sums are of whole numbers, so their order does not matter. */
export function addUpLoad(items: readonly ScoredItem[]): CategoryLoad {
  let worstGrade: Grade = 0;
  let load = 0;
  for (const item of items) {
    if (item.grade > worstGrade) worstGrade = item.grade;
    load += item.load;
  }
  return { worstGrade, load };
}

/** Whole thousandths of a point. Neither part falls when findings are added. */
export function loseInCategory(category: ScoredCategory, load: CategoryLoad, codeLines: number): CategoryLoss {
  const scale = categoryScales[category];
  const halfLoad = (scale.halfLoadPerThousandLines * Math.max(floorCodeLines, codeLines)) / 1_000;
  // Written as a difference whose only changing part is one divisor: so rounding in the floating point cannot make
  // a greater load cost less.
  const kept = (scale.densityMillipoints * halfLoad) / (halfLoad + load.load);
  return {
    worstMillipoints: scale.worstMillipoints[load.worstGrade],
    densityMillipoints: Math.round(scale.densityMillipoints - kept),
  };
}

export function totalOf(loss: CategoryLoss): number {
  return loss.worstMillipoints + loss.densityMillipoints;
}
