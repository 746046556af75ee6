// Entry of a worker thread: measures the batches of files that the pool hands it.

import { parentPort, workerData } from "node:worker_threads";
import type { ProgressView } from "../pipeline/worker-pool.ts";
import { type MeasureJob, type MeasureOutcome, type MeasureSetup, createSurveyor } from "./surveyor.ts";

// The pool made this worker and handed it exactly these.
const { setup, progress } = workerData as { readonly setup: MeasureSetup; readonly progress: ProgressView };
const survey = createSurveyor(setup);

parentPort?.on("message", (message: { readonly type: "run"; readonly jobs: readonly MeasureJob[] }) => {
  void runBatch(message.jobs);
});

async function runBatch(jobs: readonly MeasureJob[]): Promise<void> {
  const results: MeasureOutcome[] = [];
  for (const [index, job] of jobs.entries()) {
    Atomics.store(progress, 0, index);
    Atomics.store(progress, 1, 1);
    results.push(await survey(job));
  }
  Atomics.store(progress, 1, 0);
  parentPort?.postMessage({ type: "done", results });
}
