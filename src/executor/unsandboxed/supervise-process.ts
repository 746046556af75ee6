// Runs one ordinary child process to its end under what can be held without a sandbox: clock, output, watched memory.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";
import { readProcessTree, readProportionalBytes } from "../sandbox/process-tree.ts";
import { OutputBudget, OutputBuffer } from "../sandbox/output-buffer.ts";
import type { OutputStream, SupervisionReport } from "../sandbox/supervisor.ts";
import type { StopReason } from "../result.ts";

/** What to start and what to hold it to. */
export interface ProcessRun {
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** A file that the program reads as its standard input; nothing without it. */
  readonly stdinPath: string | undefined;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
  readonly onOutput?: ((stream: OutputStream, chunk: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whether a process' memory can be read here; elsewhere it is not held at all. */
export const canWatchMemory = process.platform === "linux";

const READING_INTERVAL_MS = 50;
const DRAIN_GRACE_MS = 500;
const SIGNAL_BASE = 128;
const COMMAND_NOT_FOUND = 127;

/** Resolves when the process has ended and with it, as far as they can be found, all that it started. */
export function superviseProcess(run: ProcessRun): Promise<SupervisionReport> {
  const [program = "", ...words] = run.command;
  const startedAt = performance.now();
  // A group of its own, so that one signal reaches its children too.
  const child = withInput(run.stdinPath, (input) => spawn(program, words, { cwd: run.cwd, env: run.environment, detached: true, windowsHide: true, stdio: [input, "pipe", "pipe"] }));
  let stoppedBy: StopReason | undefined;
  const stop = (reason: StopReason): void => {
    stoppedBy ??= reason;
    killTree(child);
  };
  const budget = new OutputBudget(run.outputBytes);
  const stdout = capture("stdout");
  const stderr = capture("stderr");
  const watch = watchMemory(child, run.memoryBytes, () => stop("memory"));
  const clock = setTimeout(() => stop("timeout"), run.timeoutMs);
  const cancel = (): void => stop("cancelled");
  run.signal?.addEventListener("abort", cancel);
  if (run.signal?.aborted === true) cancel();
  return new Promise((resolve) => {
    let status: number | null = null;
    let durationMs = 0;
    child.once("error", (error) => {
      status = COMMAND_NOT_FOUND;
      stderr.push(Buffer.from(`${error.message}\n`));
    });
    child.once("exit", (code, signal) => {
      status = code ?? SIGNAL_BASE + (signal === null ? 0 : constants.signals[signal]);
      durationMs = performance.now() - startedAt;
      clearTimeout(clock);
      watch.stop();
      // Children that it left behind hold the streams and go on otherwise.
      killTree(child);
      setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), DRAIN_GRACE_MS).unref();
    });
    child.once("close", () => {
      clearTimeout(clock);
      watch.stop();
      run.signal?.removeEventListener("abort", cancel);
      resolve({
        exitStatus: stoppedBy === undefined ? status : null,
        stoppedBy,
        outOfMemory: stoppedBy === "memory",
        stdout: stdout.finish(),
        stderr: stderr.finish(),
        durationMs: durationMs === 0 ? performance.now() - startedAt : durationMs,
        cpuMs: watch.cpuMs(),
        peakMemoryBytes: watch.peakBytes(),
      });
    });
  });

  function capture(name: OutputStream): OutputBuffer {
    const buffer = new OutputBuffer(budget);
    child[name]?.on("data", (chunk: Buffer) => {
      const kept = buffer.push(chunk);
      if (kept.length > 0) run.onOutput?.(name, kept);
      if (budget.isFlooded) stop("output");
    });
    return buffer;
  }
}

/** A file and not a pipe: programs can open /dev/stdin again only when it is one. */
function withInput(path: string | undefined, start: (input: number | "ignore") => ChildProcess): ChildProcess {
  if (path === undefined) return start("ignore");
  const descriptor = openSync(path, "r");
  try {
    return start(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Ends the process' group; what left the group survives, which only a sandbox prevents. */
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The whole group is gone already.
  }
}

interface MemoryWatch {
  stop(): void;
  peakBytes(): number;
  cpuMs(): number;
}

function watchMemory(child: ChildProcess, limitBytes: number, onExceeded: () => void): MemoryWatch {
  let peakBytes = 0;
  let cpuMs = 0;
  const read = (): void => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const tree = readProcessTree(child.pid);
    const bytes = tree.residentBytes <= limitBytes ? tree.residentBytes : readProportionalBytes(tree.processes);
    peakBytes = Math.max(peakBytes, bytes);
    cpuMs = Math.max(cpuMs, tree.cpuMs);
    if (bytes > limitBytes) onExceeded();
  };
  const timer = canWatchMemory ? setInterval(read, READING_INTERVAL_MS) : undefined;
  if (canWatchMemory) read();
  return { stop: () => clearInterval(timer), peakBytes: () => peakBytes, cpuMs: () => cpuMs };
}
