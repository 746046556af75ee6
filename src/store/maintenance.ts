// Checks the store, throws old records away, gives space back.

import { statSync } from "node:fs";
import { sql } from "kysely";
import type { Retention, StoreCheck } from "../model/store-record.ts";
import { addEvent } from "./events.ts";
import { sumAnew } from "./execution-statistics.ts";
import { findDamage, listTables } from "./inspect-file.ts";
import { schemaVersion } from "./migrations/migrations.ts";
import type { StoreConnection } from "./open-database.ts";
import { ownTables } from "./transfer.ts";

const counted = ["tasks", "task_dependencies", "executions", "analyses", "findings", "policies", "events"] as const;

/** Tables of an earlier program stay in the file as they were, whatever they refer to. */
const checked: ReadonlySet<string> = new Set(ownTables);

/** Reads every page: structure, indexes, foreign keys, the search index, texts without their run. */
export async function checkStore({ path, raw, isReadOnly }: StoreConnection): Promise<StoreCheck> {
  const integrity = findDamage(raw, "whole").slice(0, 20);
  const orphans = (raw.prepare("pragma foreign_key_check").all() as { table: string; rowid: number | null; parent: string }[])
    .filter(({ table }) => checked.has(table))
    .slice(0, 20)
    .map(({ table, rowid, parent }) => `${table} row ${rowid ?? "?"} names a row of ${parent} that does not exist`);
  const problems = [...integrity, ...orphans, ...(isReadOnly ? [] : checkSearchIndex(raw))];
  const tables = new Set(listTables(raw));
  const counts = Object.fromEntries(counted.filter((name) => tables.has(name)).map((name) => [name, (raw.prepare(`select count(*) as count from ${name}`).get() as { count: number }).count]));
  return { path, isSound: problems.length === 0, problems, schemaVersion, sizeBytes: sizeOf(path), counts };
}

function checkSearchIndex(raw: StoreConnection["raw"]): string[] {
  try {
    raw.exec("insert into search_text (search_text, rank) values ('integrity-check', 1)");
    return [];
  } catch (error) {
    return [`the search index does not agree with what it indexes (${error instanceof Error ? error.message : String(error)})`];
  }
}

export interface Removed {
  readonly executions: number;
  readonly analyses: number;
  readonly sizeBytes: number;
}

/** Share of the records that goes at once while the file is too large. */
const sizeStep = 0.1;
const mostSteps = 60;

/** Throws away what is beyond the limits and gives the space back to the disk. */
export async function vacuumStore(store: StoreConnection, retention: Retention): Promise<Removed> {
  const removed = await trimStore(store, retention);
  store.raw.exec("vacuum");
  store.raw.pragma("wal_checkpoint(truncate)");
  return { ...removed, sizeBytes: sizeOf(store.path) };
}

/** Throws away what is beyond the limits, oldest first; the space stays in the file for what comes. Tasks, policies and events stay. */
export async function trimStore(store: StoreConnection, { maxAgeMs, maxCount, maxSizeBytes }: Retention): Promise<Removed> {
  let [executions, analyses] = [0, 0];
  const removeBefore = async (table: "executions" | "analyses", bound: { readonly at: string; readonly id: string } | undefined): Promise<number> => {
    if (bound === undefined) return 0;
    const result = await store.database.deleteFrom(table).where((is) => is(is.refTuple("startedAt", "id"), "<=", is.tuple(bound.at, bound.id))).executeTakeFirst();
    return Number(result.numDeletedRows);
  };
  const removeBoth = async (boundOf: (table: "executions" | "analyses") => Promise<{ at: string; id: string } | undefined>): Promise<void> => {
    executions += await removeBefore("executions", await boundOf("executions"));
    analyses += await removeBefore("analyses", await boundOf("analyses"));
  };
  if (maxAgeMs !== undefined) await removeBoth(async () => ({ at: new Date(store.now().getTime() - maxAgeMs).toISOString(), id: "" }));
  if (maxCount !== undefined) await removeBoth((table) => nthNewest(store, table, maxCount));
  const largest = maxSizeBytes ?? Number.POSITIVE_INFINITY;
  for (let step = 0; step < mostSteps && usedBytes(store) > largest; step++) {
    const before = executions + analyses;
    await removeBoth(async (table) => nthNewest(store, table, Math.floor((await countOf(store, table)) * (1 - sizeStep))));
    if (executions + analyses === before) break;
  }
  if (executions > 0) await sumAnew(store);
  if (executions + analyses > 0) await addEvent(store.database, { type: "store.trimmed", subjectId: "store", at: store.now().toISOString(), data: { executions, analyses } });
  return { executions, analyses, sizeBytes: sizeOf(store.path) };
}

/** Where the records begin that are one too many. */
async function nthNewest({ database }: StoreConnection, table: "executions" | "analyses", kept: number): Promise<{ at: string; id: string } | undefined> {
  return database.selectFrom(table).select(["startedAt as at", "id"]).orderBy("startedAt", "desc").orderBy("id", "desc").limit(1).offset(kept).executeTakeFirst();
}

async function countOf({ database }: StoreConnection, table: "executions" | "analyses"): Promise<number> {
  const { count } = await database.selectFrom(table).select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow();
  return count;
}

/** Pages that hold something; freed ones are given back at the end. */
function usedBytes({ raw }: StoreConnection): number {
  const ask = (name: string): number => (raw.prepare(`select ${name} as figure from pragma_${name}`).all() as { figure: number }[])[0]!.figure;
  return (ask("page_count") - ask("freelist_count")) * ask("page_size");
}

function sizeOf(path: string): number {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0);
}
