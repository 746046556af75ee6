// Runs batches of files in worker threads, and survives a worker that hangs or dies: the file it was at is named, the rest goes on.

import { Worker } from "node:worker_threads";

/** Why a job has no result. */
export interface LostJob<Job> {
  readonly job: Job;
  readonly reason: "timeout" | "crashed";
  readonly detail: string;
}

export interface PoolRequest<Job> {
  /** The worker's entry file. It answers `{ type: "run", jobs }` with `{ type: "done", results }`, one result a job in order. */
  readonly entry: URL;
  readonly workerData: Record<string, unknown>;
  readonly jobs: readonly Job[];
  readonly threads: number;
  /** Longest time for one job, in milliseconds. */
  readonly timeoutMs: number;
  /** Old-space limit of each worker, in MiB. */
  readonly heapMb: number;
  /** Relative cost of a job, to make even batches; bytes will do. */
  readonly weightOf: (job: Job) => number;
  readonly onProgress?: (finished: number) => void;
}

export interface PoolResult<Job, Result> {
  readonly results: readonly { readonly job: Job; readonly result: Result }[];
  readonly lost: readonly LostJob<Job>[];
}

/** Index of the running job within its batch, and when it began (milliseconds since the pool's start). */
const progressSlots = 2;
const watchIntervalMs = 100;
const batchesPerThread = 8;
const largestBatch = 64;
const loadingLimitMs = 60_000;
/** A lane whose workers died this often gives up: something is wrong that no further worker mends. */
const mostDeaths = 100;

/** What the worker sees in `workerData.progress`: slot 0 is the running job's index, slot 1 its start. */
export type ProgressView = Int32Array;

/** Runs all jobs. Results come in no particular order: sort them by what they are. */
export async function runInWorkers<Job, Result>(request: PoolRequest<Job>): Promise<PoolResult<Job, Result>> {
  const queue = splitIntoBatches(request.jobs, request.threads, request.weightOf);
  const results: { job: Job; result: Result }[] = [];
  const lost: LostJob<Job>[] = [];
  const onBatch = (finished: readonly { job: Job; result: Result }[]): void => {
    results.push(...finished);
    request.onProgress?.(results.length + lost.length);
  };
  const threads = Math.max(1, Math.min(request.threads, queue.length));
  await Promise.all(
    Array.from({ length: threads }, () => new Lane<Job, Result>(request, queue, lost, onBatch).run()),
  );
  return { results, lost };
}

/** Large files first, in batches of about equal weight: the last batch to finish is a small one. */
function splitIntoBatches<Job>(jobs: readonly Job[], threads: number, weightOf: (job: Job) => number): Job[][] {
  const heaviestFirst = jobs
    .map((job) => ({ job, weight: weightOf(job) + 200 }))
    .sort((a, b) => b.weight - a.weight);
  const total = heaviestFirst.reduce((sum, entry) => sum + entry.weight, 0);
  const target = total / (threads * batchesPerThread);
  const batches: Job[][] = [];
  let batch: Job[] = [];
  let weight = 0;
  for (const entry of heaviestFirst) {
    batch.push(entry.job);
    weight += entry.weight;
    if (weight >= target || batch.length >= largestBatch) {
      batches.push(batch);
      batch = [];
      weight = 0;
    }
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** One worker at a time, replaced when it dies, taking batches until none are left. */
class Lane<Job, Result> {
  readonly #request: PoolRequest<Job>;
  readonly #queue: Job[][];
  readonly #lost: LostJob<Job>[];
  readonly #onBatch: (finished: readonly { job: Job; result: Result }[]) => void;
  #worker: Worker | undefined;
  #progress: ProgressView = new Int32Array(progressSlots);
  /** Takes what the worker says about the running batch. */
  #onEvent: (event: WorkerEvent<Result>) => void = () => undefined;

  constructor(
    request: PoolRequest<Job>,
    queue: Job[][],
    lost: LostJob<Job>[],
    onBatch: (finished: readonly { job: Job; result: Result }[]) => void,
  ) {
    this.#request = request;
    this.#queue = queue;
    this.#lost = lost;
    this.#onBatch = onBatch;
  }

  async run(): Promise<void> {
    let deaths = 0;
    for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) {
      const outcome = await this.#runBatch(batch);
      if (outcome.type === "done") {
        this.#onBatch(batch.map((job, index) => ({ job, result: outcome.results[index]! })));
        continue;
      }
      this.#worker = undefined;
      this.#lost.push({ job: batch[outcome.at]!, reason: outcome.reason, detail: outcome.detail });
      const others = batch.filter((_, index) => index !== outcome.at);
      if (others.length > 0) this.#queue.push(others);
      if (++deaths >= mostDeaths) this.#giveUp(outcome.detail);
    }
    await this.#worker?.terminate();
  }

  #giveUp(detail: string): void {
    for (const batch of this.#queue.splice(0)) {
      for (const job of batch) this.#lost.push({ job, reason: "crashed", detail: `workers kept dying: ${detail}` });
    }
  }

  #runBatch(batch: readonly Job[]): Promise<BatchOutcome<Result>> {
    const worker = this.#worker ?? this.#start();
    this.#progress[0] = 0;
    this.#progress[1] = 0;
    return new Promise((resolve) => {
      let observedAt = -1;
      let observedStart = 0;
      let observedSinceMs = 0;
      const watch = setInterval(() => {
        const at = Atomics.load(this.#progress, 0);
        const started = Atomics.load(this.#progress, 1);
        const nowMs = performance.now();
        // A worker that has not begun its first job is still loading: it gets a longer time for that.
        const limitMs = started === 0 ? loadingLimitMs : this.#request.timeoutMs;
        if (observedSinceMs === 0 || at !== observedAt || started !== observedStart) {
          observedAt = at;
          observedStart = started;
          observedSinceMs = nowMs;
        } else if (nowMs - observedSinceMs > limitMs) {
          finish({ type: "lost", at, reason: "timeout", detail: `took longer than ${limitMs} ms` });
          void worker.terminate();
        }
      }, watchIntervalMs);
      const finish = (outcome: BatchOutcome<Result>): void => {
        clearInterval(watch);
        this.#onEvent = () => undefined;
        resolve(outcome);
      };
      this.#onEvent = (event) => {
        if (event.type === "done") finish(event);
        else finish({ type: "lost", at: Atomics.load(this.#progress, 0), reason: "crashed", detail: event.detail });
      };
      worker.postMessage({ type: "run", jobs: batch });
    });
  }

  #start(): Worker {
    const shared = new SharedArrayBuffer(progressSlots * Int32Array.BYTES_PER_ELEMENT);
    this.#progress = new Int32Array(shared);
    this.#worker = new Worker(this.#request.entry, {
      workerData: { ...this.#request.workerData, progress: this.#progress },
      resourceLimits: { maxOldGenerationSizeMb: this.#request.heapMb },
    });
    const worker = this.#worker;
    const tell = (event: WorkerEvent<Result>): void => {
      // What an abandoned worker still says is nobody's business.
      if (this.#worker === worker) this.#onEvent(event);
    };
    worker.on("message", (message: { type: "done"; results: Result[] }) => tell(message));
    worker.on("error", (error) => tell({ type: "died", detail: error.message }));
    worker.on("exit", (code) => tell({ type: "died", detail: `the worker ended with code ${code}` }));
    return worker;
  }
}

type WorkerEvent<Result> =
  | { readonly type: "done"; readonly results: readonly Result[] }
  | { readonly type: "died"; readonly detail: string };

type BatchOutcome<Result> =
  | { readonly type: "done"; readonly results: readonly Result[] }
  | { readonly type: "lost"; readonly at: number; readonly reason: "timeout" | "crashed"; readonly detail: string };
