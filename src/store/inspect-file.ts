// Looks at a database file without changing a byte of it: whose it is, which version, whether it is sound.

import type Libsql from "libsql";
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { AssayError } from "../model/errors.ts";
import { findTaskTables } from "./earlier/find-tables.ts";
import { migrations, schemaVersion } from "./migrations/migrations.ts";
import { openToRead } from "./open-to-read.ts";
import { prepareReadable } from "./readable-rows.ts";
import { describeOpeningFailure } from "./store-failure.ts";

export interface FileState {
  /** `new`: nothing is there. `earlier`: tasks of an earlier program. `ours`: a store, perhaps of an older version. */
  readonly kind: "new" | "earlier" | "ours";
  /** Migrations that were applied. */
  readonly version: number;
  readonly isReadOnly: boolean;
}

/** Throws `store-newer`, `store-damaged`, `store-unreadable` for a file that this version must leave alone. */
export function inspectFile(path: string): FileState {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined || facts.size === 0) return { kind: "new", version: 0, isReadOnly: facts !== undefined && !isWritable(path, facts.mode) };
  if (!facts.isFile()) throw unreadable(path, "it is no file");
  const isReadOnly = !isWritable(path, facts.mode);
  let opened: ReturnType<typeof openToRead> | undefined;
  try {
    opened = openToRead(path);
    return { ...classify(opened.database, path), isReadOnly };
  } catch (error) {
    throw describeOpeningFailure(error, path);
  } finally {
    opened?.close();
  }
}

/** The superuser may write everything; a file that nobody may write is meant to stay as it is. */
function isWritable(path: string, mode: number): boolean {
  if ((mode & 0o222) === 0) return false;
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function classify(database: Libsql.Database, path: string): Omit<FileState, "isReadOnly"> {
  const tables = listTables(database);
  if (tables.length === 0) return { kind: "new", version: 0 };
  const version = checkMigrations(database, path);
  if (version === 0) {
    checkSoundness(database, path);
    if (findTaskTables(database).main === undefined) throw unreadable(path, "it belongs to another program: it has no table `tasks` with an id and a title");
    return { kind: "earlier", version: 0 };
  }
  if (version < schemaVersion) checkSoundness(database, path);
  return { kind: "ours", version };
}

export function listTables(database: Libsql.Database): string[] {
  const { rowsOf } = prepareReadable(database, "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name");
  return rowsOf([]).map(({ name }) => String(name));
}

/** The version, 0 where there is none yet; refuses what is newer, and what is not what its number says. */
export function checkMigrations(database: Libsql.Database, path: string): number {
  if (!listTables(database).includes("assay_migrations")) return 0;
  const applied = prepareReadable(database, "select id, checksum from assay_migrations order by id").rowsOf([]).map(({ id, checksum }) => ({ id: Number(id), checksum: String(checksum) }));
  const latest = applied.at(-1)?.id ?? 0;
  if (latest > schemaVersion) {
    throw new AssayError({
      code: "store-newer",
      message: `The store ${path} is of a newer version (schema ${latest}; this one knows ${schemaVersion}). It was left as it is.`,
      nextStep: "Use the newer Assay, or name another file with --store.",
    });
  }
  const strange = applied.find(({ id, checksum }, index) => id !== index + 1 || checksum !== migrations[index]!.checksum);
  if (strange === undefined) return latest;
  throw new AssayError({
    code: "store-damaged",
    message: `The store ${path} was changed by something else: its migration ${strange.id} is not the one that Assay made. It was left as it is.`,
    nextStep: "Use the Assay that made it, `assay db export` there and `assay db import` here.",
  });
}

/** Rows that break a rule of their own table are no damage: the rule came later, or was not held. */
const brokenRules = /^(?:NULL value in|CHECK constraint failed in|(?:TEXT|NUMERIC|INT|REAL|BLOB|non-\w+) value in)/;
const mostProblems = 100;

/** What SQLite finds wrong in a file; `quick` leaves out whether indexes agree with their tables. */
export function findDamage(database: Libsql.Database, depth: "quick" | "whole"): string[] {
  // A check may call what is unknown here.
  database.exec("pragma ignore_check_constraints = on");
  try {
    const rows = database.prepare(`pragma ${depth === "quick" ? "quick_check" : "integrity_check"}(${mostProblems})`).raw(true).all() as [string][];
    return rows.map(([line]) => line).filter((line) => line !== "ok" && !brokenRules.test(line));
  } finally {
    database.exec("pragma ignore_check_constraints = off");
  }
}

function checkSoundness(database: Libsql.Database, path: string): void {
  const problems = findDamage(database, "quick").slice(0, 5);
  if (problems.length === 0) return;
  throw new AssayError({
    code: "store-damaged",
    message: `The store ${path} is damaged: ${problems.join("; ")}. It was left as it is.`,
    nextStep: "Restore a backup, or save what can be read with `sqlite3 FILE .recover`.",
  });
}

function unreadable(path: string, reason: string): AssayError {
  return new AssayError({ code: "store-unreadable", message: `The store ${path} cannot be used: ${reason}. It was left as it is.`, nextStep: "Name another file with --store." });
}
