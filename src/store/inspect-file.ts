// Looks at a database file without changing a byte of it: whose it is, which version, whether it is sound.

import Libsql from "libsql";
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { AssayError } from "../model/errors.ts";
import { findTaskTables } from "./earlier/find-tables.ts";
import { migrations, schemaVersion } from "./migrations/migrations.ts";
import { describeStoreFailure } from "./store-failure.ts";

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
  let database: Libsql.Database | undefined;
  try {
    database = new Libsql(path, { readonly: true, timeout: 5_000 });
    return { ...classify(database, path), isReadOnly };
  } catch (error) {
    throw describeStoreFailure(error, path);
  } finally {
    database?.close();
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
  if (!tables.includes("assay_migrations")) {
    checkSoundness(database, path);
    if (findTaskTables(database).main === undefined) throw unreadable(path, "it belongs to another program: it has no table `tasks` with an id and a title");
    return { kind: "earlier", version: 0 };
  }
  const version = checkMigrations(database, path);
  if (version < schemaVersion) checkSoundness(database, path);
  return { kind: "ours", version };
}

export function listTables(database: Libsql.Database): string[] {
  const rows = database.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name").all() as { name: string }[];
  return rows.map(({ name }) => name);
}

/** The version; refuses what is newer, and what is not what its number says. */
export function checkMigrations(database: Libsql.Database, path: string): number {
  const applied = database.prepare("select id, checksum from assay_migrations order by id").all() as { id: number; checksum: string }[];
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

function checkSoundness(database: Libsql.Database, path: string): void {
  const rows = database.prepare("pragma quick_check(5)").all() as { quick_check: string }[];
  const problems = rows.map((row) => row.quick_check).filter((line) => line !== "ok");
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
