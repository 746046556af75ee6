// Makes tasks as doors see them out of rows: readiness and what blocks a task are worked out here, never read.

import type { StoreConnection } from "../../store/open-database.ts";
import { originColumns, present, readOrigin } from "../../store/origins.ts";
import { readTaskRecords } from "../../store/task-records.ts";
import type { TaskRow } from "../../store/schema.ts";
import { findTaskRow, type LinkRow, readCommits, readDependents, readExtraColumns, readLinks } from "../../store/tasks.ts";
import { AssayError } from "../../model/errors.ts";
import type { Origin } from "../../model/origin.ts";
import { type Task, type TaskInput, type TaskSummary, taskPriorities } from "../../model/task.ts";
import { isSettled, readinessOf } from "../../tasks/task-graph.ts";

/** Throws `not-found`. */
export async function requireTask({ database }: Pick<StoreConnection, "database">, id: string): Promise<TaskRow> {
  const row = await findTaskRow(database, id);
  if (row !== undefined) return row;
  throw new AssayError({ code: "not-found", message: `There is no task ${JSON.stringify(id)}.`, nextStep: "List the tasks for their ids." });
}

export async function assembleTask({ database }: Pick<StoreConnection, "database">, row: TaskRow): Promise<Task> {
  const links = await readLinks(database, [row.id]);
  const records = await readTaskRecords(database, row.id);
  const extra = await readExtraColumns(database, row.id);
  const { description, executionEnvironment, executionLog, startedAt, completedAt, originalStatus, originalPriority } = row;
  const earlier = { ...extra, ...present({ originalStatus, originalPriority }) };
  return {
    ...assembleSummary(row, links),
    description,
    requiresPassingRun: row.requiresPassingRun === 1,
    ...present({ executionEnvironment, executionLog, startedAt, completedAt }),
    requiredBy: await readDependents(database, row.id),
    commits: await readCommits(database, row.id),
    ...records,
    origin: readOrigin(row),
    ...(Object.keys(earlier).length === 0 ? {} : { extra: earlier }),
  };
}

export async function assembleSummaries({ database }: StoreConnection, rows: readonly TaskRow[]): Promise<TaskSummary[]> {
  const byTask = new Map<string, LinkRow[]>();
  for (const link of await readLinks(database, rows.map(({ id }) => id))) byTask.set(link.taskId, [...(byTask.get(link.taskId) ?? []), link]);
  return rows.map((row) => assembleSummary(row, byTask.get(row.id) ?? []));
}

function assembleSummary(row: TaskRow, links: readonly LinkRow[]): TaskSummary {
  const { id, title, status, createdAt, updatedAt, version, codeLanguage, qualityScore, executionStatus } = row;
  return {
    id,
    title,
    status,
    priority: taskPriorities[row.priority]!,
    readiness: readinessOf(status, links.map((link) => link.status)),
    dependsOn: links.map(({ dependsOnId }) => dependsOnId),
    blockedBy: links.filter((link) => !isSettled(link.status)).map(({ dependsOnId }) => dependsOnId),
    ...present({ codeLanguage, qualityScore, executionStatus }),
    createdAt,
    updatedAt,
    version,
  };
}

/** The row of a new task. */
export function newTaskRow(input: TaskInput, { id, at, origin }: { readonly id: string; readonly at: string; readonly origin: Origin }): TaskRow {
  const status = input.status ?? "open";
  return {
    id,
    title: input.title,
    description: input.description ?? "",
    status,
    priority: taskPriorities.indexOf(input.priority ?? "medium"),
    createdAt: at,
    updatedAt: at,
    startedAt: status === "in_progress" || status === "done" ? at : null,
    completedAt: isSettled(status) ? at : null,
    version: 1,
    requiresPassingRun: Number(input.requiresPassingRun ?? false),
    executionEnvironment: input.executionEnvironment ?? null,
    codeLanguage: input.codeLanguage ?? null,
    qualityScore: input.qualityScore ?? null,
    executionStatus: input.executionStatus ?? null,
    executionLog: input.executionLog ?? null,
    originalStatus: null,
    originalPriority: null,
    ...originColumns(origin),
  };
}
