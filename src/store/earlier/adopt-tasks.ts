// Takes over the tasks of an earlier program: its tables are set aside whole, every row is copied into ours.

import type Libsql from "libsql";
import { AssayError } from "../../model/errors.ts";
import type { TaskStatus } from "../../model/task.ts";
import { migrations } from "../migrations/migrations.ts";
import { quoteName } from "./columns.ts";
import { type DependencyTable, readRelation } from "./find-dependencies.ts";
import { type EarlierTable, type EarlierTables, findTaskTables, interpreted, type TaskColumn } from "./find-tables.ts";
import { readIds, TaskNames, toId } from "./read-ids.ts";
import { readRows, type Row } from "./read-rows.ts";
import { readTime } from "./read-times.ts";
import { readFlag, readPriority, readStatus } from "./read-values.ts";

/** What was moved; names are those that the tables have now. */
export interface SetAside {
  readonly tables: EarlierTables;
  readonly renamed: ReadonlyMap<string, string>;
  /** Views, indexes and triggers whose names were needed. */
  readonly dropped: readonly string[];
}

const asidePrefix = "before_assay_";

/** Renames the earlier tables, and what else has a name of ours, so that the migrations find their names free. */
export function setAside(database: Libsql.Database): SetAside {
  const before = findTaskTables(database);
  const ours = namesOfSchema();
  const entries = database.prepare("select type, name, sql is not null as isMade from sqlite_master").all() as { type: string; name: string; isMade: number }[];
  const dropped = entries.filter(({ type, name, isMade }) => isMade === 1 && type !== "table" && ours.has(name.toLowerCase()));
  for (const { type, name } of dropped) database.exec(`drop ${type} ${quoteName(name)}`);
  const taken = new Set(entries.map(({ name }) => name.toLowerCase()));
  const renamed = new Map<string, string>();
  const copied = new Set([before.main!, ...before.leftovers].map(({ name }) => name));
  // Views and triggers are not looked into: broken ones would hold the change up, and the others speak of `tasks` as before.
  database.exec("pragma legacy_alter_table = on");
  for (const { type, name } of entries) {
    if (type !== "table" || !(ours.has(name.toLowerCase()) || copied.has(name))) continue;
    let free = asidePrefix + name;
    while (taken.has(free.toLowerCase())) free += "_";
    taken.add(free.toLowerCase());
    database.exec(`alter table ${quoteName(name)} rename to ${quoteName(free)}`);
    renamed.set(name, free);
  }
  database.exec("pragma legacy_alter_table = off");
  return { tables: before, renamed, dropped: dropped.map(({ name }) => name).sort() };
}

function namesOfSchema(): ReadonlySet<string> {
  const names = migrations.flatMap(({ sql }) => [...sql.matchAll(/create (?:unique |virtual )?(?:table|index|trigger) (\w+)/g)].map((match) => match[1]!));
  return new Set(["assay_migrations", ...names]);
}

/** Copies every row. Throws where one would be lost, so that the transaction around it undoes everything. */
export function copyTasks(database: Libsql.Database, { tables, renamed, dropped }: SetAside, openedAt: string): void {
  const sources = [tables.main!, ...tables.leftovers];
  addExtraColumns(database, sources);
  const names = new TaskNames();
  const copies = sources.flatMap((table) => nameRows(readRows(database, renamed.get(table.name) ?? table.name, table.columns), table, names));
  const inserts = new Map(sources.map((table) => [table, prepareInsert(database, table)]));
  for (const [index, copy] of copies.entries()) {
    // Where no time is known the order of the rows is kept.
    const unknownTime = new Date(Date.parse(openedAt) - copies.length + index).toISOString();
    inserts.get(copy.table)!.run(Object.values(valuesOf(copy, unknownTime)));
  }
  const links = [...copies.flatMap((copy) => linksOf(copy, names)), ...tables.dependencies.flatMap((table) => linksIn(database, table, renamed))];
  const kept = linkTasks(database, links, names);
  checkCopy(database, copies.length);
  const leftOut = links.filter(([from, to]) => !kept.has(linkKey(names, from, to)));
  const data = { tasks: copies.length, dependencies: kept.size, dependenciesLeftOut: leftOut.slice(0, mostNamed), setAside: [...renamed.values()].sort(), ...(dropped.length === 0 ? {} : { dropped }) };
  database.prepare("insert into events (type, subject_id, at, data) values ('store.adopted', 'store', ?, ?)").run([openedAt, JSON.stringify(data)]);
}

/** Dependencies left out that the event names. */
const mostNamed = 100;

/** A row with the id that it is to have. */
interface Copy {
  readonly id: string;
  readonly row: Row;
  readonly table: EarlierTable;
}

/** The task that waits, and the one that it waits for, as they were written. */
type Link = readonly [task: string, dependsOn: string];

function nameRows(rows: readonly Row[], table: EarlierTable, names: TaskNames): Copy[] {
  const earlier = new Set(rows.map((row) => toId(valueOf(row, table, "id"))).filter((id) => id !== undefined && names.has(id)));
  return rows.flatMap((row) => {
    const written = toId(valueOf(row, table, "id"));
    // A leftover repeats rows of the table that it was to become.
    if (written !== undefined && earlier.has(written)) return [];
    const id = freeId(written, names);
    names.add(id, table.otherNames.flatMap((column) => toId(row[column]) ?? []));
    return [{ id, row, table }];
  });
}

function linksOf({ id, row, table }: Copy, names: TaskNames): Link[] {
  const awaited = readIds(valueOf(row, table, "dependencies"), names).map((other) => [id, other] as const);
  const dependents = valueOf(row, table, "dependents");
  // A number there is more often a count or a yes than an id.
  const waiting = (typeof dependents === "string" ? readIds(dependents, names) : []).map((other) => [other, id] as const);
  return [...awaited, ...waiting];
}

function linksIn(database: Libsql.Database, table: DependencyTable, renamed: ReadonlyMap<string, string>): Link[] {
  const { name, task, dependsOn, relation } = table;
  return readRows(database, renamed.get(name) ?? name, [task, dependsOn, ...(relation === undefined ? [] : [relation])]).flatMap((row) => {
    const read = readRelation(table, relation === undefined ? undefined : row[relation]);
    const link: Link = [toId(row[task]) ?? "", toId(row[dependsOn]) ?? ""];
    if (read === undefined) return [];
    return [read.isTurned ? [link[1], link[0]] : link];
  });
}

function valueOf(row: Row, table: EarlierTable, meaning: TaskColumn): unknown {
  const column = table.known.get(meaning);
  return column === undefined ? undefined : row[column];
}

/** Tables without a key can repeat an id or lack one; their rows are kept all the same. */
function freeId(written: string | undefined, names: TaskNames): string {
  const base = written ?? "unnamed";
  if (written !== undefined && !names.has(base)) return base;
  for (let number = written === undefined ? 1 : 2; ; number++) if (!names.has(`${base}-${number}`)) return `${base}-${number}`;
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
  const known = new Set([...table.known].filter(([meaning]) => !interpreted.has(meaning)).map(([, column]) => column));
  return table.columns.filter((column) => !known.has(column) && !ownColumns.has(column.toLowerCase()));
}

/** Columns of our table; an earlier one of the same name and another meaning stays in the table that was set aside. */
const ownColumns: ReadonlySet<string> = new Set([...migrations[0]!.sql.split("create index")[0]!.matchAll(/^ {2}(\w+) /gm)].map((match) => match[1]!));

function prepareInsert(database: Libsql.Database, table: EarlierTable): Libsql.Statement {
  const columns = Object.keys(valuesOf({ id: "", row: {}, table }, ""));
  return database.prepare(`insert into tasks (${columns.map(quoteName).join(", ")}) values (${columns.map(() => "?").join(", ")})`);
}

/** The row by our columns, in an order that is the same for every row of a table. */
function valuesOf({ id, row, table }: Copy, unknownTime: string): Record<string, unknown> {
  const read = (meaning: TaskColumn): unknown => valueOf(row, table, meaning);
  const text = (meaning: TaskColumn): string | null => (read(meaning) === null || read(meaning) === undefined ? null : String(read(meaning)));
  const status = statusOf(read);
  const createdAt = readTime(read("createdAt")) ?? readTime(read("updatedAt")) ?? unknownTime;
  const completedAt = readTime(read("completedAt")) ?? readTime(read("isDone"));
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
    completed_at: completedAt ?? (status === "done" ? (readTime(read("updatedAt")) ?? createdAt) : null),
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
  return values;
}

/** A word that says something goes before a tick; what was thrown away or put away unfinished is not open. */
function statusOf(read: (meaning: TaskColumn) => unknown): TaskStatus {
  const isDone = readFlag(read("isDone")) ?? (read("status") === undefined && readTime(read("completedAt")) !== undefined);
  const status = readStatus(read("status")) ?? (isDone ? "done" : "open");
  return status !== "done" && readFlag(read("isRemoved")) === true ? "cancelled" : status;
}

/** Circles are kept, as they were; a task that waits for itself or for none that exists cannot be. Answers with what was kept. */
function linkTasks(database: Libsql.Database, links: readonly Link[], names: TaskNames): Set<string> {
  const insert = database.prepare("insert or ignore into task_dependencies (task_id, depends_on_id) values (?, ?)");
  const kept = new Set<string>();
  for (const [from, to] of links) {
    const [task, dependsOn] = [names.find(from), names.find(to)];
    if (task === undefined || dependsOn === undefined || task === dependsOn) continue;
    insert.run([task, dependsOn]);
    kept.add(linkKey(names, from, to));
  }
  return kept;
}

function linkKey(names: TaskNames, from: string, to: string): string {
  return JSON.stringify([names.find(from), names.find(to)]);
}

function checkCopy(database: Libsql.Database, rows: number): void {
  const { count } = database.prepare("select count(*) as count from tasks").get() as { count: number };
  if (count === rows) return;
  throw new AssayError({ code: "store-damaged", message: `Of ${rows} earlier tasks only ${count} could be taken over. The file was left as it is.`, nextStep: "Please report this with the schema of the file." });
}
