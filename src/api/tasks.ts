// The verbs on tasks, as doors call them.

import { AssayError } from "../model/errors.ts";
import type { Page } from "../model/origin.ts";
import type { Task, TaskChange, TaskFilter, TaskGraph, TaskInput, TaskMetrics, TaskSummary } from "../model/task.ts";
import { renderDot, renderMermaid } from "../tasks/render-graph.ts";
import { maskSecrets } from "./mask-secrets.ts";
import type { ProjectStore } from "./project-store.ts";

/** Throws `task-invalid` for a dependency that does not exist. */
export async function createTask(store: ProjectStore, input: TaskInput): Promise<Task> {
  return store.call("createTask", { input: maskTexts(input), origin: await store.origin() });
}

/** Throws `not-found`. */
export function getTask(store: ProjectStore, id: string): Promise<Task> {
  return store.call("getTask", { id });
}

/** Newest first. */
export function listTasks(store: ProjectStore, filter: TaskFilter = {}): Promise<Page<TaskSummary>> {
  return store.call("listTasks", filter);
}

/** Throws `not-found`, `conflict`, and `task-invalid` with the circle that a dependency would close. */
export async function updateTask(store: ProjectStore, id: string, change: TaskChange): Promise<Task> {
  return store.call("updateTask", { id, change: maskTexts(change) });
}

/** Answers with the task as it was. Its runs and analyses stay. */
export function deleteTask(store: ProjectStore, id: string, expectedVersion?: number): Promise<Task> {
  return store.call("deleteTask", { id, expectedVersion });
}

/** What to do next: ready, then most urgent, then what frees most other tasks, then oldest. */
export function nextTask(store: ProjectStore): Promise<{ readonly task?: Task; readonly alsoReady: readonly string[] }> {
  return store.call("nextTask");
}

export function linkCommit(store: ProjectStore, id: string, commit: string): Promise<Task> {
  return store.call("linkCommit", { id, commit });
}

export interface TaskGraphRequest {
  /** Only what this task waits for and what waits for it. */
  readonly around?: string | undefined;
  readonly onlyUnsettled?: boolean | undefined;
}

export function taskGraph(store: ProjectStore, request: TaskGraphRequest = {}): Promise<TaskGraph> {
  return store.call("taskGraph", request);
}

/** The graph for people and other programs: titles are escaped. */
export function renderTaskGraph(graph: TaskGraph, format: "mermaid" | "dot"): string {
  return format === "mermaid" ? renderMermaid(graph) : renderDot(graph);
}

export function taskMetrics(store: ProjectStore): Promise<TaskMetrics> {
  return store.call("taskMetrics");
}

const longestText = 200_000;

function maskTexts<Fields extends TaskInput | TaskChange>(fields: Fields): Fields {
  const masked = Object.entries(fields).map(([name, value]) => {
    if (typeof value !== "string" || !maskedFields.has(name)) return [name, value];
    if (value.length > longestText) throw new AssayError({ code: "task-invalid", message: `${name} is longer than ${longestText} characters.`, nextStep: "Shorten it; keep long texts in files." });
    return [name, maskSecrets(value).text];
  });
  // Only strings were replaced by strings.
  return Object.fromEntries(masked) as Fields;
}

const maskedFields: ReadonlySet<string> = new Set(["title", "description", "executionLog", "executionEnvironment"]);
