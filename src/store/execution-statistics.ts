// Works out figures over all runs that a filter lets through.

import { sql } from "kysely";
import type { ExecutionFilter, ExecutionStatistics } from "../model/execution-record.ts";
import { narrow } from "./executions.ts";
import type { StoreConnection } from "./open-database.ts";

/** Kept until something in the store changes. */
export function readExecutionStatistics(store: StoreConnection, filter: ExecutionFilter): Promise<ExecutionStatistics> {
  return store.remember(`statistics ${JSON.stringify(filter)}`, () => computeStatistics(store, filter));
}

async function computeStatistics(store: StoreConnection, filter: ExecutionFilter): Promise<ExecutionStatistics> {
  const sums = await readSums(store, filter);
  const total = sums.reduce((all, { runs }) => all + runs, 0);
  const byStatus = Object.fromEntries(sums.map(({ status, runs }) => [status, runs]));
  const ran = total - (byStatus["refused"] ?? 0);
  if (ran === 0) return { total, byStatus };
  const at = (share: number): Promise<number> => readDuration(store, filter, { place: Math.max(0, Math.ceil(share * ran) - 1), ran });
  return { total, byStatus, successRate: (byStatus["passed"] ?? 0) / ran, durationMs: { p50: await at(0.5), p95: await at(0.95) }, peakMemoryBytes: Math.max(...sums.map(({ peak }) => peak)) };
}

interface Sum {
  readonly status: string;
  readonly runs: number;
  readonly peak: number;
}

/** What the sums are kept for. */
const summed = ["language", "status", "branch", "client"] as const satisfies readonly (keyof ExecutionFilter)[];

/** For each status that a run has. */
async function readSums({ database }: StoreConnection, filter: ExecutionFilter): Promise<Sum[]> {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  // The empty text stands for none among the sums.
  if (!given.every(([name, value]) => (summed as readonly string[]).includes(name) && value !== "")) {
    return narrow(database.selectFrom("executions"), filter).select(["status", sql<number>`count(*)`.as("runs"), sql<number>`max(peak_memory_bytes)`.as("peak")]).groupBy("status").orderBy("status").execute();
  }
  let query = database.selectFrom("executionSums").select(["status", sql<number>`sum(runs)`.as("runs"), sql<number>`max(peak_memory_bytes)`.as("peak")]).where("runs", ">", 0);
  for (const name of summed) {
    const value = filter[name];
    if (value !== undefined) query = query.where(name, "=", value);
  }
  return query.groupBy("status").orderBy("status").execute();
}

/** From so many runs on, the index of durations is walked, instead of reading and sorting each run. */
const manyRuns = 3_000;
/** Filters whose columns that index does not have. */
const elsewhere = ["taskId", "codeHash", "commit"] as const satisfies readonly (keyof ExecutionFilter)[];

/** The duration at a place among those that ran, from the shortest on. */
async function readDuration({ database }: StoreConnection, filter: ExecutionFilter, { place, ran }: { readonly place: number; readonly ran: number }): Promise<number> {
  const isWalked = ran >= manyRuns && elsewhere.every((name) => filter[name] === undefined);
  const runs = narrow(database.selectFrom("executions"), filter, !isWalked).select("durationMs").where(isWalked ? sql<string>`+status` : "status", "!=", "refused");
  // From the nearer end.
  const isFromEnd = place > ran / 2;
  const order = isWalked ? sql`duration_ms` : sql`+duration_ms`;
  const row = await runs.orderBy(order, isFromEnd ? "desc" : "asc").limit(1).offset(isFromEnd ? ran - 1 - place : place).executeTakeFirstOrThrow();
  return row.durationMs;
}

/** After runs were thrown away: the highest of those that are left. */
export async function sumAnew({ database }: StoreConnection): Promise<void> {
  await database.transaction().execute(async (change) => {
    await change.deleteFrom("executionSums").execute();
    await sql`insert into execution_sums select language, status, coalesce(branch, ''), coalesce(client, ''), count(*), max(peak_memory_bytes) from executions group by 1, 2, 3, 4`.execute(change);
  });
}
