// Brings a database up to this version: a backup copy first, then everything in one transaction.

import type Libsql from "libsql";
import { existsSync } from "node:fs";
import { copyTasks, setAside } from "./earlier/adopt-tasks.ts";
import { checkMigrations, type FileState, listTables } from "./inspect-file.ts";
import { migrations } from "./migrations/migrations.ts";

/** Answers with the path of the backup copy where one was made. */
export function migrate(database: Libsql.Database, path: string, state: FileState, now: Date): string | undefined {
  if (state.version === migrations.length) return undefined;
  const backup = state.kind === "new" ? undefined : backUp(database, path, state, now);
  // Two processes may open the same file at once: the second finds everything done.
  database.exec("begin immediate");
  try {
    const isTaken = listTables(database).includes("assay_migrations");
    const earlier = !isTaken && state.kind === "earlier" ? setAside(database) : undefined;
    applyMigrations(database, isTaken ? checkMigrations(database, path) : 0, now);
    if (earlier !== undefined) copyTasks(database, earlier, now.toISOString());
    database.exec("commit");
  } catch (error) {
    if (database.inTransaction) database.exec("rollback");
    throw error;
  }
  return backup;
}

function applyMigrations(database: Libsql.Database, from: number, now: Date): void {
  database.exec("create table if not exists assay_migrations (id integer primary key, name text not null, checksum text not null, applied_at text not null)");
  for (const { id, name, sql, checksum } of migrations.slice(from)) {
    database.exec(sql);
    database.prepare("insert into assay_migrations (id, name, checksum, applied_at) values (?, ?, ?, ?)").run([id, name, checksum, now.toISOString()]);
  }
}

/** `assay.db.backup-0-20261128T145500Z`: the version that it holds, and when it was made. */
function backUp(database: Libsql.Database, path: string, { version }: FileState, now: Date): string {
  const base = `${path}.backup-${version}-${now.toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  let target = base;
  for (let number = 2; existsSync(target); number++) target = `${base}-${number}`;
  database.prepare("vacuum into ?").run([target]);
  return target;
}
