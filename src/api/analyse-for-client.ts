// Scans for a server's client and keeps what was found; the same answer to the same question is kept once.

import { createHash } from "node:crypto";
import type { AnalysisKind } from "../model/analysis-record.ts";
import type { Origin } from "../model/origin.ts";
import type { Report } from "../model/report.ts";
import type { AnalysisOptions } from "./analysis-service.ts";
import { recordAnalysis } from "./analysis-history.ts";
import { type CodeSelection, inspectCode } from "./inspect-code.ts";
import { recordFor, requireTask } from "./recording.ts";
import type { ServerServices } from "./server-services.ts";

export interface AnalysisInquiry extends CodeSelection {
  readonly kind: AnalysisKind;
  /** The task that the analysis belongs to. */
  readonly taskId?: string | undefined;
}

export interface RecordedReport {
  readonly report: Report;
  /** Present where the analysis was recorded. */
  readonly analysisId?: string;
  /** Why it was not, where it should have been. */
  readonly notRecorded?: string;
}

/** Throws an AssayError for a wrong selection or a task that does not exist. */
export async function analyseForClient(services: ServerServices, inquiry: AnalysisInquiry, options: AnalysisOptions): Promise<RecordedReport> {
  await requireTask(services, inquiry.taskId);
  const startedAt = new Date();
  // Beside the analysis: opening the store and asking git would keep the client waiting afterwards.
  const origin = services.isRecording ? services.store().then((store) => store.origin()).catch(() => undefined) : undefined;
  const report = await inspectCode(services, inquiry, options);
  const durationMs = Date.now() - startedAt.getTime();
  const { kind, taskId } = inquiry;
  const { id, problem } = await services.whileOpen(
    recordFor(services, async (store) => {
      const place = (await origin) ?? {};
      return recordAnalysis(store, { kind, startedAt, durationMs, taskId, origin: place, subject: subjectOf(inquiry), content: contentOf(report, place) }, report);
    }),
  );
  return { report, ...(id === undefined ? {} : { analysisId: id }), ...(problem === undefined ? {} : { notRecorded: problem }) };
}

function subjectOf({ kind, taskId, code, language, fileName, paths, since }: AnalysisInquiry): string {
  return hash([kind, taskId ?? null, code ?? null, language ?? null, fileName ?? null, [...(paths ?? [])].sort(), since ?? null]);
}

function contentOf({ toolVersion, isComplete, findings, files, score }: Report, origin: Origin): string {
  const told = findings.map(({ fingerprint, message, path, region }) => [fingerprint, message, path, region.startLine]);
  return hash([toolVersion, isComplete, told, files.map(({ path, codeLines }) => [path, codeLines]), score.millipoints, origin.repository ?? null, origin.branch ?? null, origin.commit ?? null, origin.isDirty ?? null]);
}

function hash(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
