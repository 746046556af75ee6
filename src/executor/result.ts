// The stable record that every run ends in, whatever door asked for it.
import type { AssayError, ErrorCode } from "../model/errors.ts";

/** What keeps the program from the host; `none` only where the operator's policy allows it. */
export type IsolationMode = "bubblewrap" | "none";

/** How the memory limit is held: by the kernel, or by resource limits and watching. */
export type MemoryEnforcement = "cgroup" | "best-effort";

/** Why the executor ended a program that had not ended by itself. */
export type StopReason = "timeout" | "memory" | "output" | "workspace" | "cancelled";

/** A file that the run made or changed; `path` is relative to the working directory. */
export interface Artifact {
  readonly path: string;
  readonly sizeBytes: number;
}

/** A cell of a result set. Integers beyond 2^53 come as text, binary values as base64. */
export type SqlValue = string | number | null | { readonly base64: string };

/** The stable result; `docs/executor.md` describes each field. */
export interface RunResult {
  /** The program's own exit code, 128 + n when signal n ended it; null when it never ran to an end. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
  readonly timedOut: boolean;
  readonly outOfMemory: boolean;
  /** Bytes that were produced and not kept. */
  readonly truncated: { readonly stdoutBytes: number; readonly stderrBytes: number };
  readonly isolation: IsolationMode | null;
  readonly memoryEnforcement: MemoryEnforcement | null;
  readonly stoppedBy?: StopReason;
  readonly rows?: readonly (readonly SqlValue[])[];
  readonly columns?: readonly string[];
  /** Rows beyond the row limit that were not kept. */
  readonly truncatedRows?: boolean;
  readonly artifacts?: readonly Artifact[];
  readonly diff?: string;
  /** More was changed than is listed, or the diff leaves text out. */
  readonly truncatedChanges?: boolean;
  readonly error?: { readonly code: ErrorCode; readonly message: string; readonly nextStep: string | null };
}

/** A result together with the bytes of its artifacts, which the JSON form leaves out. */
export interface RunOutcome {
  readonly result: RunResult;
  readonly artifactContents: ReadonlyMap<string, Uint8Array>;
}

/** The result of a request that was refused before anything ran. */
export function refusedResult(error: AssayError): RunResult {
  return {
    exitCode: null,
    signal: null,
    stdout: "",
    stderr: "",
    durationMs: 0,
    cpuMs: 0,
    peakMemoryBytes: 0,
    timedOut: false,
    outOfMemory: false,
    truncated: { stdoutBytes: 0, stderrBytes: 0 },
    isolation: null,
    memoryEnforcement: null,
    error: { code: error.code, message: error.message, nextStep: error.nextStep ?? null },
  };
}
