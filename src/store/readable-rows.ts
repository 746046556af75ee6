// Reads texts as bytes and decodes them here: the driver ends the whole process over a text that is no UTF-8.

import type Libsql from "libsql";
import { TextDecoder } from "node:util";

/** A question whose answer may hold texts that the disk or another program damaged. */
export interface ReadableStatement {
  readonly statement: Libsql.Statement;
  /** Bytes that are no text become `�`. Tables of ours hold no columns of bytes. */
  readonly rowsOf: (parameters: readonly unknown[]) => Record<string, unknown>[];
}

/** For a `select` whose columns all have names of their own. */
export function prepareReadable(database: Libsql.Database, sql: string): ReadableStatement {
  const names = database.prepare(sql).columns().map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  // The driver answers with null for no bytes. Materialised, so that no column is computed again for each time that it is named here.
  const values = names.map((name) => `case when typeof(${name}) = 'text' and ${name} <> '' then cast(${name} as blob) else ${name} end as ${name}`);
  const statement = database.prepare(`with readable_rows as materialized (${sql}) select ${values.join(", ")} from readable_rows`);
  const decoder = textDecoder(database);
  return { statement, rowsOf: (parameters) => (statement.all([...parameters]) as Record<string, unknown>[]).map((row) => decodeTexts(row, decoder)) };
}

/** Of the encoding that the file has: one that was taken over may be UTF-16. */
export function textDecoder(database: Libsql.Database): TextDecoder {
  const [{ encoding }] = database.prepare("pragma encoding").all() as [{ encoding: string }];
  return new TextDecoder(encoding, { ignoreBOM: true });
}

function decodeTexts(row: Record<string, unknown>, decoder: TextDecoder): Record<string, unknown> {
  for (const name of Object.keys(row)) {
    const value = row[name];
    if (value instanceof ArrayBuffer) row[name] = decoder.decode(value);
  }
  return row;
}
