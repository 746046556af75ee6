// What can be done to tasks, each in one transaction: nothing is half changed, no circle gets in, no update is lost.

import type { Transaction, Updateable } from "kysely";
import { AssayError } from "../../model/errors.ts";
import type { Origin } from "../../model/origin.ts";
import { type Task, type TaskChange, type TaskInput, taskPriorities } from "../../model/task.ts";
import { addEvent } from "../../store/events.ts";
import type { StoreConnection } from "../../store/open-database.ts";
import type { Tables, TaskRow } from "../../store/schema.ts";
import { hasPassedSince } from "../../store/task-records.ts";
import { deleteTaskRow, insertTaskRow, linkTaskCommit, readExistingIds, readLinks, readReachableEdges, replaceDependencies, updateTaskRow } from "../../store/tasks.ts";
import { dependenciesOf, findCycle, isSettled } from "../../tasks/task-graph.ts";
import { assembleTask, newTaskRow, requireTask } from "./assemble-task.ts";

export function createTaskRecord(store: StoreConnection, { input, origin }: { readonly input: TaskInput; readonly origin: Origin }): Promise<Task> {
  checkWords(input);
  const id = store.newId("task");
  const at = store.now().toISOString();
  return store.database.transaction().execute(async (database) => {
    const dependsOn = [...new Set(input.dependsOn ?? [])];
    await checkExistence(database, dependsOn);
    const row = newTaskRow(input, { id, at, origin });
    if (input.status === "done" && input.requiresPassingRun === true) throw needsRun(id);
    await insertTaskRow(database, row);
    await replaceDependencies(database, id, dependsOn);
    await addEvent(database, { type: "task.created", subjectId: id, at, data: { title: row.title, dependsOn } });
    return assembleTask({ database }, row);
  });
}

export function updateTaskRecord(store: StoreConnection, { id, change }: { readonly id: string; readonly change: TaskChange }): Promise<Task> {
  checkWords(change);
  const at = store.now().toISOString();
  return store.database.transaction().execute(async (database) => {
    const row = await requireTask({ database }, id);
    if (change.expectedVersion !== undefined && change.expectedVersion !== row.version) throw conflict(row, change.expectedVersion);
    const dependsOn = await changedDependencies(database, id, change);
    if (dependsOn !== undefined) await replaceDependencies(database, id, dependsOn);
    const columns = changedColumns(row, change, at);
    if (columns.status === "done") await checkRun(database, row, change);
    if (dependsOn === undefined && Object.keys(columns).length === 1) return assembleTask({ database }, row);
    if (!(await updateTaskRow(database, row, columns))) throw conflict(row, row.version);
    // JSON leaves out what is undefined: the log may be long, and the time is the event's own.
    const told = { ...columns, updatedAt: undefined, executionLog: undefined };
    await addEvent(database, { type: "task.updated", subjectId: id, at, data: { ...told, ...(dependsOn === undefined ? {} : { dependsOn }) } });
    return assembleTask({ database }, await requireTask({ database }, id));
  });
}

export function deleteTaskRecord(store: StoreConnection, { id, expectedVersion }: { readonly id: string; readonly expectedVersion?: number | undefined }): Promise<Task> {
  const at = store.now().toISOString();
  return store.database.transaction().execute(async (database) => {
    const row = await requireTask({ database }, id);
    if (expectedVersion !== undefined && expectedVersion !== row.version) throw conflict(row, expectedVersion);
    const task = await assembleTask({ database }, row);
    await deleteTaskRow(database, id);
    await addEvent(database, { type: "task.deleted", subjectId: id, at, data: { title: row.title } });
    return task;
  });
}

export function linkCommitRecord(store: StoreConnection, { id, commit }: { readonly id: string; readonly commit: string }): Promise<Task> {
  if (!/^[0-9a-f]{7,64}$/i.test(commit)) throw new AssayError({ code: "usage", message: `${JSON.stringify(commit)} is no commit hash.`, nextStep: "Give 7 to 64 hexadecimal digits." });
  const at = store.now().toISOString();
  return store.database.transaction().execute(async (database) => {
    const row = await requireTask({ database }, id);
    const commitHash = commit.toLowerCase();
    if (await linkTaskCommit(database, { taskId: id, commitHash, linkedAt: at })) await addEvent(database, { type: "task.commit-linked", subjectId: id, at, data: { commit: commitHash } });
    return assembleTask({ database }, row);
  });
}

/** The whole new list, or undefined where nothing was said of it. */
async function changedDependencies(database: Transaction<Tables>, id: string, change: TaskChange): Promise<string[] | undefined> {
  const { dependsOn, addDependencies = [], removeDependencies = [] } = change;
  if (dependsOn === undefined && addDependencies.length === 0 && removeDependencies.length === 0) return undefined;
  const before = (await readLinks(database, [id])).map(({ dependsOnId }) => dependsOnId);
  const removed = new Set(removeDependencies);
  const after = [...new Set([...(dependsOn ?? before), ...addDependencies])].filter((target) => !removed.has(target)).sort();
  if (after.includes(id)) throw invalid(`Task ${id} cannot depend on itself.`);
  const added = after.filter((target) => !before.includes(target));
  await checkExistence(database, added);
  // What the task depends on now is about to be replaced, so its own edges close no circle.
  const edges = (await readReachableEdges(database, added)).filter(({ taskId }) => taskId !== id);
  const dependencies = dependenciesOf(edges);
  for (const target of added) {
    const cycle = findCycle(dependencies, id, target);
    if (cycle !== undefined) throw invalid(`Task ${id} cannot depend on ${target}: that would close the circle ${cycle.join(" → ")}.`, "Remove one of the dependencies in the circle first.");
  }
  return after;
}

async function checkExistence(database: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  const existing = await readExistingIds(database, ids);
  const missing = ids.filter((id) => !existing.has(id));
  if (missing.length > 0) throw invalid(`There is no task ${missing.map((id) => JSON.stringify(id)).join(", ")} to depend on.`, "Create it first, or list the tasks for their ids.");
}

function changedColumns(row: TaskRow, change: TaskChange, at: string): Updateable<TaskRow> {
  const { title, description, status, priority, requiresPassingRun } = change;
  const { executionEnvironment, codeLanguage, qualityScore, executionStatus, executionLog } = change;
  const given = {
    title,
    description,
    status: status === row.status ? undefined : status,
    priority: priority === undefined ? undefined : taskPriorities.indexOf(priority),
    requiresPassingRun: requiresPassingRun === undefined ? undefined : Number(requiresPassingRun),
    executionEnvironment,
    codeLanguage,
    qualityScore,
    executionStatus,
    executionLog,
    ...(status === undefined || status === row.status ? {} : timesOf(row, status, at)),
  };
  // Entries of a record without those that are undefined are a part of it.
  return { ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Updateable<TaskRow>), updatedAt: at };
}

function timesOf(row: TaskRow, status: TaskRow["status"], at: string): Updateable<TaskRow> {
  if (isSettled(status)) return { completedAt: at };
  // A task that is taken up again starts again: a run from before does not prove the new work.
  return { completedAt: null, startedAt: status === "in_progress" ? at : row.startedAt };
}

async function checkRun(database: Transaction<Tables>, row: TaskRow, change: TaskChange): Promise<void> {
  if (!(change.requiresPassingRun ?? row.requiresPassingRun === 1)) return;
  if (!(await hasPassedSince(database, row.id, row.startedAt ?? row.createdAt))) throw needsRun(row.id);
}

function needsRun(id: string): AssayError {
  return invalid(`Task ${id} demands a passing run before it is done: the latest run that belongs to it, since it was started, must have passed.`, "Run the code with this taskId until it passes, or take requiresPassingRun back.");
}

function checkWords({ title, qualityScore }: { readonly title?: string | undefined; readonly qualityScore?: number | null | undefined }): void {
  if (title !== undefined && title.trim() === "") throw invalid("A task needs a title.");
  if (typeof qualityScore === "number" && !(qualityScore >= 0 && qualityScore <= 100)) throw invalid(`qualityScore: ${qualityScore} is not between 0 and 100.`);
}

function conflict(row: TaskRow, expected: number): AssayError {
  return new AssayError({
    code: "conflict",
    message: `Task ${row.id} was changed meanwhile: it has version ${row.version}, not ${expected}.`,
    nextStep: "Get the task again, decide anew, and update with its version.",
  });
}

function invalid(message: string, nextStep?: string): AssayError {
  return new AssayError({ code: "task-invalid", message, ...(nextStep === undefined ? {} : { nextStep }) });
}
