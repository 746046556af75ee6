// Keeps runs of code: added whole, listed without their texts, texts read by pieces.

import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from "kysely";
import { AssayError } from "../model/errors.ts";
import type { ExecutionFilter, ExecutionRecord, ExecutionText, TextPiece } from "../model/execution-record.ts";
import type { Page } from "../model/origin.ts";
import { addEvent } from "./events.ts";
import type { StoreConnection } from "./open-database.ts";
import { originColumns, present, readOrigin } from "./origins.ts";
import { cutPage, readBound, readCursor, readLimit } from "./pages.ts";
import type { ExecutionRow, Tables } from "./schema.ts";

/** Texts that search looks into are cut to this: the beginning of code, the end of what it printed. */
const searchedUnits = 20_000;

export interface NewExecution {
  /** Without its id, which the store gives. */
  readonly record: Omit<ExecutionRecord, "id">;
  readonly texts: Readonly<Record<ExecutionText, string>>;
}

export async function addExecution(store: StoreConnection, { record, texts }: NewExecution): Promise<ExecutionRecord> {
  const id = store.newId("run");
  return store.database.transaction().execute(async (database) => {
    if (record.taskId !== undefined) await noteOnTask(database, record.taskId, { id, record, texts });
    await database.insertInto("executions").values(rowOf(id, record)).execute();
    const kept = Object.entries(texts).filter(([, text]) => text !== "");
    if (kept.length > 0) await database.insertInto("executionTexts").values(kept.map(([name, text]) => ({ executionId: id, name, text }))).execute();
    const body = [texts.code.slice(0, searchedUnits), record.errorMessage ?? "", texts.stderr.slice(-searchedUnits), texts.stdout.slice(-searchedUnits)].join("\n");
    await database.insertInto("searchEntries").values({ subject: "execution", subjectId: id, title: record.title, body, at: record.startedAt }).execute();
    const { status, language, taskId } = record;
    await addEvent(database, { type: "execution.recorded", subjectId: id, at: store.now().toISOString(), data: { status, language, ...present({ taskId }) } });
    return { id, ...record };
  });
}

const longestTaskLog = 20_000;

/** The task shows how its latest run ended, and a line for each. Its version stays: nobody decided anything. */
async function noteOnTask(database: Kysely<Tables>, taskId: string, { id, record, texts }: NewExecution & { readonly id: string }): Promise<void> {
  const task = await database.selectFrom("tasks").select("executionLog").where("id", "=", taskId).executeTakeFirst();
  if (task === undefined) throw new AssayError({ code: "not-found", message: `There is no task ${JSON.stringify(taskId)} for the run to belong to.`, nextStep: "Leave taskId out, or list the tasks for their ids." });
  const error = record.errorKind === undefined ? undefined : [record.errorKind, record.errorMessage].filter((part) => part !== undefined).join(": ");
  const tail = (error ?? texts.stdout.trim().split("\n").at(-1) ?? "").slice(0, 200);
  const line = `${record.startedAt} ${id} ${record.status}${tail === "" ? "" : `: ${tail}`}`;
  const executionLog = `${task.executionLog === null ? "" : `${task.executionLog}\n`}${line}`.slice(-longestTaskLog);
  await database.updateTable("tasks").set({ executionStatus: record.status, executionLog }).where("id", "=", taskId).execute();
}

function rowOf(id: string, record: Omit<ExecutionRecord, "id">): ExecutionRow {
  const { origin, sizes, taskId = null, client = null, errorKind = null, errorMessage = null, policyVersion = null, ...same } = record;
  return { id, ...same, taskId, client, errorKind, errorMessage, policyVersion, codeUnits: sizes.code, stdoutUnits: sizes.stdout, stderrUnits: sizes.stderr, ...originColumns(origin) };
}

function recordOf(row: Selectable<ExecutionRow>): ExecutionRecord {
  const { repository, branch, commitHash, isDirty, codeUnits, stdoutUnits, stderrUnits, taskId, client, errorKind, errorMessage, policyVersion, ...same } = row;
  return {
    ...same,
    ...present({ taskId, client, errorKind, errorMessage, policyVersion }),
    sizes: { code: codeUnits, stdout: stdoutUnits, stderr: stderrUnits },
    origin: readOrigin({ repository, branch, commitHash, isDirty }),
  };
}

/** Throws `not-found`. */
export async function getExecution({ database }: StoreConnection, { id }: { readonly id: string }): Promise<ExecutionRecord> {
  const row = await database.selectFrom("executions").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw noExecution(id);
  return recordOf(row);
}

/** Newest first. */
export async function listExecutions({ database }: StoreConnection, filter: ExecutionFilter): Promise<Page<ExecutionRecord>> {
  const limit = readLimit(filter);
  const cursor = readCursor(filter);
  let query = narrow(database.selectFrom("executions"), filter).selectAll().orderBy("startedAt", "desc").orderBy("id", "desc").limit(limit + 1);
  if (cursor !== undefined) query = query.where((is) => is(is.refTuple("startedAt", "id"), "<", is.tuple(cursor.at, cursor.id)));
  return cutPage(await query.execute(), limit, { item: recordOf, place: ({ startedAt, id }) => ({ at: startedAt, id }) });
}

export type ExecutionQuery<Output> = SelectQueryBuilder<Tables, "executions", Output>;

/** The runs that a filter lets through. `isByIndex` says whether the filters' own indexes are to be used; else the order decides how rows are read. */
export function narrow<Output>(query: ExecutionQuery<Output>, filter: ExecutionFilter, isByIndex = true): ExecutionQuery<Output> {
  const { commit, since, until } = filter;
  const column = (name: keyof ExecutionRow): ReturnType<typeof sql<string>> => (isByIndex ? sql<string>`${sql.ref(`executions.${name}`)}` : sql<string>`+${sql.ref(`executions.${name}`)}`);
  let narrowed = query;
  for (const name of ["language", "status", "taskId", "codeHash", "branch", "client", "errorKind"] as const) {
    const value = filter[name];
    if (value !== undefined) narrowed = narrowed.where(column(name), "=", value);
  }
  if (commit !== undefined) narrowed = narrowed.where(column("commitHash"), "=", commit);
  if (since !== undefined) narrowed = narrowed.where(column("startedAt"), ">=", readBound(since, "since"));
  if (until !== undefined) narrowed = narrowed.where(column("startedAt"), "<", readBound(until, "until"));
  return narrowed;
}

const mostUnits = 1_000_000;

/** A piece of what was run or printed; offsets are UTF-16 units and never cut a character in two. */
export async function readExecutionText(store: StoreConnection, request: { readonly id: string; readonly name: ExecutionText; readonly offset?: number | undefined; readonly limit?: number | undefined }): Promise<TextPiece> {
  const row = await store.database.selectFrom("executionTexts").select("text").where("executionId", "=", request.id).where("name", "=", request.name).executeTakeFirst();
  if (row === undefined) await getExecution(store, request);
  const text = row?.text ?? "";
  const offset = Math.min(Math.max(0, request.offset ?? 0), text.length);
  let end = Math.min(text.length, offset + Math.min(Math.max(1, request.limit ?? 20_000), mostUnits));
  if (end < text.length && end > offset + 1 && /[\uD800-\uDBFF]/.test(text[end - 1]!)) end--;
  return { text: text.slice(offset, end), offset, totalLength: text.length, ...(end < text.length ? { nextOffset: end } : {}) };
}

function noExecution(id: string): AssayError {
  return new AssayError({ code: "not-found", message: `There is no execution ${JSON.stringify(id)}.`, nextStep: "List the executions for their ids; old ones may have been thrown away." });
}
