// Analyses many files: cached results first, then in this thread or in workers, the dangerous ones in processes of their own.

import { ResultCache } from "../cache/result-cache.ts";
import type { Notice, SkippedFile } from "../model/report.ts";
import { type FileOutcome, isSkipped } from "../pipeline/file-analysis.ts";
import { compileQuickly } from "../pipeline/compile-quickly.ts";
import { runInWorkers } from "../pipeline/worker-pool.ts";
import type { DiscoveredFile } from "../source/discovery.ts";
import { toTextSource } from "../source/read-source.ts";
import { type AnalysisSetup, type FileJob, type JobOutcome, createAnalyst } from "./analyst.ts";
import { buildEntry, buildId } from "./build-files.ts";
import { findLanguage } from "./parsers.ts";

export interface FilesRequest {
  readonly setup: AnalysisSetup;
  /** Absolute path of the scan's root. */
  readonly root: string;
  readonly files: readonly (DiscoveredFile & { readonly configuration: string })[];
  /** Text of the only file, when it came from standard input. */
  readonly stdinText?: string | undefined;
  readonly threads: number;
  readonly timeoutMs: number;
  /** True where the process ends after this scan: what makes its start faster and a long run slower is then right. */
  readonly isOneShot?: boolean | undefined;
  readonly cache: { readonly location?: string | undefined } | undefined;
  readonly onProgress?: ((finished: number, total: number) => void) | undefined;
}

export interface FilesResult {
  /** In no particular order, one a file. */
  readonly outcomes: readonly FileOutcome[];
  readonly notices: readonly Notice[];
}

type ScannedFile = FilesRequest["files"][number];

/** Below this many files and bytes a worker costs more than it brings. */
const fewFiles = 16;
const fewBytes = 400_000;
const largestInProcessBytes = 256 * 1024;
const workerHeapMb = 1_024;
/** Nesting that even a process of its own does not try. */
const hopelessNesting = 1_000_000;

/** Every file has exactly one outcome. */
export async function analyseFiles(request: FilesRequest): Promise<FilesResult> {
  if (request.stdinText !== undefined) return analyseStdin(request, request.files[0]!, request.stdinText);
  const store = openStore(request);
  const outcomes: FileOutcome[] = [];
  const pending: ScannedFile[] = [];
  for (const file of request.files) {
    const remembered = store.lookUp(file);
    if (remembered === undefined) pending.push(file);
    else outcomes.push(remembered);
  }
  const onDone = (finished: number): void => request.onProgress?.(outcomes.length + finished, request.files.length);
  // What the cache knew is done already.
  if (outcomes.length > 0) onDone(0);
  const byPath = new Map(pending.map((file) => [file.path, file]));
  const tooDeep: FileJob[] = [];
  /** Keeps what came out, and answers with the files whose remembered result turned out to be gone or damaged. */
  const collect = (results: Results): FileJob[] => {
    const forgotten: FileJob[] = [];
    for (const { job, result } of results) {
      const outcome = store.keep(byPath.get(job.path)!, result);
      if (outcome !== undefined) outcomes.push(outcome);
      else if (result.type === "known") forgotten.push(toJob(byPath.get(job.path)!));
      else tooDeep.push(toJob(byPath.get(job.path)!));
    }
    return forgotten;
  };
  const forgotten = collect(await analyseAll(request, pending.map(store.toJob), onDone));
  if (forgotten.length > 0) collect(await analyseAll(request, forgotten, () => undefined));
  const lanes = Array.from({ length: Math.min(request.threads, tooDeep.length) }, async () => {
    for (let job = tooDeep.pop(); job !== undefined; job = tooDeep.pop()) {
      const result = await analyseApart(request, job);
      outcomes.push(store.keep(byPath.get(job.path)!, result) ?? skipped(job, "crashed", tooDeepDetail));
    }
  });
  await Promise.all(lanes);
  return { outcomes, notices: store.close() };
}

/** The same limits as for a file on disk; what is large goes to a process of its own, which the time limit can end. */
async function analyseStdin(request: FilesRequest, file: ScannedFile, text: string): Promise<FilesResult> {
  const { setup } = request;
  if (file.sizeBytes > setup.maxFileSizeBytes) {
    return only(skipped(file, "too-large", `${file.sizeBytes} bytes; the limit is ${setup.maxFileSizeBytes}`));
  }
  const source = toTextSource(text, file.path, { includeGenerated: setup.includesGenerated, isData: findLanguage(file.language).holdsPrograms === "in-data" });
  if ("reason" in source) return only(source);
  const mayTakeLong = file.sizeBytes > largestInProcessBytes || hasForeignRules(setup);
  const isApart = mayTakeLong && buildEntry("disposable-analysis") !== undefined;
  const outcome = isApart ? undefined : await createAnalyst(setup).analyseText(file, source.text);
  if (outcome !== undefined) return only(outcome);
  const apart = await analyseApart(request, toJob(file), source.text);
  return only("outcome" in apart ? apart.outcome : skipped(file, "crashed", tooDeepDetail));
}

function only(outcome: FileOutcome): FilesResult {
  return { outcomes: [outcome], notices: [] };
}

type Results = readonly { readonly job: FileJob; readonly result: JobOutcome }[];

async function analyseAll(request: FilesRequest, jobs: readonly FileJob[], onDone: (finished: number) => void): Promise<Results> {
  const entry = buildEntry("analysis-worker");
  const hasWorkers = entry !== undefined && shouldUseWorkers(request.setup, jobs);
  if (hasWorkers || request.isOneShot === true) compileQuickly();
  if (!hasWorkers) return analyseHere(request.setup, jobs, onDone);
  const { results, lost } = await runInWorkers<FileJob, JobOutcome>({
    entry,
    workerData: { setup: request.setup },
    jobs,
    threads: request.threads,
    timeoutMs: request.timeoutMs,
    heapMb: workerHeapMb,
    weightOf: (job) => job.sizeBytes,
    onProgress: onDone,
  });
  const unread = lost.map(({ job, reason, detail }) => ({
    job,
    result: { type: "unread" as const, outcome: skipped(job, reason, detail) },
  }));
  return [...results, ...unread];
}

function hasForeignRules({ patternRules, codeRules }: AnalysisSetup): boolean {
  return patternRules !== undefined || codeRules !== undefined;
}

function shouldUseWorkers(setup: AnalysisSetup, jobs: readonly FileJob[]): boolean {
  // Only there can the time limit end a regular expression, or a rule, that does not.
  if (hasForeignRules(setup)) return jobs.length > 0;
  if (jobs.some((job) => job.sizeBytes > largestInProcessBytes)) return true;
  return jobs.length > fewFiles && jobs.reduce((sum, job) => sum + job.sizeBytes, 0) > fewBytes;
}

async function analyseHere(setup: AnalysisSetup, jobs: readonly FileJob[], onDone: (finished: number) => void): Promise<Results> {
  const analyst = createAnalyst(setup);
  const results: { job: FileJob; result: JobOutcome }[] = [];
  for (const job of jobs) {
    results.push({ job, result: await analyst.analyseJob(job) });
    onDone(results.length);
  }
  return results;
}

const tooDeepDetail = "nested too deeply to be parsed safely";

/** In a process of its own: its death or its hanging is an entry, not ours. */
async function analyseApart(request: FilesRequest, job: FileJob, text?: string): Promise<JobOutcome> {
  const entry = buildEntry("disposable-analysis");
  if (entry === undefined) return { type: "unread", outcome: skipped(job, "crashed", tooDeepDetail) };
  const setup = { ...request.setup, nestingLimit: hopelessNesting };
  const limits = { timeoutMs: request.timeoutMs, maxHeapMb: workerHeapMb };
  const { runDisposable } = await import("../source/disposable-process.ts");
  const result = await runDisposable<JobOutcome>(entry, { setup, job, text }, limits);
  if (result.outcome === "answered") return result.answer;
  return { type: "unread", outcome: skipped(job, result.outcome, result.detail) };
}

function skipped(job: { readonly path: string }, reason: SkippedFile["reason"], detail: string): SkippedFile {
  return { path: job.path, reason, detail };
}

/** The cache as this stage sees it; without one every look-up is a miss. */
interface Store {
  readonly lookUp: (file: ScannedFile) => FileOutcome | undefined;
  readonly toJob: (file: ScannedFile) => FileJob;
  /** The outcome, remembered where it may be; undefined where the file has yet to be analysed apart. */
  readonly keep: (file: ScannedFile, result: JobOutcome) => FileOutcome | undefined;
  readonly close: () => readonly Notice[];
}

function openStore(request: FilesRequest): Store {
  const { setup, root } = request;
  if (request.cache === undefined || buildId === undefined) return withoutCache;
  const { location } = request.cache;
  const cache = new ResultCache({
    root,
    buildId,
    ...(location === undefined ? {} : { location }),
    environment: process.env,
    now: Date.now,
  });
  const variantOf = (file: ScannedFile): string =>
    [file.language, file.configuration, setup.includesGenerated ? "all" : "written", setup.patternRules?.key ?? "", setup.codeRules?.key ?? ""].join(" ");
  const usable = (found: { readonly value: unknown } | undefined): FileOutcome | undefined => {
    // The cache gives back what keep() stored under the same build.
    const outcome = found?.value as FileOutcome | undefined;
    if (outcome === undefined || isSkipped(outcome) || outcome.analysedOn === undefined) return outcome;
    return outcome.analysedOn === setup.today ? outcome : undefined;
  };
  return {
    lookUp: (file) => usable(cache.lookUp(file, variantOf(file))),
    toJob: (file) => ({ ...toJob(file), knownHashes: cache.knownHashes(file.path, variantOf(file)) }),
    keep: (file, result) => {
      if (result.type === "too-deep") return undefined;
      if (result.type === "unread") return result.outcome;
      if (result.type === "known") return usable(cache.lookUpContent(file, variantOf(file), result.contentHash));
      if (isCacheable(result.outcome)) cache.store(file, variantOf(file), result.contentHash, result.outcome);
      return result.outcome;
    },
    close: () => cache.flush(),
  };
}

const withoutCache: Store = {
  lookUp: () => undefined,
  toJob,
  keep: (_, result) => ("outcome" in result ? result.outcome : undefined),
  close: () => [],
};

function toJob({ path, absolutePath, bytes, language, sizeBytes, configuration }: ScannedFile): FileJob {
  return { path, absolutePath, ...(bytes === undefined ? {} : { bytes }), language, sizeBytes, configuration };
}

function isCacheable(outcome: FileOutcome): boolean {
  return isSkipped(outcome) || outcome.notices.every((notice) => notice.code !== "rule-crashed");
}
