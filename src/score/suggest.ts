// Ranks what to do first: points regained for the minutes that it takes.

import type { Finding } from "../model/finding.ts";
import type { Suggestion } from "../model/report.ts";
import { addUpLoad, loseInCategory, totalOf } from "./category-loss.ts";
import type { ScoredItem } from "./scales.ts";
import { scoredCategories } from "./scales.ts";
import { compareIdentity } from "./scored-items.ts";

const mostSuggestions = 10;
/** Applying a fix that is offered, looking at it included. */
const minutesPerFix = 1;

/** Of the items (`toScoredItems`) the best first. Points are those regained when the finding is gone and all others stay. */
export function suggest(items: readonly ScoredItem[], codeLines: number): Suggestion[] {
  const ranked = scoredCategories.flatMap((category): Ranked[] => {
    const own = items.filter((item) => item.category === category);
    const all = addUpLoad(own);
    const before = totalOf(loseInCategory(category, all, codeLines));
    const countOfWorst = own.filter((item) => item.grade === all.worstGrade).length;
    const secondGrade = addUpLoad(own.filter((item) => item.grade !== all.worstGrade)).worstGrade;
    return own.map((item) => {
      const isOnlyWorst = countOfWorst === 1 && item.grade === all.worstGrade;
      const rest = { worstGrade: isOnlyWorst ? secondGrade : all.worstGrade, load: all.load - item.load };
      const millipoints = before - totalOf(loseInCategory(category, rest, codeLines));
      const minutes = item.finding.fix === undefined ? Math.max(1, item.finding.remediationMinutes) : minutesPerFix;
      return { item, millipoints, minutes };
    });
  });
  return foremost(ranked.filter(({ millipoints }) => millipoints > 0), mostSuggestions)
    .map(({ item: { finding }, millipoints, minutes }) => ({ text: whatToDo(finding), ruleId: finding.ruleId, fingerprint: finding.fingerprint, path: finding.path, line: finding.region.startLine, millipoints, minutes }));
}

interface Ranked {
  readonly item: ScoredItem;
  readonly millipoints: number;
  readonly minutes: number;
}

/** The first few of them by worth, without sorting the many others. */
function foremost(all: readonly Ranked[], count: number): Ranked[] {
  const best: Ranked[] = [];
  for (const one of all) {
    if (best.length === count && compareWorth(best[count - 1]!, one) <= 0) continue;
    const at = best.findIndex((other) => compareWorth(one, other) < 0);
    best.splice(at === -1 ? best.length : at, 0, one);
    best.length = Math.min(best.length, count);
  }
  return best;
}

function compareWorth(left: Ranked, right: Ranked): number {
  return right.millipoints * left.minutes - left.millipoints * right.minutes || right.millipoints - left.millipoints || compareIdentity(left.item, right.item);
}

/** The extraction or the fix where there is one, else what is wrong. */
function whatToDo(finding: Finding): string {
  if (finding.suggestion !== undefined) return finding.suggestion;
  return finding.fix === undefined ? finding.message : `${finding.fix.description.replace(/\.$/, "")}.`;
}
