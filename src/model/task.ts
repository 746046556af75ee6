// A task: something to be done, tied to what must be done first, to runs, analyses and commits.

import type { Origin, PageRequest } from "./origin.ts";

/** `cancelled` counts as settled: it holds nothing up. */
export const taskStatuses = ["open", "in_progress", "done", "cancelled"] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** Most urgent first. */
export const taskPriorities = ["critical", "high", "medium", "low"] as const;
export type TaskPriority = (typeof taskPriorities)[number];

/** Derived from status and dependencies whenever it is asked for, never stored. */
export type TaskReadiness = "ready" | "blocked" | "active" | "settled";

/** What tells of code that the task runs or is about. */
interface TaskExecutionFields {
  readonly executionEnvironment?: string;
  readonly codeLanguage?: string;
  /** 0 to 100. */
  readonly qualityScore?: number;
  /** How its latest run ended. */
  readonly executionStatus?: string;
  /** What its runs left to read, oldest first. */
  readonly executionLog?: string;
}

export interface TaskSummary {
  readonly id: string;
  readonly title: string;
  readonly status: TaskStatus;
  readonly priority: TaskPriority;
  readonly readiness: TaskReadiness;
  /** Tasks that must be settled first, sorted. */
  readonly dependsOn: readonly string[];
  /** Those of them that are not. */
  readonly blockedBy: readonly string[];
  readonly codeLanguage?: string;
  readonly qualityScore?: number;
  readonly executionStatus?: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Grows by one with each change: hand it back with an update, so that none is lost. */
  readonly version: number;
}

export interface Task extends TaskSummary, TaskExecutionFields {
  readonly description: string;
  /** Where true, "done" is refused until a run that belongs to the task has passed since it was last changed to in_progress. */
  readonly requiresPassingRun: boolean;
  readonly startedAt?: string;
  readonly completedAt?: string;
  /** Tasks that wait for this one, sorted. */
  readonly requiredBy: readonly string[];
  /** Full or abbreviated hashes, oldest link first. */
  readonly commits: readonly string[];
  /** The latest of each, newest first, at most 20. */
  readonly executions: readonly string[];
  readonly analyses: readonly string[];
  readonly origin: Origin;
  /** What an earlier program kept beside its tasks, by its own column names. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface TaskInput extends TaskExecutionFields {
  readonly title: string;
  readonly description?: string | undefined;
  readonly status?: TaskStatus | undefined;
  readonly priority?: TaskPriority | undefined;
  readonly dependsOn?: readonly string[] | undefined;
  readonly requiresPassingRun?: boolean | undefined;
}

/** Only what is given changes; `null` empties a field. */
export interface TaskChange {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly status?: TaskStatus | undefined;
  readonly priority?: TaskPriority | undefined;
  /** Replaces them all; the other two change single ones. */
  readonly dependsOn?: readonly string[] | undefined;
  readonly addDependencies?: readonly string[] | undefined;
  readonly removeDependencies?: readonly string[] | undefined;
  readonly requiresPassingRun?: boolean | undefined;
  readonly executionEnvironment?: string | null | undefined;
  readonly codeLanguage?: string | null | undefined;
  readonly qualityScore?: number | null | undefined;
  readonly executionStatus?: string | null | undefined;
  readonly executionLog?: string | null | undefined;
  /** The version that the change was decided on; another one in the store is a `conflict`. */
  readonly expectedVersion?: number | undefined;
}

export interface TaskFilter extends PageRequest {
  readonly status?: TaskStatus | undefined;
  readonly priority?: TaskPriority | undefined;
  readonly readiness?: TaskReadiness | undefined;
  readonly codeLanguage?: string | undefined;
  readonly executionStatus?: string | undefined;
  /** Tasks that depend on this one. */
  readonly dependsOn?: string | undefined;
  readonly commit?: string | undefined;
  readonly branch?: string | undefined;
}

/** How work flows. Durations in milliseconds, absent where nothing was finished. */
export interface TaskMetrics {
  readonly total: number;
  readonly byStatus: Readonly<Record<TaskStatus, number>>;
  readonly ready: number;
  readonly blocked: number;
  /** From started (else created) to done. */
  readonly cycleTimeMs?: { readonly p50: number; readonly p95: number };
  /** Done within the seven days before the question. */
  readonly throughputPerWeek: number;
}

export interface TaskGraphNode {
  readonly id: string;
  readonly title: string;
  readonly status: TaskStatus;
  readonly priority: TaskPriority;
  readonly readiness: TaskReadiness;
}

export interface TaskGraph {
  readonly tasks: readonly TaskGraphNode[];
  /** `from` must be settled before `to`. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Topological: a layer needs only the layers before it. */
  readonly layers: readonly (readonly string[])[];
  /** The longest chain of unsettled tasks, first to do first. */
  readonly criticalPath: readonly string[];
  /** Only an earlier program's data can hold any: each starts and ends with the same task. */
  readonly cycles: readonly (readonly string[])[];
}
