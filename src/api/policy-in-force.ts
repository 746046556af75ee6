// The execution policy in force, without what only concerns the operator.

import type { ExecutionPolicy } from "../executor/policy.ts";
import { AssayError } from "../model/errors.ts";
import { type PolicyChange, policyInForceOf, setPolicy, versionOf } from "./policies.ts";
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

export interface PolicyForRun {
  readonly policy: ExecutionPolicy;
  /** Absent where no store keeps it. */
  readonly version?: number;
}

/** The operator's policy, tightened by what clients set. Throws where the store that holds it cannot be read: nothing may run then. */
export async function policyForRun(services: ServerServices): Promise<PolicyForRun> {
  const { policy: operator } = await services.executor();
  if (!services.hasStore) return { policy: operator };
  const store = await services.store();
  const policy = await policyInForceOf(store, operator);
  if (store.isReadOnly) return { policy };
  try {
    return { policy, version: await versionOf(store, policy) };
  } catch (error) {
    // A full disk keeps no version; the policy is in force all the same.
    if (error instanceof AssayError && error.code.startsWith("store-")) return { policy };
    throw error;
  }
}

/** What clients see of the policy in force. */
export async function policyInForce(services: ServerServices): Promise<VisiblePolicy & { readonly version?: number }> {
  try {
    const { policy, version } = await policyForRun(services);
    return { ...visible(policy), ...(version === undefined ? {} : { version }) };
  } catch (error) {
    // A server that only reads makes no store, and runs nothing.
    if (!services.settings.isReadOnly || !(error instanceof AssayError && error.code === "store-read-only")) throw error;
    return visible((await services.executor()).policy);
  }
}

/** Tightens the operator's policy for every server on the same store; answers with what is in force now. */
export async function tightenPolicy(services: ServerServices, request: { readonly change: PolicyChange; readonly reason?: string | undefined }): Promise<VisiblePolicy & { readonly version: number }> {
  const { policy: operator } = await services.executor();
  const { policy, version } = await setPolicy(await services.store(), operator, request);
  return { ...visible(policy), version };
}

/** Folders of the host are left out: a client has no use for them. */
function visible(policy: ExecutionPolicy): VisiblePolicy {
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
