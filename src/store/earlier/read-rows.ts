// Reads the rows of tables that another program filled: any bytes may stand where text should.

import type Libsql from "libsql";
import type { TextDecoder } from "node:util";
import { textDecoder } from "../readable-rows.ts";
import { quoteName } from "./columns.ts";

export type Row = Readonly<Record<string, unknown>>;

/**
 * Whole numbers come as bigint, so that none is rounded, and bytes as buffers. Texts are asked for as bytes and read here:
 * the driver ends the process over a text that is not what the file's encoding says.
 */
export function readRows(database: Libsql.Database, table: string, columns: readonly string[]): Row[] {
  const decoder = textDecoder(database);
  const values = columns.flatMap((column) => [`typeof(${quoteName(column)})`, `case typeof(${quoteName(column)}) when 'text' then cast(${quoteName(column)} as blob) else ${quoteName(column)} end`]);
  const rows = database.prepare(`select ${values.join(", ")} from ${quoteName(table)}`).raw(true).safeIntegers(true).all() as unknown[][];
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, readValue(row[index * 2], row[index * 2 + 1], decoder)])));
}

function readValue(type: unknown, value: unknown, decoder: TextDecoder): unknown {
  if (type !== "text" && type !== "blob") return value;
  // The driver answers with null for no bytes.
  const bytes = value instanceof ArrayBuffer || value instanceof Uint8Array ? Buffer.from(value as ArrayBuffer) : Buffer.alloc(0);
  return type === "text" ? decoder.decode(bytes) : bytes;
}
