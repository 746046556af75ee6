// Runs a request of a server's client under the policy in force.

import { resolve } from "node:path";
import type { RunOptions } from "../executor/executor.ts";
import type { RunRequestInput, RunResult } from "./run-code.ts";
import type { ServerServices } from "./server-services.ts";

export interface ExecutionRequest {
  readonly run: RunRequestInput;
  /** The task that the run belongs to. */
  readonly taskId?: string | undefined;
}

export interface ExecutionAnswer {
  readonly result: RunResult;
  /** Present where the run was recorded. */
  readonly executionId?: string;
}

/** The program's own failure is part of the result; a refused request throws an AssayError. */
export async function executeForClient(services: ServerServices, { run }: ExecutionRequest, options: RunOptions): Promise<ExecutionAnswer> {
  const executor = await services.executor();
  const { workingDirectory } = run;
  const request = workingDirectory === undefined ? run : { ...run, workingDirectory: resolve(services.settings.root, workingDirectory) };
  const { result } = await executor.run(request, options);
  return { result };
}
