// Opens the store's file: looked at first, made or brought up to date, then held by one connection.

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CamelCasePlugin, Kysely } from "kysely";
import Libsql from "libsql";
import { AssayError } from "../model/errors.ts";
import { inspectFile } from "./inspect-file.ts";
import { makeMemory } from "./memory.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./schema.ts";
import { LibsqlDialect } from "./sqlite-dialect.ts";
import { type OpenedToRead, openToRead } from "./open-to-read.ts";
import { describeOpeningFailure } from "./store-failure.ts";

/** How long a statement waits for another process. */
const busyTimeoutMs = 10_000;

/** What every operation on the store works with. */
export interface StoreConnection {
  readonly path: string;
  readonly isReadOnly: boolean;
  readonly database: Kysely<Tables>;
  /** For what the query layer cannot say: pragmas, checks, vacuum. */
  readonly raw: Libsql.Database;
  readonly now: () => Date;
  readonly newId: (prefix: string) => string;
  /** The answer that was computed for this key, unless anything in the store was changed since, by whomever. */
  readonly remember: <Answer>(key: string, compute: () => Promise<Answer>) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface OpenRequest {
  /** Absolute. */
  readonly path: string;
  readonly isReadOnly?: boolean | undefined;
  readonly now?: () => Date;
  /** Hears of each statement, for tests. */
  readonly onQuery?: (sql: string) => void;
}

/** Throws typed errors (`store-…`); a file that is refused stays as it was. */
export async function openDatabase({ path, isReadOnly: wantsReadOnly, now = () => new Date(), onQuery }: OpenRequest): Promise<StoreConnection> {
  const state = inspectFile(path);
  const isReadOnly = state.isReadOnly || wantsReadOnly === true;
  const isCurrent = state.kind === "ours" && state.version > 0;
  if (isReadOnly && !isCurrent) throw cannotChange(path, state.kind);
  try {
    if (!isReadOnly) makeFolder(dirname(path));
    const { database: raw, close: closeFile } = isReadOnly ? openToRead(path) : openToWrite(path);
    try {
      if (isReadOnly) raw.exec("pragma query_only = on");
      else prepareForWriting(raw, path, state, now());
    } catch (error) {
      closeFile();
      throw error;
    }
    const database = new Kysely<Tables>({ dialect: new LibsqlDialect(raw, onQuery), plugins: [new CamelCasePlugin()] });
    const close = async (): Promise<void> => {
      await database.destroy();
      closeFile();
    };
    return { path, isReadOnly, database, raw, now, newId, remember: makeMemory(raw), close };
  } catch (error) {
    throw describeOpeningFailure(error, path);
  }
}

function openToWrite(path: string): OpenedToRead {
  const database = new Libsql(path, { timeout: busyTimeoutMs });
  return { database, close: () => database.close() };
}

function prepareForWriting(raw: Libsql.Database, path: string, state: ReturnType<typeof inspectFile>, now: Date): void {
  raw.exec(`pragma busy_timeout = ${busyTimeoutMs}`);
  raw.exec("pragma foreign_keys = on");
  // An answer means that the change survives a crash of the machine too, not only of this process.
  raw.exec("pragma synchronous = full");
  migrate(raw, path, state, now);
  raw.pragma("journal_mode = wal");
  raw.exec("pragma journal_size_limit = 67108864");
}

/** The store's own folder keeps itself out of the repository. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (basename(folder) === ".assay" && !existsSync(join(folder, ".gitignore"))) writeFileSync(join(folder, ".gitignore"), "*\n");
}

function cannotChange(path: string, kind: string): AssayError {
  const what = kind === "new" ? "cannot be made" : "is of an earlier version and cannot be brought up to date";
  return new AssayError({ code: "store-read-only", message: `The store ${path} ${what}: it can only be read. It was left as it is.`, nextStep: "Make the file and its folder writable, or copy it and name the copy with --store." });
}

const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const idUnits = 12;

/** 60 random bits in letters that are hard to confuse. */
function newId(prefix: string): string {
  return `${prefix}_${[...randomBytes(idUnits)].map((byte) => idAlphabet[byte & 31]).join("")}`;
}
