// Takes over the tasks of an earlier program: its tables are set aside whole, every row is copied into ours.

import type Libsql from "libsql";
import { AssayError } from "../../model/errors.ts";
import { migrations } from "../migrations/migrations.ts";
import { type EarlierTable, type EarlierTables, findTaskTables, quoteName, type TaskColumn } from "./find-tables.ts";
import { readIds, readPriority, readStatus, readTime } from "./read-values.ts";

/** What was moved; names are those that the tables have now. */
export interface SetAside {
  readonly tables: EarlierTables;
  readonly renamed: ReadonlyMap<string, string>;
}

const asidePrefix = "before_assay_";

/** Renames the earlier tables, and what else has a name of ours, so that the migrations find their names free. */
export function setAside(database: Libsql.Database): SetAside {
  const before = findTaskTables(database);
  const ours = namesOfSchema();
  const entries = database.prepare("select type, name, sql from sqlite_master").all() as { type: string; name: string; sql: string | null }[];
  for (const { type, name, sql } of entries) {
    if (sql !== null && type !== "table" && ours.has(name.toLowerCase())) database.exec(`drop ${type} ${quoteName(name)}`);
  }
  const taken = new Set(entries.map(({ name }) => name.toLowerCase()));
  const renamed = new Map<string, string>();
  const leftovers = new Set(before.leftovers.map(({ name }) => name));
  for (const { type, name } of entries) {
    if (type !== "table" || !(ours.has(name.toLowerCase()) || leftovers.has(name))) continue;
    let free = asidePrefix + name;
    while (taken.has(free.toLowerCase())) free += "_";
    taken.add(free.toLowerCase());
    database.exec(`alter table ${quoteName(name)} rename to ${quoteName(free)}`);
    renamed.set(name, free);
  }
  return { tables: before, renamed };
}

function namesOfSchema(): ReadonlySet<string> {
  const names = migrations.flatMap(({ sql }) => [...sql.matchAll(/create (?:unique |virtual )?(?:table|index|trigger) (\w+)/g)].map((match) => match[1]!));
  return new Set(["assay_migrations", ...names]);
}

/** Copies every row. Throws where one would be lost, so that the transaction around it undoes everything. */
export function copyTasks(database: Libsql.Database, { tables, renamed }: SetAside, openedAt: string): void {
  const main = tables.main!;
  const sources = [main, ...tables.leftovers];
  addExtraColumns(database, sources);
  const ids = new Map<string, string>();
  const links: (readonly [task: string, dependsOn: string])[] = [];
  let rows = 0;
  for (const table of sources) {
    const isMain = table === main;
    for (const row of readRows(database, renamed.get(table.name) ?? table.name)) {
      const written = idOf(row, table);
      // A leftover repeats rows of the table that it was to become.
      if (!isMain && written !== undefined && ids.has(written)) continue;
      const id = freeId(written, ids);
      ids.set(id, id);
      copyRow(database, { id, row, table, openedAt });
      links.push(...dependenciesOf(row, table).map((target) => [id, target] as const));
      rows++;
    }
  }
  for (const { name, task, dependsOn } of tables.dependencies) {
    for (const row of readRows(database, renamed.get(name) ?? name)) links.push([String(row[task]), String(row[dependsOn])]);
  }
  const kept = linkTasks(database, links, ids);
  checkCopy(database, rows);
  const data = { tasks: rows, dependencies: kept.length, dependenciesLeftOut: links.filter(([from, to]) => from === to || !ids.has(from) || !ids.has(to)).slice(0, 100), setAside: [...renamed.values()].sort() };
  database.prepare("insert into events (type, subject_id, at, data) values ('store.adopted', 'store', ?, ?)").run([openedAt, JSON.stringify(data)]);
}

type Row = Readonly<Record<string, unknown>>;

/** Whole numbers come as bigint, so that none is rounded; the driver takes back bytes only as a buffer. */
function readRows(database: Libsql.Database, table: string): Row[] {
  const rows = database.prepare(`select * from ${quoteName(table)}`).safeIntegers(true).all() as Row[];
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value instanceof ArrayBuffer ? Buffer.from(value) : value])));
}

function valueOf(row: Row, table: EarlierTable, meaning: TaskColumn): unknown {
  const column = table.known.get(meaning);
  return column === undefined ? undefined : row[column];
}

function idOf(row: Row, table: EarlierTable): string | undefined {
  const value = valueOf(row, table, "id");
  return value === null || value === undefined || value === "" ? undefined : String(value);
}

/** Tables without a key can repeat an id or lack one; their rows are kept all the same. */
function freeId(written: string | undefined, taken: ReadonlyMap<string, string>): string {
  const base = written ?? "unnamed";
  if (written !== undefined && !taken.has(base)) return base;
  for (let number = written === undefined ? 1 : 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

/** Columns that ours do not know are kept under their own names, whatever they hold. */
function addExtraColumns(database: Libsql.Database, sources: readonly EarlierTable[]): void {
  for (const table of sources) {
    for (const column of extraColumns(table)) {
      const existing = database.prepare("select lower(name) as name from pragma_table_info('tasks')").all() as { name: string }[];
      if (!existing.some(({ name }) => name === column.toLowerCase())) database.exec(`alter table tasks add column ${quoteName(column)}`);
    }
  }
}

function extraColumns(table: EarlierTable): string[] {
  const known = new Set([...table.known].filter(([meaning]) => meaning !== "dependencies").map(([, column]) => column));
  return table.columns.filter((column) => !known.has(column) && !ownColumns.has(column.toLowerCase()));
}

/** Columns of our table; an earlier one of the same name and another meaning stays in the table that was set aside. */
const ownColumns: ReadonlySet<string> = new Set([...migrations[0]!.sql.split("create index")[0]!.matchAll(/^ {2}(\w+) /gm)].map((match) => match[1]!));

interface Copy {
  readonly id: string;
  readonly row: Row;
  readonly table: EarlierTable;
  readonly openedAt: string;
}

function copyRow(database: Libsql.Database, { id, row, table, openedAt }: Copy): void {
  const read = (meaning: TaskColumn): unknown => valueOf(row, table, meaning);
  const text = (meaning: TaskColumn): string | null => (read(meaning) === null || read(meaning) === undefined ? null : String(read(meaning)));
  const status = readStatus(read("status"));
  const createdAt = readTime(read("createdAt")) ?? readTime(read("updatedAt")) ?? openedAt;
  const score = Number(text("qualityScore") ?? Number.NaN);
  const values: Record<string, unknown> = {
    id,
    title: text("title") ?? "",
    description: text("description") ?? "",
    status,
    priority: read("priority") === undefined || read("priority") === null ? 2 : readPriority(read("priority")),
    created_at: createdAt,
    updated_at: readTime(read("updatedAt")) ?? createdAt,
    started_at: readTime(read("startedAt")) ?? null,
    completed_at: status === "done" ? (readTime(read("completedAt")) ?? readTime(read("updatedAt")) ?? createdAt) : (readTime(read("completedAt")) ?? null),
    execution_environment: text("executionEnvironment"),
    code_language: text("codeLanguage"),
    quality_score: Number.isFinite(score) ? score : null,
    execution_status: text("executionStatus"),
    execution_log: text("executionLog"),
    original_status: text("status") === status ? null : text("status"),
    original_priority: text("priority"),
    repository: text("repository"),
    branch: text("branch"),
    commit_hash: text("commitHash"),
  };
  for (const column of extraColumns(table)) values[column] = row[column];
  const columns = Object.keys(values);
  // assay-ignore-next-line javascript/sql-injection: names of columns cannot be parameters and are quoted; the values are parameters
  database.prepare(`insert into tasks (${columns.map(quoteName).join(", ")}) values (${columns.map(() => "?").join(", ")})`).run(Object.values(values));
}

function dependenciesOf(row: Row, table: EarlierTable): string[] {
  return readIds(valueOf(row, table, "dependencies"));
}

/** Circles are kept, as they were; a task that waits for itself or for none that exists cannot be. */
function linkTasks(database: Libsql.Database, links: readonly (readonly [string, string])[], ids: ReadonlyMap<string, string>): (readonly [string, string])[] {
  const insert = database.prepare("insert or ignore into task_dependencies (task_id, depends_on_id) values (?, ?)");
  const kept = links.filter(([from, to]) => from !== to && ids.has(from) && ids.has(to));
  for (const [from, to] of kept) insert.run([from, to]);
  return kept;
}

function checkCopy(database: Libsql.Database, rows: number): void {
  const { count } = database.prepare("select count(*) as count from tasks").get() as { count: number };
  if (count === rows) return;
  throw new AssayError({ code: "store-damaged", message: `Of ${rows} earlier tasks only ${count} could be taken over. The file was left as it is.`, nextStep: "Please report this with the schema of the file." });
}
