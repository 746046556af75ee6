// Keeps analyses and their findings, and sets two of them side by side.

import { type Kysely, type Selectable, type SelectQueryBuilder } from "kysely";
import type { AnalysisComparison, AnalysisFilter, AnalysisRecord, FindingFilter, StoredFinding, TrendPoint } from "../model/analysis-record.ts";
import { AssayError } from "../model/errors.ts";
import type { Page } from "../model/origin.ts";
import { addEvent } from "./events.ts";
import type { StoreConnection } from "./open-database.ts";
import { originColumns, present, readOrigin } from "./origins.ts";
import { cutPage, readBound, readCursor, readLimit } from "./pages.ts";
import type { AnalysisRow, FindingRow, Tables } from "./schema.ts";

export interface NewAnalysis {
  readonly record: Omit<AnalysisRecord, "id">;
  /** Most urgent first; fingerprints are unique. */
  readonly findings: readonly StoredFinding[];
  readonly paths: readonly string[];
  /** Hashes of what was asked and of what was answered; with both, an answer that the latest one to the same question equals is that one. */
  readonly subject?: string | undefined;
  readonly content?: string | undefined;
}

/** Rows of one statement: SQLite takes 32,766 values. */
const rowsAtOnce = 500;

/** The analysis that was added, or the earlier one that it repeats. */
export async function addAnalysis(store: StoreConnection, { record, findings, paths, subject, content }: NewAnalysis): Promise<AnalysisRecord> {
  const id = store.newId("analysis");
  return store.database.transaction().execute(async (database) => {
    const latest = subject === undefined ? undefined : await database.selectFrom("analyses").selectAll().where("subjectHash", "=", subject).orderBy("startedAt", "desc").orderBy("id", "desc").limit(1).executeTakeFirst();
    if (record.taskId !== undefined) await noteOnTask(database, record.taskId, record);
    if (latest !== undefined && latest.contentHash === content) return recordOf(latest);
    await database.insertInto("analyses").values({ ...rowOf(id, record), subjectHash: subject ?? null, contentHash: content ?? null }).execute();
    for (const part of parts([...new Set(paths)])) await database.insertInto("analysisFiles").values(part.map((path) => ({ analysisId: id, path, startedAt: record.startedAt }))).execute();
    const rows = findings.map(({ cwe, ...finding }, place): FindingRow => ({ analysisId: id, place, cwe: cwe.join(","), ...finding }));
    for (const part of parts(rows)) await database.insertInto("findings").values(part).execute();
    const { kind, scoreMillipoints, counts, taskId } = record;
    await addEvent(database, { type: "analysis.recorded", subjectId: id, at: store.now().toISOString(), data: { kind, scoreMillipoints, counts, ...present({ taskId }) } });
    return { id, ...record };
  });
}

function parts<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / rowsAtOnce) }, (_, index) => items.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce));
}

async function noteOnTask(database: Kysely<Tables>, taskId: string, { scoreMillipoints }: Pick<AnalysisRecord, "scoreMillipoints">): Promise<void> {
  const result = await database.updateTable("tasks").set({ qualityScore: scoreMillipoints / 1000 }).where("id", "=", taskId).executeTakeFirst();
  if (result.numUpdatedRows === 0n) throw new AssayError({ code: "not-found", message: `There is no task ${JSON.stringify(taskId)} for the analysis to belong to.`, nextStep: "Leave taskId out, or list the tasks for their ids." });
}

function rowOf(id: string, record: Omit<AnalysisRecord, "id">): Omit<AnalysisRow, "subjectHash" | "contentHash"> {
  const { origin, counts, isComplete, taskId = null, ...same } = record;
  return { id, ...same, taskId, isComplete: Number(isComplete), errorCount: counts.error, warningCount: counts.warning, infoCount: counts.info, ...originColumns(origin) };
}

function recordOf(row: Selectable<AnalysisRow>): AnalysisRecord {
  const { repository, branch, commitHash, isDirty, errorCount, warningCount, infoCount, taskId, isComplete, subjectHash: _subject, contentHash: _content, ...same } = row;
  return { ...same, ...present({ taskId }), isComplete: isComplete === 1, counts: { error: errorCount, warning: warningCount, info: infoCount }, origin: readOrigin({ repository, branch, commitHash, isDirty }) };
}

/** Throws `not-found`. */
export async function getAnalysis({ database }: StoreConnection, { id }: { readonly id: string }): Promise<AnalysisRecord> {
  const row = await database.selectFrom("analyses").selectAll().where("id", "=", id).executeTakeFirst();
  if (row !== undefined) return recordOf(row);
  throw new AssayError({ code: "not-found", message: `There is no analysis ${JSON.stringify(id)}.`, nextStep: "List the analyses for their ids; old ones may have been thrown away." });
}

/** Newest first. */
export async function listAnalyses({ database }: StoreConnection, filter: AnalysisFilter): Promise<Page<AnalysisRecord>> {
  const limit = readLimit(filter);
  const cursor = readCursor(filter);
  let query = narrow(database.selectFrom("analyses"), filter).selectAll().orderBy("startedAt", "desc").orderBy("id", "desc").limit(limit + 1);
  if (cursor !== undefined) query = query.where((is) => is(is.refTuple("startedAt", "id"), "<", is.tuple(cursor.at, cursor.id)));
  return cutPage(await query.execute(), limit, { item: recordOf, place: ({ startedAt, id }) => ({ at: startedAt, id }) });
}

type AnalysisQuery<Output> = SelectQueryBuilder<Tables, "analyses", Output>;

function narrow<Output>(query: AnalysisQuery<Output>, { kind, taskId, path, commit, branch, since, until }: AnalysisFilter): AnalysisQuery<Output> {
  let narrowed = query;
  if (kind !== undefined) narrowed = narrowed.where("kind", "=", kind);
  if (taskId !== undefined) narrowed = narrowed.where("taskId", "=", taskId);
  if (branch !== undefined) narrowed = narrowed.where("branch", "=", branch);
  if (commit !== undefined) narrowed = narrowed.where("commitHash", "=", commit);
  if (since !== undefined) narrowed = narrowed.where("startedAt", ">=", readBound(since, "since"));
  if (until !== undefined) narrowed = narrowed.where("startedAt", "<", readBound(until, "until"));
  if (path !== undefined) narrowed = narrowed.where("id", "in", (inner) => inner.selectFrom("analysisFiles").select("analysisId").where("path", "=", path));
  return narrowed;
}

/** Most urgent first. */
export async function listFindings(store: StoreConnection, filter: FindingFilter): Promise<Page<StoredFinding>> {
  const { analysisId, path, ruleId } = filter;
  await getAnalysis(store, { id: analysisId });
  const limit = readLimit(filter);
  const after = Number(readCursor(filter)?.at ?? -1);
  let query = store.database.selectFrom("findings").selectAll().where("analysisId", "=", analysisId).where("place", ">", after).orderBy("place").limit(limit + 1);
  if (path !== undefined) query = query.where("path", "=", path);
  if (ruleId !== undefined) query = query.where("ruleId", "=", ruleId);
  return cutPage(await query.execute(), limit, { item: findingOf, place: ({ place, fingerprint }) => ({ at: String(place), id: fingerprint }) });
}

function findingOf(row: Selectable<FindingRow>): StoredFinding {
  const { fingerprint, ruleId, severity, category, confidence, cwe, path, line, message } = row;
  return { fingerprint, ruleId, severity, category, confidence, cwe: cwe === "" ? [] : cwe.split(","), path, line, message };
}

/** Score and findings over time, oldest first: the latest `limit` analyses that the filter lets through. */
export async function readTrend(store: StoreConnection, filter: AnalysisFilter): Promise<readonly TrendPoint[]> {
  const { items } = await listAnalyses(store, filter);
  return items.map(({ id, startedAt, scoreMillipoints, counts, origin }) => ({ analysisId: id, startedAt, ...present({ commit: origin.commit }), scoreMillipoints, counts })).reverse();
}

/** By fingerprint: what the later one has and the earlier has not is new, and the other way round fixed. */
export async function compareAnalyses(store: StoreConnection, request: { readonly before: string; readonly after: string; readonly limit?: number | undefined }): Promise<AnalysisComparison> {
  const limit = readLimit(request);
  const [before, after] = [await getAnalysis(store, { id: request.before }), await getAnalysis(store, { id: request.after })];
  const [old, recent] = [await allFindings(store, before.id), await allFindings(store, after.id)];
  const known = new Set(old.map(({ fingerprint }) => fingerprint));
  const present = new Set(recent.map(({ fingerprint }) => fingerprint));
  const added = recent.filter(({ fingerprint }) => !known.has(fingerprint));
  const fixed = old.filter(({ fingerprint }) => !present.has(fingerprint));
  return {
    before: before.id,
    after: after.id,
    counts: { new: added.length, fixed: fixed.length, unchanged: recent.length - added.length },
    scoreChangeMillipoints: after.scoreMillipoints - before.scoreMillipoints,
    new: added.slice(0, limit),
    fixed: fixed.slice(0, limit),
  };
}

async function allFindings({ database }: StoreConnection, analysisId: string): Promise<StoredFinding[]> {
  const rows = await database.selectFrom("findings").selectAll().where("analysisId", "=", analysisId).orderBy("place").execute();
  return rows.map(findingOf);
}
