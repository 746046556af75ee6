// Analyses many files: cached results first, then in this thread or in workers, the dangerous ones in processes of their own.

import type { Notice, SkippedFile } from "../model/report.ts";
import { type FileAnalysis, type FileOutcome, isSkipped } from "../pipeline/file-analysis.ts";
import { runInWorkers } from "../pipeline/worker-pool.ts";
import { runDisposable } from "../source/disposable-process.ts";
import { type AnalysisSetup, type Analyst, type FileJob, type JobOutcome, createAnalyst } from "./analyst.ts";
import { buildEntry } from "./build-files.ts";

export interface FilesRequest {
  readonly setup: AnalysisSetup;
  readonly jobs: readonly FileJob[];
  /** Text of the only job, when it came from standard input. */
  readonly stdinText?: string | undefined;
  readonly threads: number;
  readonly timeoutMs: number;
  readonly onProgress?: ((finished: number, total: number) => void) | undefined;
}

export interface FilesResult {
  /** In no particular order. */
  readonly outcomes: readonly FileOutcome[];
  readonly notices: readonly Notice[];
}

/** Below this many files and bytes a worker costs more than it brings. */
const fewFiles = 16;
const fewBytes = 400_000;
const largestInProcessBytes = 256 * 1024;
const workerHeapMb = 1_024;
/** Nesting that even a process of its own does not try. */
const hopelessNesting = 1_000_000;

/** Every job has exactly one outcome. */
export async function analyseFiles(request: FilesRequest): Promise<FilesResult> {
  const outcomes: FileOutcome[] = [];
  const tooDeep: FileJob[] = [];
  const take = (job: FileJob, outcome: JobOutcome): void => {
    if ("isTooDeep" in outcome) tooDeep.push(job);
    else outcomes.push(outcome);
    request.onProgress?.(outcomes.length, request.jobs.length);
  };
  if (shouldUseWorkers(request)) await analyseInWorkers(request, take);
  else await analyseHere(createAnalyst(request.setup), request, take);
  for (const job of tooDeep) outcomes.push(await analyseApart(request, job));
  return { outcomes, notices: [] };
}

function shouldUseWorkers(request: FilesRequest): boolean {
  if (buildEntry("analysis-worker") === undefined || request.stdinText !== undefined) return false;
  const bytes = request.jobs.reduce((sum, job) => sum + job.sizeBytes, 0);
  if (request.jobs.some((job) => job.sizeBytes > largestInProcessBytes)) return true;
  return request.jobs.length > fewFiles && bytes > fewBytes;
}

type Take = (job: FileJob, outcome: JobOutcome) => void;

async function analyseHere(analyst: Analyst, request: FilesRequest, take: Take): Promise<void> {
  for (const job of request.jobs) {
    const { stdinText } = request;
    take(job, await (stdinText === undefined ? analyst.analyseJob(job) : analyst.analyseText(job, stdinText)));
  }
}

async function analyseInWorkers(request: FilesRequest, take: Take): Promise<void> {
  const { results, lost } = await runInWorkers<FileJob, JobOutcome>({
    entry: buildEntry("analysis-worker")!,
    workerData: { setup: request.setup },
    jobs: request.jobs,
    threads: request.threads,
    timeoutMs: request.timeoutMs,
    heapMb: workerHeapMb,
    weightOf: (job) => job.sizeBytes,
    onProgress: (finished) => request.onProgress?.(finished, request.jobs.length),
  });
  for (const { job, result } of results) take(job, result);
  for (const { job, reason, detail } of lost) take(job, { path: job.path, reason, detail });
}

/** In a process of its own: its death or its hanging is an entry, not ours. */
async function analyseApart(request: FilesRequest, job: FileJob): Promise<FileOutcome> {
  const entry = buildEntry("disposable-analysis");
  if (entry === undefined) return skipped(job, "crashed", "nested too deeply to be parsed safely");
  const result = await runDisposable<JobOutcome>(
    entry,
    { setup: { ...request.setup, nestingLimit: hopelessNesting }, job, text: request.stdinText },
    { timeoutMs: request.timeoutMs, maxHeapMb: workerHeapMb },
  );
  if (result.outcome !== "answered") return skipped(job, result.outcome, result.detail);
  if ("isTooDeep" in result.answer) return skipped(job, "crashed", "nested too deeply to be parsed");
  return result.answer;
}

function skipped(job: FileJob, reason: SkippedFile["reason"], detail: string): SkippedFile {
  return { path: job.path, reason, detail };
}

/** True where a result may be kept for a later scan. */
export function isCacheable(outcome: FileOutcome): outcome is FileAnalysis {
  return !isSkipped(outcome) && outcome.notices.every((notice) => notice.code !== "rule-crashed");
}
