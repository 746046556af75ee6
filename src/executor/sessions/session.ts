// A session: one interpreter kept alive in one sandbox, to which calls are sent one after the other.
import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import { AssayError } from "../../model/errors.ts";
import type { MemoryEnforcement, RunResult, StopReason } from "../result.ts";
import type { RunCgroup } from "../sandbox/run-cgroup.ts";
import type { StartedSandbox } from "../sandbox/launcher.ts";
import type { RunLimits } from "../sandbox/limits.ts";
import { OutputBudget, OutputBuffer } from "../sandbox/output-buffer.ts";
import { ResourceWatch } from "../sandbox/resource-watch.ts";

/** What a session is made of; `release` frees what is held beside the sandbox. */
export interface SessionParts {
  readonly sandbox: StartedSandbox;
  readonly limits: RunLimits;
  readonly memoryEnforcement: MemoryEnforcement;
  readonly cgroup: RunCgroup | undefined;
  readonly idleMs: number;
  readonly lifetimeMs: number;
  readonly release: () => Promise<void>;
}

interface Call {
  readonly mark: string;
  readonly budget: OutputBudget;
  readonly buffers: Readonly<Record<"stdout" | "stderr", OutputBuffer>>;
  readonly startedAt: number;
  readonly cpuMsBefore: number;
  readonly open: Set<"stdout" | "stderr">;
  exitCode: number | null;
  finish: (stoppedBy: StopReason | undefined) => void;
}

// A mark may be cut by the edge of a chunk; so many bytes wait for the next one.
const MARK_BYTES = 1 + 32 + 1 + 3 + 1;

/** Keeps a Python or JavaScript interpreter's state between calls. Ends by `close`, when idle, or past a limit. */
export class Session {
  readonly #parts: SessionParts;
  readonly #pending: Record<"stdout" | "stderr", Buffer> = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  #call: Call | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #endedBy: StopReason | "closed" | "idle" | "exit" | undefined;
  #idle: NodeJS.Timeout | undefined;
  readonly #watch: ResourceWatch;
  readonly #lifetime: NodeJS.Timeout;
  readonly #ended: Promise<void>;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    const { child } = parts.sandbox;
    for (const name of ["stdout", "stderr"] as const) {
      const stream = child[name] as Readable; // opened as a pipe by the launcher
      stream.on("data", (chunk: Buffer) => this.#receive(name, chunk));
      stream.resume();
    }
    this.#ended = new Promise((resolve) => child.once("close", () => resolve(this.#end())));
    this.#watch = new ResourceWatch(parts.sandbox, { ...parts, removed: new Set() }, (reason) => this.#stop(reason));
    this.#lifetime = setTimeout(() => this.#stop("timeout"), parts.lifetimeMs);
    this.#lifetime.unref();
    this.#waitIdle();
    parts.sandbox.begin();
  }

  /** Whether calls are still taken. */
  get isOpen(): boolean {
    return this.#endedBy === undefined;
  }

  /** Runs code in the session's state; calls wait for each other. Past a limit the session ends with the call. */
  run(code: string, timeoutMs: number = this.#parts.limits.timeoutMs): Promise<RunResult> {
    const result = this.#turn.then(() => this.#runNow(code, Math.min(timeoutMs, this.#parts.limits.timeoutMs)));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Ends the interpreter and everything it started. */
  close(): Promise<void> {
    this.#stop("closed");
    return this.#ended;
  }

  #runNow(code: string, timeoutMs: number): Promise<RunResult> {
    if (!this.isOpen) {
      throw new AssayError({
        code: "execution-refused",
        message: `The session has ended (${this.#endedBy}).`,
        nextStep: "Open a new one; its state starts empty.",
      });
    }
    clearTimeout(this.#idle);
    const { sandbox, limits } = this.#parts;
    return new Promise((resolve) => {
      const budget = new OutputBudget(limits.outputBytes);
      const clock = setTimeout(() => this.#stop("timeout"), timeoutMs);
      const call: Call = {
        mark: randomBytes(16).toString("hex"),
        budget,
        buffers: { stdout: new OutputBuffer(budget), stderr: new OutputBuffer(budget) },
        startedAt: performance.now(),
        cpuMsBefore: this.#watch.cpuMs,
        open: new Set(["stdout", "stderr"]),
        exitCode: null,
        finish: (stoppedBy) => {
          clearTimeout(clock);
          this.#call = undefined;
          this.#waitIdle();
          resolve(this.#describeCall(call, stoppedBy));
        },
      };
      this.#call = call;
      sandbox.child.stdin?.write(`${JSON.stringify({ code, mark: call.mark })}\n`);
    });
  }

  /** Gives each stream's bytes to the call until its mark, which may come in pieces. */
  #receive(name: "stdout" | "stderr", chunk: Buffer): void {
    const call = this.#call;
    // Output between calls belongs to nobody any more.
    if (call === undefined || !call.open.has(name)) return;
    const bytes = Buffer.concat([this.#pending[name], chunk]);
    const at = bytes.indexOf(`\0${call.mark} `);
    const status = at === -1 ? null : /^(\d{1,3})\n/.exec(bytes.toString("latin1", at + call.mark.length + 2));
    if (status === null) {
      const waiting = Math.min(bytes.length, MARK_BYTES);
      call.buffers[name].push(bytes.subarray(0, bytes.length - waiting));
      this.#pending[name] = Buffer.from(bytes.subarray(bytes.length - waiting));
      if (call.budget.isFlooded) this.#stop("output");
      return;
    }
    call.buffers[name].push(bytes.subarray(0, at));
    this.#pending[name] = Buffer.alloc(0);
    call.exitCode = Number(status[1]);
    call.open.delete(name);
    if (call.open.size === 0) call.finish(undefined);
  }

  #waitIdle(): void {
    if (!this.isOpen) return;
    this.#idle = setTimeout(() => this.#stop("idle"), this.#parts.idleMs);
    this.#idle.unref();
  }

  #stop(reason: StopReason | "closed" | "idle"): void {
    this.#endedBy ??= reason;
    this.#parts.sandbox.kill();
  }

  /** After the last process: the call that was running gets what there is, and everything is let go. */
  async #end(): Promise<void> {
    // The kernel may have ended the interpreter before a reading saw why.
    this.#endedBy ??= this.#parts.cgroup?.hasRunOutOfMemory() === true ? "memory" : "exit";
    clearTimeout(this.#idle);
    clearTimeout(this.#lifetime);
    this.#watch.stop();
    const call = this.#call;
    if (call !== undefined) {
      for (const name of call.open) call.buffers[name].push(this.#pending[name]);
      const reason = this.#endedBy;
      call.finish(reason === "closed" || reason === "idle" ? "cancelled" : reason === "exit" ? undefined : reason);
    }
    this.#parts.sandbox.folders.close();
    await this.#parts.release();
  }

  #describeCall(call: Call, stoppedBy: StopReason | undefined): RunResult {
    const { cgroup, memoryEnforcement } = this.#parts;
    const stdout = call.buffers.stdout.finish();
    const stderr = call.buffers.stderr.finish();
    if (this.isOpen) this.#watch.read();
    return {
      exitCode: call.exitCode,
      signal: call.exitCode === null ? "SIGKILL" : null,
      stdout: stdout.text,
      stderr: stderr.text,
      durationMs: Math.round(performance.now() - call.startedAt),
      cpuMs: Math.max(0, this.#watch.cpuMs - call.cpuMsBefore),
      peakMemoryBytes: Math.max(this.#watch.peakMemoryBytes, cgroup?.peakMemoryBytes() ?? 0),
      timedOut: stoppedBy === "timeout",
      outOfMemory: stoppedBy === "memory" || cgroup?.hasRunOutOfMemory() === true,
      truncated: { stdoutBytes: stdout.droppedBytes, stderrBytes: stderr.droppedBytes },
      isolation: "bubblewrap",
      memoryEnforcement,
      ...(stoppedBy === undefined ? {} : { stoppedBy }),
    };
  }
}
