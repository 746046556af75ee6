// What an attack is: a program that prints the marker when it gets what it wants, and how to judge a contained run.

import type { ExecutionPolicyInput } from "../../src/executor/policy.ts";
import type { RunRequestInput } from "../../src/executor/request.ts";
import type { MemoryEnforcement, RunResult } from "../../src/executor/result.ts";
import type { Defence } from "../../src/executor/sandbox/defences.ts";
import type { World } from "./world.ts";

export { MARKER } from "./world.ts";

/** One attempt. All amounts are small enough to succeed on the bare machine without harming it. */
export interface Attack {
  readonly name: string;
  readonly language: "python" | "javascript" | "bash" | "sql";
  readonly code: string;
  /** Arguments, mostly where the canaries are. */
  readonly arguments?: (world: World) => readonly string[];
  /** Other arguments for the bare machine, where the real target does not exist there. */
  readonly doubleArguments?: (world: World) => readonly string[];
  readonly request?: (world: World) => RunRequestInput;
  /**
   * Why the bare machine cannot show it: a property of the sandbox itself, for which the sandbox with the defence
   * removed is the double. Empty: it must succeed on the bare machine.
   */
  readonly bareMachine?: "not-applicable" | "root-only" | "runs-on";
  /** Other layers that are taken away, so that the one meant is tested alone. */
  readonly removed?: readonly Defence[];
  /** Taking away any one of these must make this attack succeed. */
  readonly proves?: readonly Defence[];
  readonly modes?: readonly MemoryEnforcement[];
  /** Only meaningful when the service is root. */
  readonly rootOnly?: boolean;
  /** Left out of the short form. */
  readonly isSlow?: boolean;
  /** What was wrong with the run, beyond the marker; nothing when it was contained. */
  readonly judge?: (result: RunResult, world: World) => string | undefined;
}

/** Small limits, so that every attack passes one with little. */
export const ATTACK_POLICY: ExecutionPolicyInput = {
  maximumProcesses: 64,
  maximumOpenFiles: 256,
  workspaceBytes: 48 * 1024 * 1024,
  workspaceFiles: 2000,
  temporaryBytes: 32 * 1024 * 1024,
  outputBytes: { standard: 1024 * 1024, ceiling: 1024 * 1024 },
  memoryBytes: { standard: 256 * 1024 * 1024, ceiling: 1024 * 1024 * 1024 },
  timeoutMs: { standard: 15_000, ceiling: 60_000 },
};

/** Says that a run should have ended for want of memory. */
export function expectOutOfMemory(result: RunResult): string | undefined {
  return result.outOfMemory ? undefined : `was not reported as out of memory: ${describe(result)}`;
}

/** Says that a run should have ended by the clock. */
export function expectTimeout(result: RunResult): string | undefined {
  return result.timedOut ? undefined : `was not reported as timed out: ${describe(result)}`;
}

/** A result in one line, for messages. */
export function describe(result: RunResult): string {
  const { exitCode, signal, stoppedBy, durationMs } = result;
  return JSON.stringify({ exitCode, signal, stoppedBy, durationMs, stdout: result.stdout.slice(-300), stderr: result.stderr.slice(-300) });
}
