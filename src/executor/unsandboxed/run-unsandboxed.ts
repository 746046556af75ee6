// Runs a request as an ordinary child process, where the system cannot isolate and the operator's policy allows it.
import { existsSync, copyFileSync, readFileSync, statSync, symlinkSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { AssayError } from "../../model/errors.ts";
import { findRunLanguage } from "../languages/registry.ts";
import type { LanguagePlan } from "../languages/language-support.ts";
import type { PackageCache } from "../packages/package-cache.ts";
import { buildMissingSupport } from "../packages/build-support.ts";
import { isUsable } from "../packages/build-support.ts";
import type { ExecutionPolicy } from "../policy.ts";
import type { RunRequest } from "../request.ts";
import type { RunOutcome, RunResult } from "../result.ts";
import { contentsOf, describeEnd, rowsFrom } from "../run-in-sandbox.ts";
import type { OutputStream } from "../sandbox/supervisor.ts";
import { formatWorkspaceDiff } from "../workspace/unified-diff.ts";
import { findProgram } from "./find-program.ts";
import { compareStates, copyInto, makeScratchFolder, placeSeed, readStates, removeScratchFolder, resolveWorkingDirectory, type ScratchFolder } from "./scratch-folder.ts";
import { canWatchMemory, superviseProcess } from "./supervise-process.ts";

/** What unprotected runs of an executor share. */
export interface UnsandboxedSetting {
  readonly isolation: "none";
  readonly policy: ExecutionPolicy;
  readonly packageCache: PackageCache;
  readonly cacheFolder: string;
  /** Why the system cannot isolate. */
  readonly reason: AssayError;
}

/** How one run is followed. */
export interface UnsandboxedOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onOutput?: ((stream: OutputStream, chunk: Buffer) => void) | undefined;
}

/** Runs a request; it works on a copy of its folder, but nothing keeps it from the rest of the machine. */
export async function runUnsandboxed(request: RunRequest, setting: UnsandboxedSetting, options: UnsandboxedOptions): Promise<RunOutcome> {
  if (request.networkHosts.length > 0) {
    throw new AssayError({ code: "isolation-unavailable", message: "Without isolation a run cannot be held to the hosts that it names.", nextStep: setting.reason.nextStep ?? "Leave the hosts out." });
  }
  const folder = makeScratchFolder();
  try {
    const source = request.workingDirectory === undefined ? undefined : resolveWorkingDirectory(request.workingDirectory, setting.policy.allowedRoots);
    if (source !== undefined) copyInto(source, folder.workspace, setting.policy);
    for (const file of request.files) placeFile(folder.workspace, file);
    const before = readStates(folder.workspace, setting.policy.workspaceFiles);
    const plan = placePlan(request, setting, folder);
    const report = await superviseProcess({
      command: plan.command,
      cwd: folder.workspace,
      environment: { ...baseEnvironment(folder), ...plan.environment, ...(await linkPackages(request, setting, folder, options.signal)), ...request.environment },
      stdinPath: placeInput(request, folder),
      timeoutMs: request.timeoutMs,
      memoryBytes: request.memoryBytes,
      outputBytes: request.outputBytes,
      onOutput: options.onOutput,
      signal: options.signal,
    });
    const language = request.language === undefined ? undefined : findRunLanguage(request.language);
    const { changes, isTruncated } = compareStates(folder.workspace, before, new Set(plan.ownFiles), setting.policy);
    const kept = changes.filter((change) => change.state !== "deleted" && change.kind === "file");
    const diff = request.diff ? formatWorkspaceDiff(changes, (path) => readOriginal(request, source, path), setting.policy.diffBytes) : undefined;
    const result: RunResult = {
      ...describeEnd(report, language),
      stdout: report.stdout.text,
      stderr: report.stderr.text,
      durationMs: Math.round(report.durationMs),
      cpuMs: Math.round(report.cpuMs),
      peakMemoryBytes: report.peakMemoryBytes,
      truncated: { stdoutBytes: report.stdout.droppedBytes, stderrBytes: report.stderr.droppedBytes },
      isolation: "none",
      memoryEnforcement: canWatchMemory ? "best-effort" : null,
      ...rowsFrom(language, language?.rowsFile === undefined ? undefined : readBounded(join(folder.control, language.rowsFile), 8 * setting.policy.rowBytes)),
      ...(kept.length === 0 ? {} : { artifacts: kept.map(({ path, sizeBytes }) => ({ path, sizeBytes })) }),
      ...(diff === undefined ? {} : { diff: diff.text }),
      ...(isTruncated || diff?.isTruncated === true ? { truncatedChanges: true } : {}),
    };
    await buildMissingSupport(plan.supportFiles);
    return { result, artifactContents: contentsOf(kept) };
  } finally {
    removeScratchFolder(folder);
  }
}

function placeFile(workspace: string, file: RunRequest["files"][number]): void {
  const path = join(workspace, file.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.content);
}

function placeInput(request: RunRequest, folder: ScratchFolder): string | undefined {
  if (request.stdin === undefined) return undefined;
  const path = join(folder.control, "stdin");
  writeFileSync(path, request.stdin);
  return path;
}

function placePlan(request: RunRequest, setting: UnsandboxedSetting, folder: ScratchFolder): LanguagePlan {
  if (request.language === undefined) {
    return { command: [...(request.command ?? []), ...request.arguments], seeds: [], ownFiles: [], environment: {}, supportFiles: [] };
  }
  const language = findRunLanguage(request.language);
  const plan = language.prepare({
    request,
    workspacePath: folder.workspace,
    controlPath: folder.control,
    interpreterPath: findProgram(language.interpreter),
    readWorkspaceText: (name) => readTopLevel(join(folder.workspace, name)),
    cacheFolder: setting.cacheFolder,
    limits: { maximumRows: setting.policy.maximumRows, rowBytes: setting.policy.rowBytes },
  });
  for (const seed of plan.seeds) placeSeed(seed);
  for (const file of plan.supportFiles) {
    if (isUsable(file) && existsSync(file.source)) copyFileSync(file.source, file.path);
  }
  return plan;
}

function readTopLevel(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  // A folder of that name is taken all the same.
  return statSync(path).isFile() ? readFileSync(path, "utf8") : "";
}

/** Nothing of the service's own environment but what a program needs to start: no secret of the operator's. */
function baseEnvironment(folder: ScratchFolder): Record<string, string> {
  const kept = ["PATH", "SystemRoot", "SYSTEMROOT", "PATHEXT", "COMSPEC"].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(kept), HOME: folder.temporary, TMPDIR: folder.temporary, TEMP: folder.temporary, TMP: folder.temporary, USER: "sandbox", LANG: "C.UTF-8" };
}

/** Node finds packages beside the workspace, Python by its path. */
async function linkPackages(request: RunRequest, setting: UnsandboxedSetting, folder: ScratchFolder, signal: AbortSignal | undefined): Promise<Record<string, string>> {
  if (request.packages.length === 0) return {};
  const language = findRunLanguage(request.language ?? "");
  if (setting.policy.packages === "refused" || language.packages === undefined) {
    throw new AssayError({ code: "execution-refused", message: "Packages are not to be had for this run.", nextStep: "Leave the packages out." });
  }
  const installed = await setting.packageCache.provide({ support: language.packages, specifications: request.packages, interpreterPath: findProgram(language.interpreter), signal });
  const environment: Record<string, string> = { ...installed.environment };
  for (const { source, target } of installed.readOnlyFolders) {
    symlinkSync(source, join(folder.root, target.slice(1)), process.platform === "win32" ? "junction" : "dir");
    for (const [name, value] of Object.entries(environment)) if (value === target) environment[name] = source;
  }
  return environment;
}

function readBounded(path: string, maximumBytes: number): string | undefined {
  return existsSync(path) && statSync(path).size <= maximumBytes ? readFileSync(path, "utf8") : undefined;
}

function readOriginal(request: RunRequest, source: string | undefined, path: string): Buffer | undefined {
  const placed = request.files.findLast((file) => file.path === path);
  if (placed !== undefined) return Buffer.from(placed.content);
  return source !== undefined && existsSync(join(source, path)) ? readFileSync(join(source, path)) : undefined;
}
