// Finds the tables of an earlier task program: its tasks, what an interrupted change left of them, its dependencies.

import type Libsql from "libsql";

/** A table with the columns that were recognised, by what they mean. */
export interface EarlierTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly known: ReadonlyMap<TaskColumn, string>;
}

export interface DependencyTable {
  readonly name: string;
  /** Column of the task that waits. */
  readonly task: string;
  /** Column of the task that it waits for. */
  readonly dependsOn: string;
}

export interface EarlierTables {
  readonly main: EarlierTable | undefined;
  /** Copies that a change of the schema left behind when it was interrupted. */
  readonly leftovers: readonly EarlierTable[];
  readonly dependencies: readonly DependencyTable[];
}

/** Names that task programs give their columns; compared in lower case and without underscores. */
const taskColumns = {
  id: ["id", "taskid", "uuid", "key"],
  title: ["title", "name", "subject", "summary"],
  description: ["description", "details", "body", "content", "notes"],
  status: ["status", "state"],
  priority: ["priority", "prio"],
  createdAt: ["createdat", "created", "createdon", "datecreated", "createdtime"],
  updatedAt: ["updatedat", "updated", "updatedon", "dateupdated", "modifiedat", "modified"],
  startedAt: ["startedat", "started", "startedon"],
  completedAt: ["completedat", "completed", "completedon", "finishedat", "doneat", "closedat"],
  dependencies: ["dependencies", "dependson", "dependencyids", "blockedby", "deps", "prerequisites", "dependsonids"],
  executionEnvironment: ["executionenvironment"],
  codeLanguage: ["codelanguage"],
  qualityScore: ["qualityscore"],
  executionStatus: ["executionstatus"],
  executionLog: ["executionlog", "executionlogs"],
  repository: ["repository"],
  branch: ["branch"],
  commitHash: ["commithash", "commit"],
} as const satisfies Record<string, readonly string[]>;

export type TaskColumn = keyof typeof taskColumns;

const waitingColumns = ["taskid", "task", "fromtask", "fromtaskid", "fromid", "dependentid", "dependenttaskid", "childid", "sourceid", "successorid"];
const awaitedColumns = ["dependsonid", "dependson", "dependsontaskid", "dependsontask", "dependencyid", "dependencytaskid", "totask", "totaskid", "toid", "blockedby", "blockedbyid", "blockerid", "prerequisiteid", "requiresid", "requiredtaskid", "parentid", "targetid", "predecessorid"];

const leftoverNames = /^_?(?:tasks_(?:new|old|tmp|temp)|(?:new|old|tmp|temp)_tasks)$/i;
const dependencyNames = /depend|prereq|blocker|edge|link/i;

export function findTaskTables(database: Libsql.Database): EarlierTables {
  const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all() as { name: string }[];
  const names = tables.map(({ name }) => name);
  const taskTables = names.filter((name) => name.toLowerCase() === "tasks" || leftoverNames.test(name)).map((name) => readTable(database, name)).filter((table) => table.known.has("id") && table.known.has("title"));
  const main = taskTables.find(({ name }) => name.toLowerCase() === "tasks");
  return {
    main,
    leftovers: taskTables.filter((table) => table !== main),
    dependencies: names.filter((name) => dependencyNames.test(name)).flatMap((name) => readDependencies(database, name)),
  };
}

function readTable(database: Libsql.Database, name: string): EarlierTable {
  const columns = columnsOf(database, name);
  const known = new Map<TaskColumn, string>();
  for (const meaning of Object.keys(taskColumns) as TaskColumn[]) {
    const column = findColumn(columns, taskColumns[meaning]);
    if (column !== undefined && ![...known.values()].includes(column)) known.set(meaning, column);
  }
  return { name, columns, known };
}

function readDependencies(database: Libsql.Database, name: string): DependencyTable[] {
  const columns = columnsOf(database, name);
  const task = findColumn(columns, waitingColumns);
  const dependsOn = findColumn(columns.filter((column) => column !== task), awaitedColumns);
  return task === undefined || dependsOn === undefined ? [] : [{ name, task, dependsOn }];
}

/** The first of the names that a column has, in the order of the names. */
function findColumn(columns: readonly string[], names: readonly string[]): string | undefined {
  for (const name of names) {
    const column = columns.find((written) => written.toLowerCase().replaceAll("_", "") === name);
    if (column !== undefined) return column;
  }
  return undefined;
}

function columnsOf(database: Libsql.Database, table: string): string[] {
  const rows = database.prepare("select name from pragma_table_xinfo(?) where hidden in (0, 2, 3) order by cid").all([table]) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** A name as SQL writes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
