// What one file's analysis yields: everything that later stages need, and nothing that depends on other files.

import type { LaterSuppression } from "../findings/suppress.ts";
import type { Finding, FindingIdentity } from "../model/finding.ts";
import type { Notice, ScannedFile, SkippedFile } from "../model/report.ts";
import type { ModuleFacts } from "../syntax/module-facts.ts";

/** A finding that has everything but its fingerprint, which only the whole run can make unique. */
export type FileFinding = Omit<Finding, "fingerprint"> & { readonly identity: FindingIdentity };

/** The analysis of one file. Plain data: it crosses threads and lives in the cache. */
export interface FileAnalysis {
  readonly file: ScannedFile;
  /** In source order, active and suppressed ones. */
  readonly findings: readonly FileFinding[];
  readonly notices: readonly Notice[];
  /** Its place in the project, where a rule asks for that. */
  readonly facts?: ModuleFacts;
  /** Suppression comments for rules that look at the whole project; whether they are unused is told there. */
  readonly laterSuppressions?: readonly LaterSuppression[];
  /** Its tokens, packed (`pack-tokens.ts`), where a rule looks for clones. */
  readonly tokens?: string;
  /** What could not be read: one sentence, when the file's parse is not complete. */
  readonly incompleteReason?: string;
  /**
   * Present where a suppression has a date: the day (YYYY-MM-DD) for which this result holds. On another day it is not
   * taken from the cache.
   */
  readonly analysedOn?: string;
}

/** Either the analysis or why there is none. */
export type FileOutcome = FileAnalysis | SkippedFile;

export function isSkipped(outcome: FileOutcome): outcome is SkippedFile {
  return "reason" in outcome;
}
