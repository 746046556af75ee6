// Lets the query layer speak to libsql: one connection, statements prepared once, transactions that write from the start.

import type LibsqlDatabase from "libsql";
import { CompiledQuery, type DatabaseConnection, type DatabaseIntrospector, type Dialect, type DialectAdapter, type Driver, type Kysely, type QueryCompiler, type QueryResult, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { prepareReadable } from "./readable-rows.ts";

/** Prepared statements that are kept; the verbs know fewer. */
const mostStatements = 200;

export class LibsqlDialect implements Dialect {
  readonly #database: LibsqlDatabase.Database;
  readonly #onQuery: ((sql: string) => void) | undefined;

  constructor(database: LibsqlDatabase.Database, onQuery?: (sql: string) => void) {
    this.#database = database;
    this.#onQuery = onQuery;
  }

  createDriver(): Driver {
    return new LibsqlDriver(new LibsqlConnection(this.#database, this.#onQuery));
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
}

/** The caller runs one operation after the other, so the one connection needs no lock. */
class LibsqlDriver implements Driver {
  readonly #connection: LibsqlConnection;

  constructor(connection: LibsqlConnection) {
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  /** Takes the write lock at once: a transaction that reads first and writes later could not wait for another process. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A full disk makes SQLite roll back by itself.
    if (this.#connection.isInTransaction) await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

class LibsqlConnection implements DatabaseConnection {
  readonly #database: LibsqlDatabase.Database;
  readonly #onQuery: ((sql: string) => void) | undefined;
  readonly #executions = new Map<string, Execution>();

  constructor(database: LibsqlDatabase.Database, onQuery: ((sql: string) => void) | undefined) {
    this.#database = database;
    this.#onQuery = onQuery;
  }

  get isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    this.#onQuery?.(sql);
    return this.#prepare(sql)(parameters) as QueryResult<Row>;
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("Rows are read by pages, not by streams");
  }

  #prepare(sql: string): Execution {
    const known = this.#executions.get(sql);
    if (known !== undefined) return known;
    if (this.#executions.size >= mostStatements) this.#executions.clear();
    const execution = prepareExecution(this.#database, sql);
    this.#executions.set(sql, execution);
    return execution;
  }
}

type Execution = (parameters: readonly unknown[]) => QueryResult<unknown>;

function prepareExecution(database: LibsqlDatabase.Database, sql: string): Execution {
  if (/^\s*(?:select|with)\b/i.test(sql)) {
    const { rowsOf } = prepareReadable(database, sql);
    return (parameters) => ({ rows: rowsOf(parameters) });
  }
  const statement = database.prepare(sql);
  // What a change returns was written by it.
  if (statement.reader) return (parameters) => ({ rows: statement.all([...parameters]) });
  return (parameters) => {
    const { changes, lastInsertRowid } = statement.run([...parameters]);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  };
}
