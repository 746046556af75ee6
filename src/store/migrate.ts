// Brings a database up to this version: a backup copy first, then everything in one transaction.

import type Libsql from "libsql";
import { existsSync, rmSync } from "node:fs";
import { AssayError } from "../model/errors.ts";
import { copyTasks, setAside } from "./earlier/adopt-tasks.ts";
import { checkMigrations, type FileState, findDamage } from "./inspect-file.ts";
import { migrations } from "./migrations/migrations.ts";

/** Answers with the path of the backup copy where one was made. A change that cannot be made leaves neither itself nor a copy. */
export function migrate(database: Libsql.Database, path: string, state: FileState, now: Date): string | undefined {
  if (state.version === migrations.length) return undefined;
  const backup = state.kind === "new" ? undefined : nameBackup(path, state, now);
  try {
    if (backup !== undefined) database.prepare("vacuum into ?").run([backup]);
    // Two processes may open the same file at once: the second finds everything done.
    database.exec("begin immediate");
    const version = checkMigrations(database, path);
    const earlier = version === 0 && state.kind === "earlier" ? setAside(database) : undefined;
    applyMigrations(database, version, now);
    if (earlier !== undefined) {
      mendIndexes(database, path);
      copyTasks(database, earlier, now.toISOString());
    }
    database.exec("commit");
  } catch (error) {
    takeBack(database);
    if (backup !== undefined) for (const part of [backup, `${backup}-journal`]) rmSync(part, { force: true });
    throw error;
  }
  return backup;
}

/** After a full disk SQLite leaves its journal to whoever reads next: that is done here, so that the file is as it was. */
function takeBack(database: Libsql.Database): void {
  if (database.inTransaction) database.exec("rollback");
  try {
    database.prepare("select 1 from sqlite_master limit 1").all();
  } catch {
    // What went wrong is told by the error that led here; the journal waits for the next opening.
  }
}

/** An index of the earlier program that lost touch with its table is made anew; the table itself was found sound. */
function mendIndexes(database: Libsql.Database, path: string): void {
  if (!findDamage(database, "whole").some((line) => /\bindex\b/.test(line))) return;
  try {
    database.exec("reindex");
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new AssayError({ code: "store-damaged", message: `The store ${path} is damaged: an index does not agree with its table and cannot be made anew (${cause}). It was left as it is.`, nextStep: "Restore a backup, or drop that index." });
  }
}

function applyMigrations(database: Libsql.Database, from: number, now: Date): void {
  database.exec("create table if not exists assay_migrations (id integer primary key, name text not null, checksum text not null, applied_at text not null)");
  for (const { id, name, sql, checksum } of migrations.slice(from)) {
    database.exec(sql);
    database.prepare("insert into assay_migrations (id, name, checksum, applied_at) values (?, ?, ?, ?)").run([id, name, checksum, now.toISOString()]);
  }
}

/** `assay.db.backup-0-20261128T145500Z`: the version that it holds, and when it was made. */
function nameBackup(path: string, { version }: FileState, now: Date): string {
  const base = `${path}.backup-${version}-${now.toISOString().replaceAll(/[-:]|\.\d+/g, "")}`;
  let target = base;
  for (let number = 2; existsSync(target); number++) target = `${base}-${number}`;
  return target;
}
