// Runs a request of a server's client under the policy in force, and keeps how it ended.

import { resolve } from "node:path";
import type { RunOptions } from "../executor/executor.ts";
import { recordExecution } from "./execution-history.ts";
import { policyForRun } from "./policy-in-force.ts";
import { recordFor, requireTask } from "./recording.ts";
import { describeRefusal, type RunRequestInput, type RunResult } from "./run-code.ts";
import type { ServerServices } from "./server-services.ts";

export interface ExecutionRequest {
  readonly run: RunRequestInput;
  /** The task that the run belongs to. */
  readonly taskId?: string | undefined;
}

export interface ExecutionAnswer {
  /** A refused request ends in a result too. */
  readonly result: RunResult;
  /** Present where the run was recorded. */
  readonly executionId?: string;
  /** Why it was not, where it should have been. */
  readonly notRecorded?: string;
}

/** Throws an AssayError where the task does not exist or the policy cannot be read: nothing was run. */
export async function executeForClient(services: ServerServices, { run, taskId }: ExecutionRequest, options: Omit<RunOptions, "policy">): Promise<ExecutionAnswer> {
  await requireTask(services, taskId);
  const { policy, version } = await policyForRun(services);
  return services.whileOpen(runAndRecord());

  async function runAndRecord(): Promise<ExecutionAnswer> {
    const startedAt = new Date();
    const result = await runOne(services, run, { ...options, policy });
    const input = { language: run.language ?? "command", code: run.code ?? (run.command ?? []).join(" "), taskId, client: options.client, policyVersion: version, startedAt };
    const { id, problem } = await recordFor(services, (store) => recordExecution(store, input, result));
    return { result, ...(id === undefined ? {} : { executionId: id }), ...(problem === undefined ? {} : { notRecorded: problem }) };
  }
}

async function runOne(services: ServerServices, run: RunRequestInput, options: RunOptions): Promise<RunResult> {
  const executor = await services.executor();
  const { workingDirectory } = run;
  const request = workingDirectory === undefined ? run : { ...run, workingDirectory: resolve(services.settings.root, workingDirectory) };
  try {
    return (await executor.run(request, options)).result;
  } catch (error) {
    const refused = describeRefusal(error);
    if (refused === undefined) throw error;
    // A run that was cancelled while it waited for its turn never began.
    return options.signal?.aborted === true ? { ...refused, stoppedBy: "cancelled" } : refused;
  }
}
