// Names of tables and columns that another program made.

import type Libsql from "libsql";

/** Generated ones too; not those of virtual tables that are hidden. */
export function columnsOf(database: Libsql.Database, table: string): string[] {
  return describeColumns(database, table).map(({ name }) => name);
}

/** Columns that can name a task: a yes or no cannot. */
export function namingColumnsOf(database: Libsql.Database, table: string): string[] {
  return describeColumns(database, table).filter(({ type }) => !/bool/i.test(type)).map(({ name }) => name);
}

function describeColumns(database: Libsql.Database, table: string): { readonly name: string; readonly type: string }[] {
  return database.prepare("select name, type from pragma_table_xinfo(?) where hidden in (0, 2, 3) order by cid").all([table]) as { name: string; type: string }[];
}

/** Lower case and no underscores: how names are compared. */
export function bareName(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** A name as SQL writes it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
