// The execution policy that clients may tighten: never wider than the operator's, stored with a version that runs name.

import { type ExecutionPolicy, executionPolicySchema, readExecutionPolicy } from "../executor/policy.ts";
import { AssayError } from "../model/errors.ts";
import type { StoredPolicy } from "../model/store-record.ts";
import type { ProjectStore } from "./project-store.ts";

/** Fields whose smaller value is the tighter one. */
const amounts = ["maximumProcesses", "maximumOpenFiles", "workspaceBytes", "workspaceFiles", "temporaryBytes", "codeBytes", "stdinBytes", "placedBytes", "maximumRows", "rowBytes", "maximumArtifacts", "artifactBytes", "diffBytes", "maximumPackages"] as const;
const operatorsAlone = ["allowedRoots", "packageCacheFolder", "withoutIsolation", "concurrentRuns", "waitingRuns", "openSessions", "sessionIdleMs", "sessionLifetimeMs"] as const;
type OperatorsAlone = (typeof operatorsAlone)[number];
const limits = ["timeoutMs", "memoryBytes", "outputBytes"] as const;

/** What a client may set: any part of the policy but folders of the host, whether isolation may be missing, and the server's own queue. */
export type PolicyChange = Partial<Omit<ExecutionPolicy, OperatorsAlone | "timeoutMs" | "memoryBytes" | "outputBytes">> & {
  readonly [Name in (typeof limits)[number]]?: Partial<ExecutionPolicy[Name]>;
};

/** A policy with its version, where one was stored. */
export interface VersionedPolicy {
  readonly policy: ExecutionPolicy;
  readonly version: number;
}

/**
 * Tightens the operator's policy and keeps the result; what was set before no longer counts. Throws `execution-refused`
 * naming the field that would be wider, `config-invalid` for what is no policy.
 */
export async function setPolicy(store: ProjectStore, operator: ExecutionPolicy, request: { readonly change: PolicyChange; readonly reason?: string | undefined }): Promise<VersionedPolicy> {
  const policy = tighten(operator, request.change);
  await store.call("addPolicy", { kind: "tightening", policy: request.change, reason: request.reason });
  return { policy, version: await versionOf(store, policy) };
}

/** The operator's policy, tightened by what was set last as far as it still tightens. */
export async function policyInForceOf(store: ProjectStore, operator: ExecutionPolicy): Promise<ExecutionPolicy> {
  const stored: StoredPolicy | undefined = await store.call("readPolicy", {});
  // Only setPolicy writes what is set, and it checked it; an operator may have become stricter since.
  return stored === undefined ? operator : narrowest(operator, stored.policy as PolicyChange);
}

/** The version of a policy in force; kept where it is new. */
export async function versionOf(store: ProjectStore, policy: ExecutionPolicy): Promise<number> {
  return (await store.call("addPolicy", { kind: "in-force", policy })).version;
}

/** Throws where a field of `change` is wider than the operator's. Pure. */
export function tighten(operator: ExecutionPolicy, change: PolicyChange): ExecutionPolicy {
  const unknown = Object.keys(change).filter((name) => !(name in executionPolicySchema.shape) || operatorsAlone.some((field) => field === name));
  if (unknown.length > 0) throw new AssayError({ code: "config-invalid", message: `A client cannot set ${unknown.join(", ")}.`, nextStep: "Only the operator can, in the server's own policy file." });
  const asked = readExecutionPolicy({ ...change, ...fillLimits(operator, change) });
  for (const name of amounts) if (change[name] !== undefined && asked[name] > operator[name]) throw wider(name, operator[name]);
  for (const name of limits) {
    for (const part of ["standard", "ceiling"] as const) if (asked[name][part] > operator[name][part] && change[name] !== undefined) throw wider(`${name}.${part}`, operator[name][part]);
  }
  if (change.packages === "allowed" && operator.packages === "refused") throw wider("packages", "refused");
  const host = change.networkHosts?.find((name) => !operator.networkHosts.includes(name));
  if (host !== undefined) throw wider("networkHosts", operator.networkHosts.join(", ") || "no network");
  const command = change.allowedCommands?.find((name) => operator.allowedCommands?.includes(name) === false);
  if (command !== undefined) throw wider("allowedCommands", operator.allowedCommands!.join(", "));
  return narrowest(operator, change);
}

/** Where only one of the two is given, the other follows, so that a lowered ceiling needs no second number. */
function fillLimits(operator: ExecutionPolicy, change: PolicyChange): Pick<ExecutionPolicy, (typeof limits)[number]> {
  const fill = (name: (typeof limits)[number]): ExecutionPolicy["timeoutMs"] => {
    const ceiling = change[name]?.ceiling ?? operator[name].ceiling;
    return { ceiling, standard: change[name]?.standard ?? Math.min(operator[name].standard, ceiling) };
  };
  return { timeoutMs: fill("timeoutMs"), memoryBytes: fill("memoryBytes"), outputBytes: fill("outputBytes") };
}

/** Field by field the stricter of both. */
function narrowest(operator: ExecutionPolicy, change: PolicyChange): ExecutionPolicy {
  const filled = fillLimits(operator, change);
  const policy = { ...operator };
  for (const name of amounts) policy[name] = Math.min(operator[name], change[name] ?? Number.POSITIVE_INFINITY);
  for (const name of limits) policy[name] = { standard: Math.min(operator[name].standard, filled[name].standard), ceiling: Math.min(operator[name].ceiling, filled[name].ceiling) };
  if (change.packages === "refused") policy.packages = "refused";
  if (change.networkHosts !== undefined) policy.networkHosts = operator.networkHosts.filter((host) => change.networkHosts!.includes(host));
  if (change.deniedCommands !== undefined) policy.deniedCommands = [...new Set([...operator.deniedCommands, ...change.deniedCommands])];
  if (change.allowedCommands !== undefined) policy.allowedCommands = operator.allowedCommands?.filter((name) => change.allowedCommands!.includes(name)) ?? change.allowedCommands;
  return policy;
}

function wider(field: string, most: string | number): AssayError {
  return new AssayError({ code: "execution-refused", message: `${field} would be wider than the operator's policy allows (${most}).`, nextStep: "Ask for less; only the operator can widen the policy." });
}
