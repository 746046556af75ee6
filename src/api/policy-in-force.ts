// The execution policy in force, without what only concerns the operator.

import type { ExecutionPolicy } from "../executor/policy.ts";
import type { ServerServices } from "./server-services.ts";

export type VisiblePolicy = Pick<
  ExecutionPolicy,
  | "timeoutMs"
  | "memoryBytes"
  | "outputBytes"
  | "maximumProcesses"
  | "workspaceBytes"
  | "codeBytes"
  | "stdinBytes"
  | "maximumRows"
  | "concurrentRuns"
  | "packages"
  | "networkHosts"
  | "deniedCommands"
  | "allowedCommands"
>;

/** Folders of the host are left out: a client has no use for them. */
export async function policyInForce(services: ServerServices): Promise<VisiblePolicy> {
  const { policy } = await services.executor();
  const { timeoutMs, memoryBytes, outputBytes, maximumProcesses, workspaceBytes, codeBytes, stdinBytes } = policy;
  const { maximumRows, concurrentRuns, packages, networkHosts, deniedCommands, allowedCommands } = policy;
  return {
    timeoutMs,
    memoryBytes,
    outputBytes,
    maximumProcesses,
    workspaceBytes,
    codeBytes,
    stdinBytes,
    maximumRows,
    concurrentRuns,
    packages,
    networkHosts,
    deniedCommands,
    ...(allowedCommands === undefined ? {} : { allowedCommands }),
  };
}
