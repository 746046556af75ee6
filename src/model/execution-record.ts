// A run of code as the store keeps it.

import type { Origin, PageRequest } from "./origin.ts";

/** How a run ended. `refused` never ran. */
export const executionStatuses = ["passed", "failed", "timeout", "out-of-memory", "stopped", "cancelled", "refused"] as const;
export type ExecutionStatus = (typeof executionStatuses)[number];

/** The texts that are kept beside a run and read by pieces. */
export const executionTexts = ["code", "stdout", "stderr"] as const;
export type ExecutionText = (typeof executionTexts)[number];

export interface ExecutionRecord {
  readonly id: string;
  readonly language: string;
  readonly status: ExecutionStatus;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly durationMs: number;
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly taskId?: string;
  readonly client?: string;
  /** One line of the code, for lists. */
  readonly title: string;
  /** Equal for equal code in the same language. */
  readonly codeHash: string;
  /** The kind of error, for instance `NameError`, where the program named one. */
  readonly errorKind?: string;
  readonly errorMessage?: string;
  readonly isolation: string | null;
  readonly memoryEnforcement: string | null;
  /** The stored policy in force. */
  readonly policyVersion?: number;
  /** Secrets that were masked before anything was stored. */
  readonly maskedSecrets: number;
  /** UTF-16 units of the stored texts. */
  readonly sizes: { readonly code: number; readonly stdout: number; readonly stderr: number };
  readonly origin: Origin;
}

/** What a door tells of a run that ended. */
export interface ExecutionInput {
  readonly language: string;
  readonly code: string;
  readonly taskId?: string | undefined;
  readonly client?: string | undefined;
  readonly policyVersion?: number | undefined;
  /** When it began. */
  readonly startedAt: Date;
}

export interface ExecutionFilter extends PageRequest {
  readonly language?: string | undefined;
  readonly status?: ExecutionStatus | undefined;
  readonly taskId?: string | undefined;
  readonly codeHash?: string | undefined;
  readonly commit?: string | undefined;
  readonly branch?: string | undefined;
  readonly client?: string | undefined;
  readonly errorKind?: string | undefined;
  /** ISO 8601; `since` inclusive, `until` exclusive. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface ExecutionStatistics {
  readonly total: number;
  readonly byStatus: Readonly<Partial<Record<ExecutionStatus, number>>>;
  /** Passed of all that ran, 0 to 1; absent where none did. */
  readonly successRate?: number;
  readonly durationMs?: { readonly p50: number; readonly p95: number };
  readonly peakMemoryBytes?: number;
}

/** A piece of a stored text. */
export interface TextPiece {
  readonly text: string;
  readonly offset: number;
  readonly totalLength: number;
  /** Absent at the end. */
  readonly nextOffset?: number;
}

/** Code that ran more than once, or an error that did. */
export interface ExecutionPatterns {
  readonly mostRun: readonly { readonly codeHash: string; readonly title: string; readonly language: string; readonly runs: number; readonly successRate: number; readonly latestExecutionId: string }[];
  readonly byLanguage: readonly { readonly language: string; readonly runs: number; readonly successRate: number }[];
  /** With the next run of the same task, else client, in that language that passed within the hour. */
  readonly commonErrors: readonly { readonly language: string; readonly errorKind: string; readonly count: number; readonly example: string; readonly latestExecutionId: string; readonly workedThenExecutionId?: string }[];
}
