// What was run how often, how it went, which errors came again and what worked after them.

import { sql } from "kysely";
import type { ExecutionPatterns } from "../model/execution-record.ts";
import type { StoreConnection } from "./open-database.ts";
import { readBound } from "./pages.ts";

export interface PatternRequest {
  readonly language?: string | undefined;
  /** Runs from this time on, ISO 8601. */
  readonly since?: string | undefined;
  /** Entries of each list. */
  readonly limit?: number | undefined;
}

const standardLimit = 10;
/** A run that passed later than this after an error is hardly its answer. */
const answerWithin = "+1 hour";

export async function readExecutionPatterns(store: StoreConnection, request: PatternRequest): Promise<ExecutionPatterns> {
  const { database } = store;
  const { language, limit = standardLimit } = request;
  const since = request.since === undefined ? "" : readBound(request.since, "since");
  const ofLanguage = language === undefined ? sql`` : sql`and language = ${language}`;
  const rate = sql`avg(status = 'passed') as success_rate`;
  const mostRun = await sql<{ codeHash: string; language: string; runs: number; successRate: number }>`
    select code_hash, language, count(*) as runs, ${rate} from executions indexed by executions_by_time
    where started_at >= ${since} ${ofLanguage} group by code_hash, language having count(*) > 1 order by runs desc, code_hash limit ${limit}`.execute(database);
  const byLanguage = await sql<{ language: string; runs: number; successRate: number }>`
    select language, count(*) as runs, ${rate} from executions indexed by executions_by_time
    where started_at >= ${since} ${ofLanguage} group by language order by runs desc, language`.execute(database);
  const errors = await sql<{ language: string; errorKind: string; count: number }>`
    select language, error_kind, count(*) as count from executions indexed by executions_by_error
    where error_kind > '' and started_at >= ${since} ${ofLanguage} group by error_kind, language order by count desc, error_kind, language limit ${limit}`.execute(database);
  return {
    mostRun: await Promise.all(mostRun.rows.map(async (row) => ({ ...row, ...(await latestOfCode(store, row)) }))),
    byLanguage: byLanguage.rows,
    commonErrors: await Promise.all(errors.rows.map(async (row) => ({ ...row, ...(await answerTo(store, row)) }))),
  };
}

async function latestOfCode({ database }: StoreConnection, { codeHash, language }: { readonly codeHash: string; readonly language: string }): Promise<{ title: string; latestExecutionId: string }> {
  const row = await database.selectFrom("executions").select(["id", "title"]).where("codeHash", "=", codeHash).where("language", "=", language).orderBy("startedAt", "desc").orderBy("id", "desc").limit(1).executeTakeFirstOrThrow();
  return { title: row.title, latestExecutionId: row.id };
}

async function answerTo({ database }: StoreConnection, { errorKind, language }: { readonly errorKind: string; readonly language: string }): Promise<{ example: string; latestExecutionId: string; workedThenExecutionId?: string }> {
  const latest = await database.selectFrom("executions").select(["id", "errorMessage"]).where("errorKind", "=", errorKind).where("language", "=", language).orderBy("startedAt", "desc").orderBy("id", "desc").limit(1).executeTakeFirstOrThrow();
  // The newest of these errors that something of the same task, else client, answered.
  const { rows } = await sql<{ id: string }>`
    select (
      select passed.id from executions passed indexed by executions_by_language
      where passed.language = failed.language and passed.status = 'passed' and passed.started_at > failed.started_at
        and passed.started_at < strftime('%Y-%m-%dT%H:%M:%fZ', failed.started_at, ${answerWithin})
        and (case when failed.task_id is null then passed.client is failed.client else passed.task_id = failed.task_id end)
      order by passed.started_at limit 1) as id
    from executions failed where failed.id in (
      select id from executions where error_kind = ${errorKind} and language = ${language} order by started_at desc limit 20)
    order by failed.started_at desc`.execute(database);
  const answer = rows.find(({ id }) => id !== null)?.id;
  return { example: latest.errorMessage ?? "", latestExecutionId: latest.id, ...(answer === undefined ? {} : { workedThenExecutionId: answer }) };
}
