// The record of what happened: written in the same transaction as the change itself, read by cursor.

import type { Kysely } from "kysely";
import type { StoreEvent } from "../model/store-record.ts";
import type { StoreConnection } from "./open-database.ts";
import type { Tables } from "./schema.ts";

export interface NewEvent {
  readonly type: string;
  readonly subjectId: string;
  readonly at: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export async function addEvent(database: Kysely<Tables>, { type, subjectId, at, data = {} }: NewEvent): Promise<void> {
  await database.insertInto("events").values({ type, subjectId, at, data: JSON.stringify(data) }).execute();
}

const mostEvents = 1_000;

/** Events after `after` (0 for all), oldest first. The last one's sequence is the next cursor. */
export async function readEvents({ database }: StoreConnection, request: { readonly after?: number | undefined; readonly limit?: number | undefined }): Promise<readonly StoreEvent[]> {
  const limit = Math.min(Math.max(1, request.limit ?? 100), mostEvents);
  const rows = await database.selectFrom("events").selectAll().where("sequence", ">", request.after ?? 0).orderBy("sequence").limit(limit).execute();
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as StoreEvent["data"] }));
}
