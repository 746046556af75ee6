// Watches a started sandbox until its end: clock, memory, files and output; ends it whole when a limit is passed.
import type { Readable } from "node:stream";
import type { MemoryEnforcement, StopReason } from "../result.ts";
import type { RunCgroup } from "./run-cgroup.ts";
import type { RemovedDefences } from "./defences.ts";
import type { StartedSandbox } from "./launcher.ts";
import type { RunLimits } from "./limits.ts";
import { OutputBudget, OutputBuffer, type CapturedText } from "./output-buffer.ts";
import { ResourceWatch } from "./resource-watch.ts";

/** A stream of the program. */
export type OutputStream = "stdout" | "stderr";

/** What to watch for. */
export interface SupervisionOptions {
  readonly limits: RunLimits;
  readonly memoryEnforcement: MemoryEnforcement;
  readonly cgroup: RunCgroup | undefined;
  readonly stdin: Uint8Array | "stream" | undefined;
  readonly onOutput?: ((stream: OutputStream, chunk: Buffer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly removed: RemovedDefences;
}

/** How a program ended. */
export interface SupervisionReport {
  /** As the shell counts it, 128 + n after signal n; null when the executor ended the program. */
  readonly exitStatus: number | null;
  readonly stoppedBy: StopReason | undefined;
  readonly outOfMemory: boolean;
  readonly stdout: CapturedText;
  readonly stderr: CapturedText;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

const DRAIN_GRACE_MS = 2000;
/** Stands for no cap at all where the attack suite takes it away. */
const UNCAPPED_BYTES = 64 * 1024 * 1024;

/** Lets the program start and resolves when every process of its sandbox is gone. */
export function superviseSandbox(sandbox: StartedSandbox, options: SupervisionOptions): Promise<SupervisionReport> {
  const startedAt = performance.now();
  let stoppedBy: StopReason | undefined;
  const stop = (reason: StopReason): void => {
    stoppedBy ??= reason;
    sandbox.kill();
  };
  const output = captureOutput(sandbox, options, () => stop("output"));
  const watch = new ResourceWatch(sandbox, options, stop);
  const clock = options.removed.has("wall-clock") ? undefined : setTimeout(() => stop("timeout"), options.limits.timeoutMs);
  const cancel = (): void => stop("cancelled");
  options.signal?.addEventListener("abort", cancel);
  if (options.signal?.aborted === true) cancel();
  feedStdin(sandbox, options);
  sandbox.begin();
  return new Promise((resolve) => {
    let durationMs = 0;
    let exitStatus: number | null = null;
    let drain: NodeJS.Timeout | undefined;
    sandbox.child.once("exit", (code) => {
      exitStatus = code;
      durationMs = performance.now() - startedAt;
      clearTimeout(clock);
      watch.stop();
      // The relays end with the sandbox; this is for a stream that somebody else still holds.
      drain = setTimeout(() => sandbox.child.stdio.forEach((stream) => stream?.destroy()), DRAIN_GRACE_MS);
    });
    sandbox.child.once("close", () => {
      clearTimeout(drain);
      options.signal?.removeEventListener("abort", cancel);
      const hasRunOut = options.cgroup?.hasRunOutOfMemory() ?? false;
      resolve({
        exitStatus: stoppedBy === undefined ? exitStatus : null,
        stoppedBy,
        outOfMemory: hasRunOut || stoppedBy === "memory",
        stdout: output.stdout.finish(),
        stderr: output.stderr.finish(),
        durationMs,
        cpuMs: Math.max(readCpuMs(sandbox.times()), watch.cpuMs, options.cgroup?.cpuMs() ?? 0),
        peakMemoryBytes: Math.max(watch.peakMemoryBytes, options.cgroup?.peakMemoryBytes() ?? 0),
      });
    });
  });
}

function captureOutput(
  sandbox: StartedSandbox,
  options: SupervisionOptions,
  onFlood: () => void,
): { readonly stdout: OutputBuffer; readonly stderr: OutputBuffer } {
  const limitBytes = options.removed.has("output-cap") ? UNCAPPED_BYTES : options.limits.outputBytes;
  const budget = new OutputBudget(limitBytes);
  const capture = (name: OutputStream): OutputBuffer => {
    const buffer = new OutputBuffer(budget);
    const stream = sandbox.child[name] as Readable; // opened as a pipe by the launcher
    stream.on("data", (chunk: Buffer) => {
      const kept = buffer.push(chunk);
      if (kept.length > 0) options.onOutput?.(name, kept);
      if (budget.isFlooded && !options.removed.has("flood-stop")) onFlood();
    });
    // The launcher pauses it after listening for start-up complaints.
    stream.resume();
    return buffer;
  };
  return { stdout: capture("stdout"), stderr: capture("stderr") };
}

function feedStdin(sandbox: StartedSandbox, options: SupervisionOptions): void {
  if (options.stdin instanceof Uint8Array) sandbox.child.stdin?.end(options.stdin);
}

/**
 * CPU time of the program from two reports of the shell's `times`, each a line for itself and one for its children.
 * The program could forge it, so it is a figure to show and not one to decide by.
 */
function readCpuMs(text: string): number {
  const lines = text.trim().split("\n");
  const total = (line: string | undefined): number => {
    let milliseconds = 0;
    for (const [, minutes, seconds] of (line ?? "").matchAll(/(\d+)m([\d.]+)s/g)) {
      milliseconds += Number(minutes) * 60_000 + Number(seconds) * 1000;
    }
    return milliseconds;
  };
  return lines.length === 4 ? Math.max(0, total(lines[3]) - total(lines[1])) : 0;
}
