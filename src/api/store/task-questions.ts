// What can be asked of tasks: one, many, the next one, the graph, how work flows.

import type { Page } from "../../model/origin.ts";
import { type Task, type TaskFilter, type TaskGraph, type TaskMetrics, taskPriorities, type TaskSummary, taskStatuses } from "../../model/task.ts";
import type { StoreConnection } from "../../store/open-database.ts";
import { cutPage } from "../../store/pages.ts";
import { listTaskRows, placeOfTask, readGraph, readTaskFigures } from "../../store/tasks.ts";
import { rankReady } from "../../tasks/choose-next.ts";
import { percentile } from "../../tasks/percentile.ts";
import { shapeOf } from "../../tasks/graph-shape.ts";
import { dependenciesOf, readinessOf } from "../../tasks/task-graph.ts";
import { assembleSummaries, assembleTask, requireTask } from "./assemble-task.ts";

export async function getTaskRecord(store: StoreConnection, { id }: { readonly id: string }): Promise<Task> {
  return assembleTask(store, await requireTask(store, id));
}

export async function listTaskRecords(store: StoreConnection, filter: TaskFilter): Promise<Page<TaskSummary>> {
  const { rows, limit } = await listTaskRows(store.database, filter);
  const summaries = new Map((await assembleSummaries(store, rows.slice(0, limit))).map((summary) => [summary.id, summary]));
  return cutPage(rows, limit, { item: ({ id }) => summaries.get(id)!, place: placeOfTask });
}

/** The best ready task and how many more there are; no task where none is ready. */
export async function chooseNextTask(store: StoreConnection): Promise<{ readonly task?: Task; readonly alsoReady: readonly string[] }> {
  const { tasks, edges } = await readGraph(store.database, true);
  const [best, ...others] = rankReady(tasks, edges);
  return { ...(best === undefined ? {} : { task: await getTaskRecord(store, { id: best }) }), alsoReady: others.slice(0, 10) };
}

/** All tasks, or those around one: what it waits for and what waits for it, however far. */
export async function readTaskGraph(store: StoreConnection, request: { readonly around?: string | undefined; readonly onlyUnsettled?: boolean | undefined }): Promise<TaskGraph> {
  if (request.around !== undefined) await requireTask(store, request.around);
  const whole = await readGraph(store.database, request.onlyUnsettled === true && request.around === undefined);
  const { tasks, edges } = request.around === undefined ? whole : neighbourhood(whole, request.around);
  const statuses = new Map(tasks.map(({ id, status }) => [id, status]));
  const dependencies = dependenciesOf(edges);
  return {
    tasks: tasks.map(({ id, title, status, priority }) => ({ id, title, status, priority: taskPriorities[priority]!, readiness: readinessOf(status, (dependencies.get(id) ?? []).map((other) => statuses.get(other)!)) })),
    edges: edges.map(({ taskId, dependsOnId }) => ({ from: dependsOnId, to: taskId })),
    ...shapeOf(tasks, edges),
  };
}

type Graph = Awaited<ReturnType<typeof readGraph>>;

function neighbourhood({ tasks, edges }: Graph, id: string): Graph {
  const forward = dependenciesOf(edges);
  const backward = dependenciesOf(edges.map(({ taskId, dependsOnId }) => ({ taskId: dependsOnId, dependsOnId: taskId })));
  const kept = new Set([...reach(forward, id), ...reach(backward, id)]);
  return { tasks: tasks.filter((task) => kept.has(task.id)), edges: edges.filter(({ taskId, dependsOnId }) => kept.has(taskId) && kept.has(dependsOnId)) };
}

function reach(neighbours: ReadonlyMap<string, readonly string[]>, id: string): Set<string> {
  const reached = new Set([id]);
  // A set hands out what is added while it is walked.
  for (const at of reached) for (const next of neighbours.get(at) ?? []) reached.add(next);
  return reached;
}

const weekMs = 7 * 24 * 3_600_000;

/** Kept until something in the store changes, but for what was done within the last week. */
export async function readTaskMetrics(store: StoreConnection): Promise<TaskMetrics> {
  const { endings, ...figures } = await store.remember("task metrics", () => computeMetrics(store));
  const since = store.now().getTime() - weekMs;
  return { ...figures, throughputPerWeek: endings.length - endings.findLastIndex((at) => at < since) - 1 };
}

/** `endings` are milliseconds since 1970, rising. */
async function computeMetrics({ database }: StoreConnection): Promise<Omit<TaskMetrics, "throughputPerWeek"> & { readonly endings: readonly number[] }> {
  const { byStatus, blocked, finished } = await readTaskFigures(database);
  const counts = new Map(byStatus.map(({ status, count }) => [status, count]));
  const blockedOf = new Map(blocked.map(({ status, count }) => [status, count]));
  const times = finished.map(({ startedAt, createdAt, completedAt }) => ({ start: Date.parse(startedAt ?? createdAt), end: Date.parse(completedAt) }));
  const cycle = times.map(({ start, end }) => Math.max(0, end - start)).sort((left, right) => left - right);
  return {
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    // Every status is a key.
    byStatus: Object.fromEntries(taskStatuses.map((status) => [status, counts.get(status) ?? 0])) as TaskMetrics["byStatus"],
    ready: (counts.get("open") ?? 0) - (blockedOf.get("open") ?? 0),
    blocked: blocked.reduce((sum, { count }) => sum + count, 0),
    ...(cycle.length === 0 ? {} : { cycleTimeMs: { p50: percentile(cycle, 0.5), p95: percentile(cycle, 0.95) } }),
    endings: times.map(({ end }) => end).sort((left, right) => left - right),
  };
}
