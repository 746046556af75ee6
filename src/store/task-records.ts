// The runs and analyses that belong to a task.

import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

const mostRecords = 20;

/** The latest, newest first. */
export async function readTaskRecords(database: Kysely<Tables>, taskId: string): Promise<{ readonly executions: string[]; readonly analyses: string[] }> {
  const executions = await database.selectFrom("executions").select("id").where("taskId", "=", taskId).orderBy("startedAt", "desc").orderBy("id", "desc").limit(mostRecords).execute();
  const analyses = await database.selectFrom("analyses").select("id").where("taskId", "=", taskId).orderBy("startedAt", "desc").orderBy("id", "desc").limit(mostRecords).execute();
  return { executions: executions.map(({ id }) => id), analyses: analyses.map(({ id }) => id) };
}

/** Whether the latest run of the task since then passed. */
export async function hasPassedSince(database: Kysely<Tables>, taskId: string, since: string): Promise<boolean> {
  const latest = await database.selectFrom("executions").select("status").where("taskId", "=", taskId).where("startedAt", ">=", since).orderBy("startedAt", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
  return latest?.status === "passed";
}
