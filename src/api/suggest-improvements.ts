// Ranks what to mend first: the rules whose findings cost the most points for the least work.

import type { Report } from "../model/report.ts";

/** One thing to do, and what it brings. */
export interface Suggestion {
  readonly ruleId: string;
  readonly findings: number;
  /** Points that the score regains, in thousandths. */
  readonly millipoints: number;
  /** Estimated work. */
  readonly minutes: number;
  /** The place to begin at. */
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** The best first: by points regained for each minute, then by points. */
export function suggestImprovements({ score, findings }: Report): Suggestion[] {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  const groups = new Map<string, Suggestion>();
  for (const { cause, millipoints } of score.ledger) {
    const finding = cause.type === "finding" ? byFingerprint.get(cause.fingerprint) : undefined;
    if (finding === undefined) continue;
    const group = groups.get(finding.ruleId) ?? {
      ruleId: finding.ruleId,
      findings: 0,
      millipoints: 0,
      minutes: 0,
      path: finding.path,
      line: finding.region.startLine,
      message: finding.message,
    };
    groups.set(finding.ruleId, {
      ...group,
      findings: group.findings + 1,
      millipoints: group.millipoints + millipoints,
      minutes: group.minutes + finding.remediationMinutes,
    });
  }
  const worth = ({ millipoints, minutes }: Suggestion): number => millipoints / Math.max(1, minutes);
  return [...groups.values()].sort(
    (left, right) => worth(right) - worth(left) || right.millipoints - left.millipoints || (left.ruleId < right.ruleId ? -1 : 1),
  );
}
