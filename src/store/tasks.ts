// Reads and writes tasks, what they depend on and their commits. What a graph may hold is decided above.

import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from "kysely";
import { type TaskFilter, taskPriorities } from "../model/task.ts";
import { type Place, readCursor, readLimit } from "./pages.ts";
import type { Tables, TaskRow } from "./schema.ts";

type Database = Kysely<Tables>;

/** A dependency with the status of the task that is waited for. */
export interface LinkRow {
  readonly taskId: string;
  readonly dependsOnId: string;
  readonly status: TaskRow["status"];
}

export function findTaskRow(database: Database, id: string): Promise<Selectable<TaskRow> | undefined> {
  return database.selectFrom("tasks").selectAll().where("id", "=", id).executeTakeFirst();
}

/** One row more than the page, newest first. */
export async function listTaskRows(database: Database, filter: TaskFilter): Promise<{ readonly rows: readonly Selectable<TaskRow>[]; readonly limit: number }> {
  const limit = readLimit(filter);
  const cursor = readCursor(filter);
  let query = database.selectFrom("tasks").selectAll("tasks").orderBy("tasks.createdAt", "desc").orderBy("tasks.id", "desc").limit(limit + 1);
  if (cursor !== undefined) query = query.where((is) => is(is.refTuple("tasks.createdAt", "tasks.id"), "<", is.tuple(cursor.at, cursor.id)));
  const { status, priority, readiness, codeLanguage, executionStatus, dependsOn, commit, branch } = filter;
  if (status !== undefined) query = query.where("tasks.status", "=", status);
  if (priority !== undefined) query = query.where("tasks.priority", "=", taskPriorities.indexOf(priority));
  if (codeLanguage !== undefined) query = query.where("tasks.codeLanguage", "=", codeLanguage);
  if (executionStatus !== undefined) query = query.where("tasks.executionStatus", "=", executionStatus);
  if (branch !== undefined) query = query.where("tasks.branch", "=", branch);
  if (dependsOn !== undefined) query = query.where("tasks.id", "in", (inner) => inner.selectFrom("taskDependencies").select("taskId").where("dependsOnId", "=", dependsOn));
  if (commit !== undefined) query = query.where("tasks.id", "in", (inner) => inner.selectFrom("taskCommits").select("taskId").where("commitHash", "=", commit));
  if (readiness !== undefined) query = query.where(readinessCondition(readiness));
  return { rows: await query.execute(), limit };
}

const unsettledDependency = sql`exists (select 1 from task_dependencies d join tasks t on t.id = d.depends_on_id where d.task_id = tasks.id and t.status in ('open', 'in_progress'))`;

/** The definition of `src/tasks`, in SQL; a test compares them. */
function readinessCondition(readiness: NonNullable<TaskFilter["readiness"]>): ReturnType<typeof sql<boolean>> {
  if (readiness === "settled") return sql<boolean>`tasks.status in ('done', 'cancelled')`;
  if (readiness === "blocked") return sql<boolean>`tasks.status in ('open', 'in_progress') and ${unsettledDependency}`;
  return sql<boolean>`tasks.status = ${readiness === "active" ? "in_progress" : "open"} and not ${unsettledDependency}`;
}

export function placeOfTask({ createdAt, id }: Selectable<TaskRow>): Place {
  return { at: createdAt, id };
}

/** What these tasks wait for. */
export async function readLinks(database: Database, ids: readonly string[]): Promise<readonly LinkRow[]> {
  if (ids.length === 0) return [];
  return database
    .selectFrom("taskDependencies")
    .innerJoin("tasks", "tasks.id", "taskDependencies.dependsOnId")
    .select(["taskDependencies.taskId", "taskDependencies.dependsOnId", "tasks.status"])
    .where("taskDependencies.taskId", "in", ids)
    .orderBy("taskDependencies.taskId")
    .orderBy("taskDependencies.dependsOnId")
    .execute();
}

export async function readDependents(database: Database, id: string): Promise<string[]> {
  const rows = await database.selectFrom("taskDependencies").select("taskId").where("dependsOnId", "=", id).orderBy("taskId").execute();
  return rows.map(({ taskId }) => taskId);
}

/** Every dependency that can be reached from these tasks. */
export async function readReachableEdges(database: Database, ids: readonly string[]): Promise<{ taskId: string; dependsOnId: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ taskId: string; dependsOnId: string }>`
    with recursive reached (id) as (
      select value from json_each(${JSON.stringify(ids)})
      union
      select d.depends_on_id from reached join task_dependencies d on d.task_id = reached.id
    )
    select d.task_id, d.depends_on_id from reached join task_dependencies d on d.task_id = reached.id`.execute(database);
  return rows;
}

export async function readExistingIds(database: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await database.selectFrom("tasks").select("id").where("id", "in", ids).execute();
  return new Set(rows.map(({ id }) => id));
}

export async function insertTaskRow(database: Database, row: Insertable<TaskRow>): Promise<void> {
  await database.insertInto("tasks").values(row).execute();
}

/** Only where the version is still `version`; false where it is not. */
export async function updateTaskRow(database: Database, place: { readonly id: string; readonly version: number }, change: Updateable<TaskRow>): Promise<boolean> {
  const result = await database.updateTable("tasks").set({ ...change, version: place.version + 1 }).where("id", "=", place.id).where("version", "=", place.version).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteTaskRow(database: Database, id: string): Promise<boolean> {
  const result = await database.deleteFrom("tasks").where("id", "=", id).executeTakeFirst();
  return result.numDeletedRows === 1n;
}

export async function replaceDependencies(database: Database, taskId: string, ids: readonly string[]): Promise<void> {
  await database.deleteFrom("taskDependencies").where("taskId", "=", taskId).execute();
  if (ids.length > 0) await database.insertInto("taskDependencies").values(ids.map((dependsOnId) => ({ taskId, dependsOnId }))).execute();
}

export async function linkTaskCommit(database: Database, link: { readonly taskId: string; readonly commitHash: string; readonly linkedAt: string }): Promise<boolean> {
  const result = await database.insertInto("taskCommits").values(link).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function readCommits(database: Database, taskId: string): Promise<string[]> {
  const rows = await database.selectFrom("taskCommits").select(["commitHash", "linkedAt"]).where("taskId", "=", taskId).execute();
  return rows.sort((left, right) => (left.linkedAt < right.linkedAt ? -1 : left.linkedAt > right.linkedAt ? 1 : 0)).map(({ commitHash }) => commitHash);
}

export type GraphRow = Pick<Selectable<TaskRow>, "id" | "title" | "status" | "priority" | "createdAt">;

/** Every task in short, or those still to be settled and what they wait for. */
export async function readGraph(database: Database, onlyUnsettled: boolean): Promise<{ readonly tasks: readonly GraphRow[]; readonly edges: readonly { taskId: string; dependsOnId: string }[] }> {
  const fields = database.selectFrom("tasks").select(["id", "title", "status", "priority", "createdAt"]);
  const query = onlyUnsettled ? fields.where("status", "in", ["open", "in_progress"]) : fields;
  const tasks = await query.orderBy("createdAt").orderBy("id").execute();
  const known = new Set(tasks.map(({ id }) => id));
  const edges = await database.selectFrom("taskDependencies").select(["taskId", "dependsOnId"]).orderBy("taskId").orderBy("dependsOnId").execute();
  return { tasks, edges: edges.filter(({ taskId, dependsOnId }) => known.has(taskId) && known.has(dependsOnId)) };
}

/** Columns that an earlier program kept and ours do not know. */
export async function readExtraColumns(database: Database, id: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info('tasks')`.execute(database);
  const extra = rows.map(({ name }) => name).filter((name) => !ownColumns.has(name));
  if (extra.length === 0) return undefined;
  // As JSON text, so that the query layer does not rewrite their names.
  const pairs = sql.join(extra.flatMap((name) => [sql.lit(name), sql`case typeof(${sql.raw(`"${name.replaceAll('"', '""')}"`)}) when 'blob' then hex(${sql.raw(`"${name.replaceAll('"', '""')}"`)}) else ${sql.raw(`"${name.replaceAll('"', '""')}"`)} end`]));
  const result = await sql<{ extra: string }>`select json_object(${pairs}) as extra from tasks where id = ${id}`.execute(database);
  const text = result.rows[0]?.extra;
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
}

const ownColumns: ReadonlySet<string> = new Set(
  "id title description status priority created_at updated_at started_at completed_at version requires_passing_run execution_environment code_language quality_score execution_status execution_log original_status original_priority repository branch commit_hash is_dirty".split(" "),
);

/** Finished tasks' times, how many there are of each status, and how many of these are blocked. */
export async function readTaskFigures(database: Database): Promise<{
  readonly byStatus: readonly { status: TaskRow["status"]; count: number }[];
  readonly blocked: readonly { status: TaskRow["status"]; count: number }[];
  readonly finished: readonly { startedAt: string | null; createdAt: string; completedAt: string }[];
}> {
  const count = sql<number>`count(*)`.as("count");
  const byStatus = await database.selectFrom("tasks").select(["status", count]).groupBy("status").execute();
  const blocked = await database.selectFrom("tasks").select(["status", count]).where(readinessCondition("blocked")).groupBy("status").execute();
  const finished = await database.selectFrom("tasks").select(["startedAt", "createdAt", "completedAt"]).where("status", "=", "done").where("completedAt", "is not", null).$narrowType<{ completedAt: string }>().execute();
  return { byStatus, blocked, finished };
}
