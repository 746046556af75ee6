// Entry of a worker thread: analyses the batches of files that the pool hands it.

import { parentPort, workerData } from "node:worker_threads";
import type { ProgressView } from "../pipeline/worker-pool.ts";
import { type AnalysisSetup, type FileJob, type JobOutcome, createAnalyst } from "./analyst.ts";

// The pool made this worker and handed it exactly these.
const { setup, progress } = workerData as { readonly setup: AnalysisSetup; readonly progress: ProgressView };
const analyst = createAnalyst(setup);

parentPort?.on("message", (message: { readonly type: "run"; readonly jobs: readonly FileJob[] }) => {
  void runBatch(message.jobs);
});

async function runBatch(jobs: readonly FileJob[]): Promise<void> {
  const results: JobOutcome[] = [];
  await analyst.loadRules();
  for (const [index, job] of jobs.entries()) {
    Atomics.store(progress, 0, index);
    Atomics.store(progress, 1, 1);
    results.push(await analyst.analyseJob(job));
  }
  Atomics.store(progress, 1, 0);
  parentPort?.postMessage({ type: "done", results });
}
