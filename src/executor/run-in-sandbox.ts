// One run from plan to result: build the sandbox, let the program go, collect what it left, leave nothing behind.
import { constants } from "node:os";
import { createHash } from "node:crypto";
import type { EgressRules } from "./egress/egress-proxy.ts";
import type { PackageCache } from "./packages/package-cache.ts";
import type { ExecutionPolicy } from "./policy.ts";
import type { LanguageSupport } from "./languages/language-support.ts";
import type { RunPlan } from "./plan-run.ts";
import type { RunRequest } from "./request.ts";
import type { MemoryEnforcement, RunOutcome, RunResult } from "./result.ts";
import { createRunCgroup, type CgroupHome } from "./sandbox/cgroup.ts";
import type { RunCgroup } from "./sandbox/run-cgroup.ts";
import type { RemovedDefences } from "./sandbox/defences.ts";
import type { SandboxIdentity } from "./sandbox/identity.ts";
import { startSandbox, type LaunchOptions, type StartedSandbox } from "./sandbox/launcher.ts";
import type { RunLimits } from "./sandbox/limits.ts";
import { superviseSandbox, type OutputStream, type SupervisionReport } from "./sandbox/supervisor.ts";
import type { SystemTools } from "./sandbox/system-tools.ts";
import { collectChanges, type WorkspaceChange } from "./workspace/changes.ts";
import type { HostFolder } from "./workspace/host-folder.ts";
import { readRegularFile } from "./workspace/read-regular-file.ts";
import { formatWorkspaceDiff } from "./workspace/unified-diff.ts";

/** What all runs of an executor share. */
export interface SandboxSetting {
  readonly isolation: "bubblewrap";
  readonly policy: ExecutionPolicy;
  readonly tools: SystemTools;
  readonly cgroupHome: CgroupHome | undefined;
  readonly memoryEnforcement: MemoryEnforcement;
  readonly removed: RemovedDefences;
  readonly packageCache: PackageCache;
  readonly cacheFolder: string;
  readonly egressRules: EgressRules | undefined;
}

/** What one run adds. */
export interface RunInput {
  readonly request: RunRequest;
  readonly plan: RunPlan;
  readonly identity: SandboxIdentity | undefined;
  readonly folder: HostFolder | undefined;
  readonly onOutput?: ((stream: OutputStream, chunk: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

// The relays, shells and bubblewrap's own processes are in the group too.
const OWN_PROCESSES = 16;
const REMOVAL_ATTEMPTS = 200;
const REMOVAL_PAUSE_MS = 10;

/** A plan whose sandbox is filled and whose program waits to begin. */
export interface PreparedRun {
  readonly sandbox: StartedSandbox;
  readonly options: LaunchOptions;
  readonly cgroup: RunCgroup | undefined;
  readonly startedAtMs: number;
  readonly seededBytes: number;
}

/** Runs a plan to its end. Throws `isolation-unavailable` when no sandbox can be built, or what the seed throws. */
export async function runInSandbox(input: RunInput, setting: SandboxSetting): Promise<RunOutcome> {
  const prepared = await prepareRun(input, setting, input.plan.stdin, limitsOf(input, setting.policy));
  const { sandbox, cgroup, options, startedAtMs } = prepared;
  try {
    const report = await superviseSandbox(sandbox, { ...options, onOutput: input.onOutput, signal: input.signal });
    // A group counts what was placed before the program started, too.
    const own = cgroup === undefined ? report.peakMemoryBytes : Math.max(0, report.peakMemoryBytes - prepared.seededBytes);
    return buildOutcome(input, setting, sandbox, { ...report, peakMemoryBytes: own }, startedAtMs);
  } finally {
    sandbox.folders.close();
    if (cgroup !== undefined) await removeCgroup(cgroup);
  }
}

/** Builds and fills a plan's sandbox; who calls it closes the folders and removes the group. */
export async function prepareRun(input: RunInput, setting: SandboxSetting, stdin: LaunchOptions["stdin"], limits: RunLimits): Promise<PreparedRun> {
  const cgroup = makeCgroup(limits, setting);
  const options: LaunchOptions = {
    tools: setting.tools,
    identity: input.identity,
    shape: {
      workspacePath: input.plan.workspacePath,
      workspaceBytes: limits.workspaceBytes,
      temporaryBytes: setting.policy.temporaryBytes,
      controlBytes: input.plan.controlBytes,
      readOnlyFolders: input.plan.readOnlyFolders,
      hiddenFolders: input.plan.hiddenFolders,
      ...(input.plan.proxySocket === undefined ? {} : { proxySocket: input.plan.proxySocket }),
    },
    limits,
    memoryEnforcement: setting.memoryEnforcement,
    cgroup,
    stdin,
    seed: input.plan.seed,
    removed: setting.removed,
  };
  try {
    const sandbox = await startSandbox(options);
    const seededBytes = sandbox.folders.usage().bytes;
    if (!setting.removed.has("cgroup-memory")) cgroup?.limitMemory(limits.memoryBytes + seededBytes);
    return { sandbox, options, cgroup, startedAtMs: Date.now(), seededBytes };
  } catch (error) {
    if (cgroup !== undefined) await removeCgroup(cgroup);
    throw error;
  }
}

/** Any command may be or start Node, so commands get its allowance. */
const COMMAND_RESERVED_BYTES = 160 * 1024 * 1024;

/** The limits of one run: the request's where it sets them, else the policy's. */
export function limitsOf({ request, plan }: RunInput, policy: ExecutionPolicy): RunLimits {
  return {
    reservedBytes: plan.language === undefined ? COMMAND_RESERVED_BYTES : (plan.language.reservedBytes ?? 0),
    timeoutMs: request.timeoutMs,
    memoryBytes: request.memoryBytes,
    outputBytes: request.outputBytes,
    maximumProcesses: policy.maximumProcesses,
    maximumOpenFiles: policy.maximumOpenFiles,
    workspaceBytes: policy.workspaceBytes,
    workspaceFiles: policy.workspaceFiles,
  };
}

function makeCgroup(limits: RunLimits, setting: SandboxSetting): RunCgroup | undefined {
  if (setting.cgroupHome === undefined) return undefined;
  const { removed } = setting;
  const processes = removed.has("cgroup-processes") ? Number.MAX_SAFE_INTEGER : limits.maximumProcesses + OWN_PROCESSES;
  const cgroup = createRunCgroup(setting.cgroupHome, Math.min(processes, 4_000_000));
  // While the workspace is being filled its own pages are held against the run; the exact limit follows.
  if (!removed.has("cgroup-memory")) cgroup.limitMemory(limits.memoryBytes + limits.workspaceBytes);
  return cgroup;
}

/** Removes a run's group; the kernel needs a moment between the last process' end and the group being empty. */
export async function removeCgroup(cgroup: RunCgroup): Promise<void> {
  for (let attempt = 0; attempt < REMOVAL_ATTEMPTS && !cgroup.remove(); attempt += 1) {
    cgroup.kill();
    await new Promise((resolve) => setTimeout(resolve, Math.min(attempt + 1, REMOVAL_PAUSE_MS)));
  }
}

function buildOutcome(
  input: RunInput,
  setting: SandboxSetting,
  sandbox: StartedSandbox,
  report: SupervisionReport,
  startedAtMs: number,
): RunOutcome {
  const { plan, request } = input;
  const { changes, isTruncated } = collectChanges({
    workspace: sandbox.folders.workspace,
    manifest: plan.manifest,
    startedAtMs,
    ownFiles: plan.ownFiles,
    limits: setting.policy,
  });
  const kept = changes.filter((change) => change.state !== "deleted" && change.kind === "file");
  const diff = request.diff ? formatWorkspaceDiff(changes, (path, maximumBytes) => readBefore(input, path, maximumBytes), setting.policy.diffBytes) : undefined;
  const result: RunResult = {
    ...describeEnd(report, plan.language),
    stdout: report.stdout.text,
    stderr: report.stderr.text,
    durationMs: Math.round(report.durationMs),
    cpuMs: Math.round(report.cpuMs),
    peakMemoryBytes: report.peakMemoryBytes,
    truncated: { stdoutBytes: report.stdout.droppedBytes, stderrBytes: report.stderr.droppedBytes },
    isolation: "bubblewrap",
    memoryEnforcement: setting.memoryEnforcement,
    ...readRows(plan, sandbox.folders.control, setting.policy),
    ...(kept.length === 0 ? {} : { artifacts: kept.map(({ path, sizeBytes }) => ({ path, sizeBytes })) }),
    ...(diff === undefined ? {} : { diff: diff.text }),
    ...(isTruncated || diff?.isTruncated === true ? { truncatedChanges: true } : {}),
  };
  return { result, artifactContents: contentsOf(kept) };
}

/** The bytes of the files that are kept. */
export function contentsOf(changes: readonly WorkspaceChange[]): ReadonlyMap<string, Uint8Array> {
  return new Map(changes.flatMap((change) => (change.content === undefined ? [] : [[change.path, change.content] as const])));
}

const SIGNAL_BASE = 128;
const signalNames: ReadonlyMap<number, string> = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/** How a program ended, in the terms of a result. */
export function describeEnd(report: SupervisionReport, language: LanguageSupport | undefined): Pick<RunResult, "exitCode" | "signal" | "timedOut" | "outOfMemory" | "stoppedBy"> {
  const { exitStatus, stoppedBy } = report;
  const message = language?.outOfMemoryMessage;
  const END_BYTES = 8192;
  const saysOutOfMemory = exitStatus !== 0 && message !== undefined && message.test(report.stderr.text.slice(-END_BYTES));
  const signal = exitStatus === null ? "SIGKILL" : (signalNames.get(exitStatus - SIGNAL_BASE) ?? null);
  return {
    exitCode: exitStatus,
    signal,
    timedOut: stoppedBy === "timeout",
    outOfMemory: report.outOfMemory || saysOutOfMemory,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
  };
}

function readRows(plan: RunPlan, control: number, policy: ExecutionPolicy): Pick<RunResult, "rows" | "columns" | "truncatedRows"> {
  const { language } = plan;
  if (language?.rowsFile === undefined || language.readRows === undefined) return {};
  // JSON escapes and base64 make text up to six times as long.
  const text = readRegularFile(`/proc/self/fd/${control}/${language.rowsFile}`, 8 * policy.rowBytes);
  return rowsFrom(language, text?.toString("utf8"));
}

/** The rows that a language's driver wrote, if it wrote any. */
export function rowsFrom(language: LanguageSupport | undefined, text: string | undefined): Pick<RunResult, "rows" | "columns" | "truncatedRows"> {
  const returned = text === undefined ? undefined : language?.readRows?.(text);
  if (returned === undefined) return {};
  return { rows: returned.rows, columns: returned.columns, ...(returned.isTruncated ? { truncatedRows: true } : {}) };
}

/** What the host's folder or the request held at a path before the run, unless it is larger than asked for. */
function readBefore(input: RunInput, path: string, maximumBytes: number): Buffer | undefined {
  const placed = input.request.files.findLast((file) => file.path === path);
  if (placed !== undefined) return Buffer.from(placed.content);
  const entry = input.plan.manifest.get(path);
  if (entry?.kind === "link") return Buffer.from(entry.target);
  if (input.folder === undefined || entry?.kind !== "file" || entry.sizeBytes > maximumBytes) return undefined;
  const bytes = readRegularFile(`/proc/self/fd/${input.folder.descriptor}/${path}`, entry.sizeBytes);
  // A folder on the way may have become a link meanwhile, or the file another: only what was copied is shown.
  return bytes !== undefined && createHash("sha256").update(bytes).digest("hex") === entry.hash ? bytes : undefined;
}
