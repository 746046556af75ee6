// Runs code or a command in the sandbox for every door: one call, one stable result.

import { Executor, type ExecutorCapabilities } from "../executor/executor.ts";
import type { ExecutionPolicyInput } from "../executor/policy.ts";
import type { RunRequestInput } from "../executor/request.ts";
import { refusedResult, type RunOutcome, type RunResult } from "../executor/result.ts";
import { AssayError } from "../model/errors.ts";

export { Executor } from "../executor/executor.ts";
export { RUN_LANGUAGES } from "../executor/languages/registry.ts";
export { readExecutionPolicy } from "../executor/policy.ts";
export type { ExecutionPolicyInput, ExecutorCapabilities, RunOutcome, RunRequestInput, RunResult };

/** How a single run is followed and under which policy it goes. */
export interface RunCodeOptions {
  /** The operator's policy; without it nothing of the host is an allowed working directory. */
  readonly policy?: ExecutionPolicyInput;
  readonly signal?: AbortSignal;
  /** Called with every piece of output that is kept, as it comes. */
  readonly onOutput?: (stream: "stdout" | "stderr", chunk: Buffer) => void;
}

/**
 * Runs one request in a sandbox. The program's own failure is part of the outcome; a refused request throws an
 * `AssayError`. A service that runs many keeps an {@link Executor} instead, which probes once and queues fairly.
 */
export async function runCode(request: RunRequestInput, options: RunCodeOptions = {}): Promise<RunOutcome> {
  const { policy, ...following } = options;
  const executor = new Executor(policy === undefined ? {} : { policy });
  try {
    return await executor.run(request, following);
  } finally {
    executor.close();
  }
}

/** What a project's own code may be run under, beside the sandbox's limits. */
export interface ProjectRuns {
  /** Absolute; the only folder of the host that runs may work in. */
  readonly root: string;
  readonly policy?: ExecutionPolicyInput | undefined;
}

/** Several runs on a project, by one executor that lives for them. What is refused becomes an answer; other errors are thrown. */
export async function runInProject<Answer>({ root, policy }: ProjectRuns, use: (executor: Executor) => Promise<Answer>, onRefused: (error: AssayError) => Answer): Promise<Answer> {
  const executor = new Executor({ policy: { ...policy, allowedRoots: [root] } });
  try {
    return await use(executor);
  } catch (error) {
    if (error instanceof AssayError) return onRefused(error);
    throw error;
  } finally {
    executor.close();
  }
}

/** What can be run on this machine, how each limit is held, what is missing and the command that installs it. */
export function describeExecution(policy?: ExecutionPolicyInput): Promise<ExecutorCapabilities> {
  return new Executor(policy === undefined ? {} : { policy }).capabilities();
}

/** One line of `assay doctor` about running code. */
export interface ExecutionCheck {
  readonly id: string;
  readonly title: string;
  readonly status: "works" | "limited" | "broken";
  readonly detail: string;
  readonly nextStep?: string;
}

const DELEGATE_STEP = "For exact limits run as root, or in a delegated control group: `systemd-run --user --scope -p Delegate=yes <command>`.";

/** What `assay doctor` says about running code: isolation, how each limit is held, each language. Runs the canary. */
export async function checkExecution(policy?: ExecutionPolicyInput): Promise<readonly ExecutionCheck[]> {
  const capabilities = await describeExecution(policy);
  const [problem] = capabilities.problems;
  const isolation: ExecutionCheck = {
    id: "isolation",
    title: "running code",
    ...(capabilities.isolation === "bubblewrap"
      ? { status: "works", detail: "bubblewrap; a canary tried to escape and could not" }
      : { status: "limited", detail: describeMissing(capabilities), nextStep: problem?.nextStep ?? DELEGATE_STEP }),
  };
  const limits = capabilities.limits.map(({ name, heldBy }): ExecutionCheck => {
    const isWatched = name === "memory" && capabilities.memoryEnforcement === "best-effort";
    return { id: `limit-${name}`, title: `limit: ${name}`, status: isWatched ? "limited" : "works", detail: heldBy, ...(isWatched ? { nextStep: DELEGATE_STEP } : {}) };
  });
  const languages = capabilities.languages.map(({ id, problem: missing }): ExecutionCheck => {
    const step = capabilities.problems.find(({ message }) => message === missing)?.nextStep;
    return { id: `run-${id}`, title: `run: ${id}`, status: missing === null ? "works" : "limited", detail: missing ?? "interpreter found", ...(step == null ? {} : { nextStep: step }) };
  });
  return [isolation, ...limits, ...languages];
}

function describeMissing({ isolation, problems }: ExecutorCapabilities): string {
  const problem = problems[0]?.message ?? "not available";
  return isolation === "none" ? `NOT ISOLATED, as the operator's policy allows: programs can do all that this user can. ${problem}` : problem;
}

/** The result in which a refused request ends, or undefined for an error that is not an expected one. */
export function describeRefusal(error: unknown): RunResult | undefined {
  return error instanceof AssayError ? refusedResult(error) : undefined;
}
