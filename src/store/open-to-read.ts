// Opens a database file to read it, and truly so: not a byte of it, of its log or of its journal is changed.

import Libsql from "libsql";
import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const waitMs = 5_000;

export interface OpenedToRead {
  readonly database: Libsql.Database;
  readonly close: () => void;
}

export function openToRead(path: string): OpenedToRead {
  // A change that was interrupted is taken back at the first reading. That is done to a copy; the file itself has it done once it is opened to write.
  return sizeOf(`${path}-journal`) > 0 ? openCopy(path) : openFile(path);
}

function openCopy(path: string): OpenedToRead {
  const folder = mkdtempSync(join(tmpdir(), "assay-inspect-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, "copy.db");
    copyFileSync(path, copy);
    copyFileSync(`${path}-journal`, `${copy}-journal`);
    const database = new Libsql(copy, { timeout: waitMs });
    return { database, close: () => (database.close(), remove()) };
  } catch (error) {
    remove();
    throw error;
  }
}

function openFile(path: string): OpenedToRead {
  const read = (how: string): Libsql.Database => {
    // The driver has no option for it, and SQLite takes it from the name.
    const database = new Libsql(`file:${encodeURI(path).replaceAll("?", "%3f").replaceAll("#", "%23")}?${how}`, { timeout: waitMs });
    try {
      database.prepare("select 1 from sqlite_master limit 1").all();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  };
  let database: Libsql.Database;
  try {
    database = read("mode=ro");
  } catch (error) {
    // Beside a file in WAL mode its index is made anew; where the folder cannot be written and the log is empty, none is needed.
    if (sizeOf(`${path}-wal`) > 0 || !(error instanceof Error && "code" in error && /^SQLITE_(?:CANTOPEN|READONLY)/.test(String(error.code)))) throw error;
    database = read("immutable=1");
  }
  return { database, close: () => database.close() };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
