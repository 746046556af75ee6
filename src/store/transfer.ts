// Writes the whole store as lines of JSON and reads them back: the way between versions, databases and machines.

import type { StoreConnection } from "./open-database.ts";
import { AssayError } from "../model/errors.ts";
import { listTables } from "./inspect-file.ts";
import { prepareReadable } from "./readable-rows.ts";
import { schemaVersion } from "./migrations/migrations.ts";

/** All tables of ours, parents before children, so that every line of an export finds what it refers to. */
export const ownTables = ["policies", "tasks", "task_dependencies", "task_commits", "executions", "execution_texts", "analyses", "analysis_files", "findings", "events"] as const;

const rowsAtOnce = 500;

/** A piece of the export: `next` is where the following one starts, absent at the end. */
export interface ExportPiece {
  readonly lines: readonly string[];
  readonly next?: { readonly table: number; readonly offset: number };
}

export async function exportPiece({ raw }: StoreConnection, from: { readonly table: number; readonly offset: number }): Promise<ExportPiece> {
  const table = ownTables[from.table]!;
  const key = keyOf(raw, table);
  const { statement, rowsOf } = prepareReadable(raw, `select * from ${table} order by ${key} limit ? offset ?`);
  statement.safeIntegers(true);
  const rows = rowsOf([rowsAtOnce, from.offset]);
  const head = from.table === 0 && from.offset === 0 ? [JSON.stringify({ assayStore: 1, schemaVersion })] : [];
  const lines = [...head, ...rows.map((row) => JSON.stringify({ table, row: encode(row) }))];
  if (rows.length === rowsAtOnce) return { lines, next: { table: from.table, offset: from.offset + rowsAtOnce } };
  return { lines, ...(from.table + 1 < ownTables.length ? { next: { table: from.table + 1, offset: 0 } } : {}) };
}

function keyOf(raw: StoreConnection["raw"], table: string): string {
  const columns = raw.prepare("select name from pragma_table_info(?) where pk > 0 order by pk").all([table]) as { name: string }[];
  return columns.map(({ name }) => name).join(", ");
}

function encode(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, encodeValue(value)]));
}

/** JSON has neither bytes nor whole numbers beyond 2^53. */
function encodeValue(value: unknown): unknown {
  if (value instanceof ArrayBuffer || value instanceof Uint8Array) return { base64: Buffer.from(value as ArrayBuffer).toString("base64") };
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : { integer: String(value) };
  return value;
}

/** Adds every line in one transaction; rows that are there already stay as they are. Throws `usage` for a line that is none. */
export async function importLines({ raw }: StoreConnection, { lines }: { readonly lines: readonly string[] }): Promise<{ readonly added: number; readonly kept: number }> {
  const known = new Set(listTables(raw));
  let [added, kept] = [0, 0];
  raw.exec("begin immediate");
  try {
    for (const [index, line] of lines.entries()) {
      if (line.trim() === "") continue;
      const entry = readLine(line, index + 1);
      if (entry === undefined) continue;
      if (!known.has(entry.table) || !ownTables.some((name) => name === entry.table)) throw wrongLine(index + 1, `there is no table ${JSON.stringify(entry.table)}`);
      if (insertRow(raw, entry)) added++;
      else kept++;
    }
    raw.exec("insert or ignore into search_entries (subject, subject_id, title, body, at) select 'execution', e.id, e.title, substr(coalesce((select text from execution_texts t where t.execution_id = e.id and t.name = 'code'), ''), 1, 20000) || char(10) || coalesce(e.error_message, ''), e.started_at from executions e");
    raw.exec("commit");
  } catch (error) {
    if (raw.inTransaction) raw.exec("rollback");
    throw error;
  }
  return { added, kept };
}

interface Line {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

function readLine(line: string, number: number): Line | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrongLine(number, "it is no JSON");
  }
  if (typeof value !== "object" || value === null) throw wrongLine(number, "it is no object");
  if ("assayStore" in value) {
    const version = "schemaVersion" in value ? Number(value.schemaVersion) : 0;
    if (version > schemaVersion) throw new AssayError({ code: "store-newer", message: `The export is of a newer version (schema ${version}; this one knows ${schemaVersion}).`, nextStep: "Use the newer Assay." });
    return undefined;
  }
  if (!("table" in value) || typeof value.table !== "string" || !("row" in value) || typeof value.row !== "object" || value.row === null) throw wrongLine(number, "it has no table and row");
  // Proved by the line above.
  return value as Line;
}

function insertRow(raw: StoreConnection["raw"], { table, row }: Line): boolean {
  const columns = new Set((raw.prepare("select name from pragma_table_info(?)").all([table]) as { name: string }[]).map(({ name }) => name));
  for (const name of Object.keys(row)) {
    // What an earlier program kept beside its tasks goes along.
    if (!columns.has(name) && table === "tasks") raw.exec(`alter table tasks add column "${name.replaceAll('"', '""')}"`);
  }
  const names = Object.keys(row).filter((name) => columns.has(name) || table === "tasks");
  const sql = `insert or ignore into ${table} (${names.map((name) => `"${name.replaceAll('"', '""')}"`).join(", ")}) values (${names.map(() => "?").join(", ")})`;
  return raw.prepare(sql).run(names.map((name) => decode(row[name]))).changes > 0;
}

function decode(value: unknown): unknown {
  if (typeof value === "object" && value !== null && "integer" in value && /^-?\d{1,19}$/.test(String(value.integer))) return BigInt(String(value.integer));
  if (typeof value === "object" && value !== null && "base64" in value) return Buffer.from(String(value.base64), "base64");
  return typeof value === "object" && value !== null ? JSON.stringify(value) : typeof value === "boolean" ? Number(value) : value;
}

function wrongLine(number: number, reason: string): AssayError {
  return new AssayError({ code: "usage", message: `Line ${number} of the import cannot be read: ${reason}. Nothing was imported.`, nextStep: "Give a file that `assay db export` wrote." });
}
