// One analysis on behalf of a door that lives long, in this thread: a scan, or a measurement of files or of a text.

import type { Confirmation } from "../model/confirmation.ts";
import type { Verdict } from "../model/verdict.ts";
import { type Measurement, type MetricsReport, type MeasureRequest, measurePaths } from "./measure.ts";
import { measureText } from "./measure-text.ts";
import type { ConfirmRequest } from "./confirm-finding.ts";
import type { VerifyRequest } from "./verify-fix.ts";
import { type ScanOutcome, type ScanRequest, scanProject } from "./scan.ts";

/** What a door may ask of the analysis. Plain data: it crosses threads. */
export type AnalysisRequest =
  | { readonly type: "scan"; readonly request: Omit<ScanRequest, "onProgress"> }
  | { readonly type: "measure"; readonly request: MeasureRequest }
  | { readonly type: "verify"; readonly request: Omit<VerifyRequest, "signal"> }
  | { readonly type: "confirm"; readonly request: Omit<ConfirmRequest, "signal"> }
  | { readonly type: "measure-text"; readonly fileName: string; readonly text: string };

/** The answer to each kind of request. */
export interface AnalysisAnswers {
  readonly scan: ScanOutcome;
  readonly verify: Verdict;
  readonly confirm: Confirmation;
  readonly measure: MetricsReport;
  readonly "measure-text": Measurement;
}

/** Throws an AssayError for a wrong request, and the signal's reason where what it runs is cancelled. The rules' long texts are left out of a scan's answer. */
export async function performAnalysis(
  request: AnalysisRequest,
  { onProgress, signal }: { readonly onProgress?: ((finished: number, total: number) => void) | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<AnalysisAnswers[AnalysisRequest["type"]]> {
  if (request.type === "verify") {
    const { verifyFix } = await import("./verify-fix.ts");
    return verifyFix({ ...request.request, signal });
  }
  if (request.type === "confirm") {
    const { confirmFinding } = await import("./confirm-finding.ts");
    return confirmFinding({ ...request.request, signal });
  }
  if (request.type === "measure") return measurePaths(request.request);
  if (request.type === "measure-text") return measureText(request);
  const outcome = await scanProject({ ...request.request, ...(onProgress === undefined ? {} : { onProgress }) });
  return { ...outcome, report: { ...outcome.report, rules: [] } };
}
