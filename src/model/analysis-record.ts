// An analysis and its findings as the store keeps them.

import type { Finding } from "./finding.ts";
import type { Origin, PageRequest } from "./origin.ts";
import type { Rating } from "./report.ts";

export type AnalysisKind = "quality" | "security" | "scan" | "metrics";

export interface AnalysisRecord {
  readonly id: string;
  readonly kind: AnalysisKind;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly taskId?: string;
  readonly toolVersion: string;
  readonly isComplete: boolean;
  readonly fileCount: number;
  readonly codeLines: number;
  /** In thousandths: 100,000 is the best. */
  readonly scoreMillipoints: number;
  readonly rating: Rating;
  readonly counts: { readonly error: number; readonly warning: number; readonly info: number };
  readonly origin: Origin;
}

/** A finding of a stored analysis; the source's text is left out. */
export type StoredFinding = Pick<Finding, "fingerprint" | "ruleId" | "severity" | "category" | "confidence" | "cwe" | "path" | "message"> & {
  /** 1-based. */
  readonly line: number;
};

export interface AnalysisFilter extends PageRequest {
  readonly kind?: AnalysisKind | undefined;
  readonly taskId?: string | undefined;
  /** A file that it looked at, relative to the root. */
  readonly path?: string | undefined;
  readonly commit?: string | undefined;
  readonly branch?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface FindingFilter extends PageRequest {
  readonly analysisId: string;
  readonly path?: string | undefined;
  readonly ruleId?: string | undefined;
}

export interface TrendPoint {
  readonly analysisId: string;
  readonly startedAt: string;
  readonly commit?: string;
  readonly scoreMillipoints: number;
  readonly counts: AnalysisRecord["counts"];
}

/** By fingerprint. Lists hold at most `limit`, the counts speak of all. */
export interface AnalysisComparison {
  readonly before: string;
  readonly after: string;
  readonly counts: { readonly new: number; readonly fixed: number; readonly unchanged: number };
  readonly scoreChangeMillipoints: number;
  readonly new: readonly StoredFinding[];
  readonly fixed: readonly StoredFinding[];
}
