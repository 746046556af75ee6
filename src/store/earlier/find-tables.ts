// Finds the tables of an earlier task program: its tasks, what an interrupted change left of them, its dependencies.

import type Libsql from "libsql";
import { bareName, columnsOf, namingColumnsOf, quoteName } from "./columns.ts";
import { type DependencyTable, findDependencyTables } from "./find-dependencies.ts";

/** A table with the columns that were recognised, by what they mean. */
export interface EarlierTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly known: ReadonlyMap<TaskColumn, string>;
  /** Further columns that name a task. */
  readonly otherNames: readonly string[];
}

export interface EarlierTables {
  /** `tasks`; the most recent of its copies where a change was interrupted before it had its name again. */
  readonly main: EarlierTable | undefined;
  /** Copies that a change of the schema left behind when it was interrupted. */
  readonly leftovers: readonly EarlierTable[];
  readonly dependencies: readonly DependencyTable[];
}

/** Names that task programs give their columns, bare. The first that there is has the meaning; each column has one. */
const taskColumns = {
  id: ["id", "taskid", "uuid", "guid", "key"],
  title: ["title", "name", "subject", "summary", "taskname", "task", "content", "text", "label", "todo", "description"],
  description: ["description", "details", "body", "content", "notes"],
  status: ["status", "state", "taskstatus", "stage"],
  priority: ["priority", "prio"],
  createdAt: ["createdat", "created", "createdon", "datecreated", "createdtime", "createtime", "creationdate", "creationtime", "insertedat", "addedat", "dateadded", "ctime", "timestamp"],
  updatedAt: ["updatedat", "updated", "updatedon", "dateupdated", "modifiedat", "modified", "modifiedon", "lastmodified", "lastupdated", "updatetime", "mtime"],
  startedAt: ["startedat", "started", "startedon", "starttime"],
  completedAt: ["completedat", "completedon", "completedtime", "completiondate", "datecompleted", "finishedat", "finishedon", "doneat", "closedat", "resolvedat"],
  isDone: ["isdone", "iscompleted", "iscomplete", "isfinished", "isclosed", "done", "completed", "complete", "finished", "closed", "checked"],
  isRemoved: ["deletedat", "isdeleted", "deleted", "archivedat", "isarchived", "archived"],
  dependencies: ["dependencies", "dependson", "dependencyids", "blockedby", "blockedbyids", "deps", "requires", "prerequisites", "prerequisite", "prerequisiteids", "waitsfor", "waitingfor", "predecessors", "dependsonids", "dependsonid", "dependsontaskid"],
  dependents: ["blocks", "blocking", "dependents", "unblocks", "successors", "requiredby"],
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

/** Meanings that say less than the column itself does: those columns are kept beside. */
export const interpreted: ReadonlySet<TaskColumn> = new Set(["dependencies", "dependents", "isDone", "isRemoved"]);

const otherNames = ["uuid", "guid", "key", "slug", "shortid", "displayid", "externalid", "number", "taskid", "taskkey", "identifier", "ref"];

/** What SQLAlchemy, Django, TypeORM and hand-written changes call the copies that they make, the most recent first. */
const copyNames: readonly RegExp[] = [/^_*(?:new|next)_*tasks$|^tasks_*(?:new|next)$/i, /^_*(?:alembic_)?(?:tmp|temp|temporary)_*tasks$|^tasks_*(?:tmp|temp|temporary|copy)$/i, /^_*old_*tasks$|^tasks_*old$/i];
/** Copies that stay for good: they count only where nothing else is left. */
const backupNames = /^_*(?:backup|bak|orig|original)_*tasks$|^tasks_*(?:backup|bak|orig|original)$/i;

export function findTaskTables(database: Libsql.Database): EarlierTables {
  const tables = database.prepare("select name from sqlite_master where type = 'table' order by name").all() as { name: string }[];
  const names = tables.map(({ name }) => name);
  const read = (pattern: RegExp): EarlierTable[] => names.filter((name) => pattern.test(name)).map((name) => readTable(database, name)).filter(({ known }) => known.has("id") && known.has("title"));
  const living = [/^tasks$/i, ...copyNames].flatMap(read);
  const all = living.some(({ name }) => hasRows(database, name)) ? living : [...living, ...read(backupNames)];
  return { main: all[0], leftovers: all.slice(1), dependencies: findDependencyTables(database, names.filter((name) => !all.some((table) => table.name === name))) };
}

function hasRows(database: Libsql.Database, table: string): boolean {
  return database.prepare(`select 1 from ${quoteName(table)} limit 1`).all().length > 0;
}

function readTable(database: Libsql.Database, name: string): EarlierTable {
  const columns = columnsOf(database, name);
  const naming = namingColumnsOf(database, name);
  const known = new Map<TaskColumn, string>();
  for (const meaning of Object.keys(taskColumns) as TaskColumn[]) {
    const taken = new Set(known.values());
    const free = (meaning === "dependencies" || meaning === "dependents" ? naming : columns).filter((column) => !taken.has(column));
    const column = findColumn(free, taskColumns[meaning]);
    if (column !== undefined) known.set(meaning, column);
  }
  return { name, columns, known, otherNames: columns.filter((column) => column !== known.get("id") && otherNames.includes(bareName(column))) };
}

/** The first of the names that a column has, in the order of the names. */
function findColumn(columns: readonly string[], names: readonly string[]): string | undefined {
  for (const name of names) {
    const column = columns.find((written) => bareName(written) === name);
    if (column !== undefined) return column;
  }
  return undefined;
}
