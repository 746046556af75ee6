// Joins the files' analyses into what the report needs: one flaw one finding, fingerprints unique, most urgent first.

import { assignFingerprints } from "../findings/fingerprint.ts";
import { sortFindings } from "../findings/sort.ts";
import type { Finding } from "../model/finding.ts";
import type { Notice, ScannedFile, SkippedFile } from "../model/report.ts";
import { type FileOutcome, isSkipped } from "./file-analysis.ts";

export interface LinkedProject {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly files: readonly ScannedFile[];
  readonly skipped: readonly SkippedFile[];
  readonly notices: readonly Notice[];
  readonly incompleteReasons: readonly string[];
}

/** The order of the outcomes does not matter: all that comes out is sorted by what it is. */
export function linkProject(outcomes: readonly FileOutcome[]): LinkedProject {
  const analyses = outcomes.flatMap((outcome) => (isSkipped(outcome) ? [] : [outcome]));
  analyses.sort((left, right) => comparePaths(left.file, right.file));
  const keyed = analyses.flatMap((analysis) => analysis.findings);
  const fingerprints = assignFingerprints(
    keyed.map(({ identity: { key, context }, path, region }) => ({ key, context, path, start: region.start })),
  );
  const findings = sortFindings(keyed.map((finding, index) => ({ ...finding, fingerprint: fingerprints[index]! })));
  return {
    findings: findings.filter((finding) => finding.suppression === undefined),
    suppressed: findings.filter((finding) => finding.suppression !== undefined),
    files: analyses.map((analysis) => analysis.file),
    skipped: outcomes.flatMap((outcome) => (isSkipped(outcome) ? [outcome] : [])).sort(comparePaths),
    notices: analyses.flatMap((analysis) => analysis.notices),
    incompleteReasons: analyses.flatMap(({ incompleteReason }) => (incompleteReason === undefined ? [] : [incompleteReason])),
  };
}

function comparePaths(left: { readonly path: string }, right: { readonly path: string }): number {
  return left.path < right.path ? -1 : left.path > right.path ? 1 : 0;
}
