// The verbs on past analyses: recording one, lists, findings, trends, comparison of two.

import type { AnalysisComparison, AnalysisFilter, AnalysisKind, AnalysisRecord, FindingFilter, StoredFinding, TrendPoint } from "../model/analysis-record.ts";
import type { Origin, Page } from "../model/origin.ts";
import type { Report } from "../model/report.ts";
import { maskSecrets } from "./mask-secrets.ts";
import type { ProjectStore } from "./project-store.ts";

export interface AnalysisInput {
  readonly kind: AnalysisKind;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly taskId?: string | undefined;
  /** Asked of git where it is absent. */
  readonly origin?: Origin | undefined;
  /** Hashes of what was asked and of what was answered: a repeated answer to the same question is kept once. */
  readonly subject?: string | undefined;
  readonly content?: string | undefined;
}

/** Keeps what a report says, without the source's text. Throws `not-found` for a task that does not exist. */
export async function recordAnalysis(store: ProjectStore, { kind, startedAt, durationMs, taskId, origin, subject, content }: AnalysisInput, report: Report): Promise<AnalysisRecord> {
  const findings = report.findings.map(({ fingerprint, ruleId, severity, category, confidence, cwe, path, message, region }): StoredFinding => ({ fingerprint, ruleId, severity, category, confidence, cwe, path, message: maskSecrets(message).text, line: region.startLine }));
  const count = (severity: StoredFinding["severity"]): number => findings.filter((finding) => finding.severity === severity).length;
  const record = {
    kind,
    startedAt: startedAt.toISOString(),
    durationMs,
    ...(taskId === undefined ? {} : { taskId }),
    toolVersion: report.toolVersion,
    isComplete: report.isComplete,
    fileCount: report.files.length,
    codeLines: report.score.codeLines,
    scoreMillipoints: report.score.millipoints,
    rating: report.score.rating,
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    origin: origin ?? (await store.origin()),
  };
  return store.call("addAnalysis", { record, findings, paths: report.files.map(({ path }) => path), subject, content });
}

/** Throws `not-found`. */
export function getAnalysis(store: ProjectStore, id: string): Promise<AnalysisRecord> {
  return store.call("getAnalysis", { id });
}

/** Newest first. */
export function listAnalyses(store: ProjectStore, filter: AnalysisFilter = {}): Promise<Page<AnalysisRecord>> {
  return store.call("listAnalyses", filter);
}

/** Of one analysis, most urgent first. */
export function listFindings(store: ProjectStore, filter: FindingFilter): Promise<Page<StoredFinding>> {
  return store.call("listFindings", filter);
}

/** Oldest first: how score and findings went. */
export function analysisTrend(store: ProjectStore, filter: AnalysisFilter = {}): Promise<readonly TrendPoint[]> {
  return store.call("trend", filter);
}

/** New, fixed and unchanged findings by fingerprint. */
export function compareAnalyses(store: ProjectStore, request: { readonly before: string; readonly after: string; readonly limit?: number | undefined }): Promise<AnalysisComparison> {
  return store.call("compareAnalyses", request);
}
