// The executor: one object that probes what this machine can isolate and runs requests, a few at a time.
import { closeSync } from "node:fs";
import { AssayError } from "../model/errors.ts";
import { checkCommands, checkLanguage } from "./check-request.ts";
import { openEgress, type Egress } from "./egress/egress.ts";
import type { EgressRules } from "./egress/egress-proxy.ts";
import { findRunLanguage, RUN_LANGUAGES } from "./languages/registry.ts";
import { buildMissingSupport } from "./packages/build-support.ts";
import { defaultCacheFolder } from "./packages/cache-folder.ts";
import { PackageCache } from "./packages/package-cache.ts";
import { planRun, type InstalledPackages } from "./plan-run.ts";
import { readExecutionPolicy, type ExecutionPolicy, type ExecutionPolicyInput } from "./policy.ts";
import { readRunRequest, type RunRequest, type RunRequestInput } from "./request.ts";
import type { IsolationMode, MemoryEnforcement, RunOutcome } from "./result.ts";
import { limitsOf, prepareRun, removeCgroup, runInSandbox, type SandboxSetting } from "./run-in-sandbox.ts";
import { RunQueue } from "./run-queue.ts";
import { findCgroupHome } from "./sandbox/cgroup.ts";
import type { RemovedDefences } from "./sandbox/defences.ts";
import { chooseSandboxIdentity } from "./sandbox/identity.ts";
import { findInterpreter } from "./sandbox/interpreters.ts";
import { probeIsolation } from "./sandbox/probe.ts";
import type { OutputStream } from "./sandbox/supervisor.ts";
import { explainSystemFailure } from "./sandbox/system-failure.ts";
import { findSystemTools, type ToolOverrides } from "./sandbox/system-tools.ts";
import { Session } from "./sessions/session.ts";
import { runUnsandboxed, type UnsandboxedSetting } from "./unsandboxed/run-unsandboxed.ts";
import { canWatchMemory } from "./unsandboxed/supervise-process.ts";
import { openWorkingDirectory, type HostFolder } from "./workspace/host-folder.ts";

/** What an executor is made with. */
export interface ExecutorOptions {
  readonly policy?: ExecutionPolicyInput;
  /** Other places for the system's tools; tests hand in places at which nothing is. */
  readonly tools?: ToolOverrides;
  /** How allowed hosts are resolved; tests hand in rules that lead to servers of their own. */
  readonly egressRules?: EgressRules;
  /** Holds memory by watching even where control groups could. */
  readonly withoutCgroups?: boolean;
  /** For the attack suite alone: defences to leave out, so that it can show that each one is needed. */
  readonly removedDefences?: RemovedDefences;
}

/** How one run is followed. */
export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called with each piece of output that is kept, as it comes. */
  readonly onOutput?: (stream: OutputStream, chunk: Buffer) => void;
  /** Who asks; waiting clients take turns. */
  readonly client?: string;
  /** Instead of the executor's own; never wider than it: the caller made sure. How many run at once stays the executor's. */
  readonly policy?: ExecutionPolicy;
}

/** What can be run here and how it is held. */
export interface ExecutorCapabilities {
  readonly isolation: IsolationMode | null;
  readonly memoryEnforcement: MemoryEnforcement | null;
  readonly languages: readonly { readonly id: string; readonly isAvailable: boolean; readonly problem: string | null }[];
  /** How each limit is held on this machine. */
  readonly limits: readonly { readonly name: string; readonly heldBy: string }[];
  /** What is missing and how to get it; empty when everything is there. */
  readonly problems: readonly { readonly message: string; readonly nextStep: string | null }[];
}

/** How runs are held: in a sandbox or, where the operator allows it and there is none, not at all. */
type RunSetting = SandboxSetting | UnsandboxedSetting;

/** Runs code in sandboxes. Holds no process between runs. */
export class Executor {
  readonly policy: ExecutionPolicy;
  readonly #options: ExecutorOptions;
  readonly #queue: RunQueue;
  readonly #closing = new AbortController();
  /** A place is taken before its session is there. */
  readonly #sessions = new Map<symbol, Session | undefined>();
  #setting: Promise<RunSetting> | undefined;

  constructor(options: ExecutorOptions = {}) {
    this.policy = readExecutionPolicy(options.policy);
    this.#options = options;
    this.#queue = new RunQueue(this.policy);
  }

  /**
   * Runs one request. What the program does is in the outcome, its failure included; a request that is refused
   * throws an `AssayError` and leaves nothing behind.
   */
  async run(input: RunRequestInput, options: RunOptions = {}): Promise<RunOutcome> {
    const policy = options.policy ?? this.policy;
    const request = readRunRequest(input, policy);
    checkLanguage(request);
    checkCommands(request, policy);
    const setting = { ...(await this.#prepare()), policy };
    const signal = AbortSignal.any([this.#closing.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    const leave = await this.#queue.enter(options.client ?? "", signal);
    try {
      const following = { ...options, signal };
      return await (setting.isolation === "none" ? runUnsandboxed(request, setting, following) : runRequest(request, setting, following));
    } finally {
      leave();
    }
  }

  /**
   * Opens a session of a language that has them: one interpreter whose state lasts between calls, in a sandbox like
   * any run's. It ends by `close`, when it lies idle, at the end of its lifetime, or when a call passes a limit.
   */
  async openSession(input: Omit<RunRequestInput, "code" | "command">): Promise<Session> {
    const request = readRunRequest({ ...input, code: "" }, this.policy);
    if (request.networkHosts.length > 0) throw new AssayError({ code: "usage", message: "Sessions have no network.", nextStep: "Use a run for what needs a host." });
    const setting = await this.#prepare();
    if (setting.isolation === "none") throw setting.reason;
    if (this.#sessions.size >= this.policy.openSessions) {
      throw new AssayError({ code: "limit-exceeded", message: `${this.#sessions.size} sessions are open; that is the limit.`, nextStep: "Close one first, or have the operator raise openSessions." });
    }
    const place = Symbol("session");
    this.#sessions.set(place, undefined);
    const release = (): void => void this.#sessions.delete(place);
    try {
      const session = await openSession(request, setting, release);
      if (session.isOpen) this.#sessions.set(place, session);
      if (this.#closing.signal.aborted) await session.close();
      return session;
    } catch (error) {
      release();
      throw explainSystemFailure(error);
    }
  }

  /** What works here; never throws for what is missing, but says it. */
  async capabilities(): Promise<ExecutorCapabilities> {
    const languages = RUN_LANGUAGES.map(({ id, interpreter }) => {
      const problem = problemOf(() => findInterpreter(interpreter, chooseSandboxIdentity()));
      return { id, isAvailable: problem === null, problem: problem?.message ?? null, nextStep: problem?.nextStep ?? null };
    });
    const missing = languages.flatMap(({ problem, nextStep }) => (problem === null ? [] : [{ message: problem, nextStep }]));
    const shown = languages.map(({ id, isAvailable, problem }) => ({ id, isAvailable, problem }));
    try {
      const setting = await this.#prepare();
      if (setting.isolation === "none") return { ...describeUnprotected(setting), languages: shown, problems: [...problemsOf(setting.reason), ...missing] };
      return { isolation: "bubblewrap", memoryEnforcement: setting.memoryEnforcement, languages: shown, limits: describeLimits(setting), problems: missing };
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      return { isolation: null, memoryEnforcement: null, languages: shown, limits: [], problems: [...problemsOf(error), ...missing] };
    }
  }

  /** Ends every run; later ones are refused. */
  close(): void {
    this.#closing.abort();
    for (const session of this.#sessions.values()) void session?.close();
  }

  /** Finds the tools and proves the isolation once; a failure is not kept, so that mending it needs no restart. */
  #prepare(): Promise<RunSetting> {
    this.#setting ??= chooseSetting(this.policy, this.#options).catch((error: unknown) => {
      this.#setting = undefined;
      throw explainSystemFailure(error);
    });
    return this.#setting;
  }
}

function problemsOf(error: AssayError): ExecutorCapabilities["problems"] {
  return [{ message: error.message, nextStep: error.nextStep ?? null }];
}

function describeUnprotected({ isolation }: UnsandboxedSetting): Pick<ExecutorCapabilities, "isolation" | "memoryEnforcement" | "limits"> {
  const limits = [
    { name: "memory", heldBy: canWatchMemory ? "watching the program's processes every 50 ms" : "nothing" },
    { name: "processes", heldBy: "nothing" },
    { name: "time", heldBy: "wall clock; what leaves the process group goes on" },
    { name: "files", heldBy: "nothing: it works on a copy, and can write wherever the service can" },
    { name: "output", heldBy: "counted and cut by the service" },
  ];
  return { isolation, memoryEnforcement: canWatchMemory ? "best-effort" : null, limits };
}

/** The sandbox; without one, and only where the operator's policy says so, an ordinary process. */
async function chooseSetting(policy: ExecutionPolicy, options: ExecutorOptions): Promise<RunSetting> {
  try {
    return await prepareSetting(policy, options);
  } catch (error) {
    const isMissing = error instanceof AssayError && error.code === "isolation-unavailable";
    if (!isMissing || policy.withoutIsolation === "refuse") throw error;
    const cacheFolder = policy.packageCacheFolder ?? defaultCacheFolder();
    return { isolation: "none", policy, packageCache: new PackageCache(cacheFolder), cacheFolder, reason: error };
  }
}

function describeLimits({ cgroupHome }: SandboxSetting): ExecutorCapabilities["limits"] {
  const group = cgroupHome === undefined ? undefined : `control group version ${cgroupHome.version}`;
  return [
    { name: "memory", heldBy: group ?? "data limit of each process, and watching the whole tree every 50 ms" },
    { name: "processes", heldBy: group === undefined ? "process limit of the sandbox's user" : `${group}, and process limit of the sandbox's user` },
    { name: "time", heldBy: "wall clock, and processor time of each process" },
    { name: "files", heldBy: "folders in memory of fixed size; nothing is written to disk" },
    { name: "output", heldBy: "counted and cut by the service" },
  ];
}

function problemOf(find: () => unknown): AssayError | null {
  try {
    find();
    return null;
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
}

async function prepareSetting(policy: ExecutionPolicy, options: ExecutorOptions): Promise<SandboxSetting> {
  const tools = findSystemTools(options.tools);
  const cgroupHome = options.withoutCgroups === true ? undefined : findCgroupHome();
  const removed = options.removedDefences ?? new Set();
  const setting: SandboxSetting = {
    isolation: "bubblewrap",
    policy,
    tools,
    cgroupHome,
    memoryEnforcement: cgroupHome === undefined ? "best-effort" : "cgroup",
    removed,
    packageCache: new PackageCache(policy.packageCacheFolder ?? defaultCacheFolder()),
    cacheFolder: policy.packageCacheFolder ?? defaultCacheFolder(),
    egressRules: options.egressRules,
  };
  // With a defence removed on purpose the canary would escape, and no attack could then be tried.
  if (removed.size > 0) return setting;
  await probeIsolation(async (script) => {
    const canary = { language: "bash", code: script, timeoutMs: Math.min(10_000, policy.timeoutMs.ceiling) };
    const outcome = await runRequest(readRunRequest(canary, policy), setting, {});
    return outcome.result.stdout;
  });
  return setting;
}

async function openSession(request: RunRequest, setting: SandboxSetting, onEnd: () => void): Promise<Session> {
  const identity = chooseSandboxIdentity();
  const folder = openFolder(request, setting);
  try {
    const packages = await providePackages(request, setting, undefined);
    const plan = planRun(request, { policy: setting.policy, identity, folder, packages, isSession: true, cacheFolder: setting.cacheFolder });
    const input = { request, plan, identity, folder };
    const limits = limitsOf(input, setting.policy);
    // The processor limit counts over the whole life of the interpreter, the clock over one call.
    const prepared = await prepareRun(input, setting, "stream", { ...limits, timeoutMs: setting.policy.sessionLifetimeMs });
    return new Session({
      ...prepared,
      limits,
      memoryEnforcement: setting.memoryEnforcement,
      idleMs: setting.policy.sessionIdleMs,
      lifetimeMs: setting.policy.sessionLifetimeMs,
      release: async () => {
        onEnd();
        if (prepared.cgroup !== undefined) await removeCgroup(prepared.cgroup);
      },
    });
  } finally {
    if (folder !== undefined) closeSync(folder.descriptor);
  }
}

function openFolder({ workingDirectory }: RunRequest, setting: SandboxSetting): HostFolder | undefined {
  return workingDirectory === undefined ? undefined : openWorkingDirectory(workingDirectory, setting.policy.allowedRoots);
}

async function runRequest(request: RunRequest, setting: SandboxSetting, options: RunOptions): Promise<RunOutcome> {
  const identity = chooseSandboxIdentity();
  const folder = openFolder(request, setting);
  let egress: Egress | undefined;
  try {
    const packages = await providePackages(request, setting, options.signal);
    egress = request.networkHosts.length === 0 ? undefined : await openEgress(request.networkHosts, setting.egressRules);
    const plan = planRun(request, { policy: setting.policy, identity, folder, packages, egress, cacheFolder: setting.cacheFolder });
    const outcome = await runInSandbox({ request, plan, identity, folder, onOutput: options.onOutput, signal: options.signal }, setting);
    // Behind the run, which did without; later ones start faster.
    await buildMissingSupport(plan.supportFiles);
    return outcome;
  } catch (error) {
    throw explainSystemFailure(error);
  } finally {
    egress?.close();
    if (folder !== undefined) closeSync(folder.descriptor);
  }
}

/** Installs what a request needs before its clock starts. */
async function providePackages(request: RunRequest, setting: SandboxSetting, signal: AbortSignal | undefined): Promise<InstalledPackages | undefined> {
  if (request.packages.length === 0) return undefined;
  const language = request.language === undefined ? undefined : findRunLanguage(request.language);
  if (setting.policy.packages === "refused" || language?.packages === undefined) {
    throw new AssayError({
      code: language?.packages === undefined ? "usage" : "execution-refused",
      message: language?.packages === undefined ? `Packages cannot be asked for with ${request.language ?? "a command"}.` : "The policy in force allows no packages.",
      nextStep: "Leave the packages out.",
    });
  }
  const interpreterPath = findInterpreter(language.interpreter, undefined).path;
  return setting.packageCache.provide({ support: language.packages, specifications: request.packages, interpreterPath, signal });
}
