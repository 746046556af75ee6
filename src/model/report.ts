// The result of one scan: what every reporter and every door reads.

import type { Finding } from "./finding.ts";
import type { GateResult } from "./gate.ts";
import type { Rating } from "./rating.ts";
import type { DocumentedRule } from "./rule.ts";
import type { Trends } from "./trends.ts";

/** What the findings were compared with. */
export interface BaselineReport {
  readonly type: "file" | "commit";
  /** The file's name, or what the commit was named by. */
  readonly reference: string;
  /** Full hash of the commit that was compared with: the merge base. */
  readonly commit?: string;
  /** Findings that were there before; they are not among the report's findings. */
  readonly known: readonly Finding[];
  /** Findings of the baseline that are found no more. */
  readonly goneCount: number;
}

/** A file that was found and not analysed. */
export interface SkippedFile {
  readonly path: string;
  readonly reason:
    | "generated"
    | "minified"
    | "vendored"
    | "too-large"
    | "binary"
    | "unreadable"
    | "vanished"
    | "not-utf8"
    | "symlink-outside"
    | "ignored"
    | "timeout"
    | "crashed";
  readonly detail: string;
}

/** Something about the scan itself that its reader must know. */
export interface Notice {
  readonly level: "error" | "warning" | "info";
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
}

export interface ScannedFile {
  readonly path: string;
  readonly language: string;
  /** Lines of code: neither blank nor only comment. */
  readonly codeLines: number;
  readonly totalLines: number;
  readonly hasParseProblem: boolean;
}

export type { Rating } from "./rating.ts";

/** One line of the score's ledger: what was lost, and to what. */
export interface LedgerEntry {
  readonly category: "security" | "reliability" | "maintainability";
  /** Fingerprints of the findings, or the metric's id, that the points were lost to. */
  readonly cause:
    | { readonly type: "finding"; readonly ruleId: string; readonly fingerprint: string; readonly path: string; readonly line: number }
    | { readonly type: "metric"; readonly metric: string; readonly path?: string; readonly detail: string };
  /** Points lost in thousandths, a whole number ≥ 0, so that sums are exact. */
  readonly millipoints: number;
}

/** The fewest fixes that raise the overall rating. */
export interface RatingPath {
  readonly rating: Rating;
  readonly fingerprints: readonly string[];
  /** The score after these fixes, in thousandths. */
  readonly millipoints: number;
}

/** One thing to do, with what it brings and costs. */
export interface Suggestion {
  /** One sentence. */
  readonly text: string;
  readonly ruleId: string;
  readonly fingerprint: string;
  readonly path: string;
  readonly line: number;
  /** Regained when the finding is gone and all others stay, in thousandths. */
  readonly millipoints: number;
  readonly minutes: number;
}

export interface Score {
  /** 100,000 less the sum of the ledger: exactly. */
  readonly millipoints: number;
  readonly rating: Rating;
  readonly ratings: { readonly security: Rating; readonly reliability: Rating; readonly maintainability: Rating };
  readonly debtMinutes: number;
  readonly codeLines: number;
  readonly ledger: readonly LedgerEntry[];
  /** Absent where the rating is A already or no list of fixes reaches a better one. */
  readonly next?: RatingPath;
  /** What to do first: most points for the least work in front; absent where nothing regains a point. */
  readonly suggestions?: readonly Suggestion[];
}

export interface Report {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  /** What paths are relative to; a name for people, never part of a machine format's identity. */
  readonly root: string;
  /** Where the root is a git work tree: the commit and the remote, when known. */
  readonly repository?: { readonly commit?: string; readonly branch?: string; readonly remote?: string };
  /** True only where every selected file was analysed whole. */
  readonly isComplete: boolean;
  /** Why not, one sentence each. */
  readonly incompleteReasons: readonly string[];
  /** Active findings, most urgent first; with a baseline the new ones. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  /** Absent where nothing was compared. The score is that of all findings, the known ones among them. */
  readonly baseline?: BaselineReport;
  /** Absent where no gate was asked. */
  readonly gate?: GateResult;
  /** Absent where no history was asked for. */
  readonly trends?: Trends;
  readonly files: readonly ScannedFile[];
  readonly skipped: readonly SkippedFile[];
  readonly notices: readonly Notice[];
  readonly score: Score;
  /** Every rule that ran, sorted by id. */
  readonly rules: readonly DocumentedRule[];
}
