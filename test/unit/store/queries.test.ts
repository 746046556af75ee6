import Libsql from "libsql";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listAnalyses, listFindings, analysisTrend } from "../../../src/api/analysis-history.ts";
import { executionPatterns, executionStatistics, listExecutions, recordExecution } from "../../../src/api/execution-history.ts";
import { type ProjectStore, openStore } from "../../../src/api/project-store.ts";
import { readEvents } from "../../../src/api/store-events.ts";
import { searchHistory } from "../../../src/api/search-history.ts";
import { startStoreService } from "../../../src/api/store/store-service.ts";
import { createTask, deleteTask, linkCommit, listTasks, nextTask, taskMetrics, updateTask } from "../../../src/api/tasks.ts";
import { makeFolder, runResult } from "../../support/stores.ts";

/** Every verb with every filter; what is asked of single records runs on the way. */
async function askEverything(store: ProjectStore): Promise<void> {
  const task = await createTask(store, { title: "a" });
  const other = await createTask(store, { title: "b", dependsOn: [task.id] });
  const run = await recordExecution(store, { language: "bash", code: "true", taskId: task.id, startedAt: new Date() }, runResult({ exitCode: 1 }));
  const record = { kind: "scan", startedAt: run.startedAt, durationMs: 1, toolVersion: "1", isComplete: true, fileCount: 1, codeLines: 1, scoreMillipoints: 1, rating: "A", counts: { error: 1, warning: 0, info: 0 }, origin: {} } as const;
  const finding = { fingerprint: "f", ruleId: "r", severity: "error", category: "security", confidence: "high", cwe: [], path: "p", message: "m", line: 1 } as const;
  const analysis = await store.call("addAnalysis", { record, findings: [finding], paths: ["p"] });
  await linkCommit(store, task.id, "abcdef1");
  const first = await listTasks(store, { limit: 1 });
  for (const filter of [{}, { status: "open" }, { priority: "low" }, { readiness: "ready" }, { readiness: "blocked" }, { readiness: "active" }, { readiness: "settled" }, { codeLanguage: "x" }, { executionStatus: "x" }, { dependsOn: task.id }, { commit: "abcdef1" }, { branch: "x" }, { cursor: first.nextCursor }] as const) await listTasks(store, filter);
  for (const filter of [{}, { language: "x" }, { status: "passed" }, { taskId: "x" }, { codeHash: "x" }, { commit: "x" }, { branch: "x" }, { client: "x" }, { errorKind: "x" }, { since: "2026-01-01" }, { until: "2026-01-01" }] as const) {
    await listExecutions(store, filter);
    await executionStatistics(store, filter);
  }
  for (const filter of [{}, { kind: "scan" }, { taskId: "x" }, { path: "p" }, { commit: "x" }, { branch: "x" }, { since: "2026-01-01" }] as const) {
    await listAnalyses(store, filter);
    await analysisTrend(store, filter);
  }
  for (const filter of [{}, { path: "p" }, { ruleId: "r" }]) await listFindings(store, { analysisId: analysis.id, ...filter });
  await executionPatterns(store);
  await executionPatterns(store, { language: "bash", since: "2026-01-01" });
  await searchHistory(store, { query: "a" });
  await readEvents(store);
  await nextTask(store);
  await taskMetrics(store);
  await updateTask(store, other.id, { status: "done", dependsOn: [] });
  await deleteTask(store, other.id);
}

/** Sums of runs are few rows. The graph of all tasks is read whole by what draws or ranks it: these walk an index from end to end, on purpose. */
const wholeWalks = /^SCAN execution_sums$|^SCAN (?:\w+ )?(?:\w+ )?USING (?:COVERING )?INDEX |^SCAN task_dependencies$|^SCAN tasks USING|^SCAN (?:json_each|pragma_table_info|reached|search_text|CONSTANT)/;

describe("queries", () => {
  it("use an index each: none reads a whole table", async () => {
    const path = join(makeFolder(), "assay.db");
    const queries = new Set<string>();
    const service = await startStoreService({ path, onQuery: (sql) => queries.add(sql) });
    await askEverything({ ...service, root: "/", origin: async () => ({}) });
    await service.close();
    const database = new Libsql(path);
    const scans = [...queries].filter((sql) => /^(?:select|with|update|delete|\s)/i.test(sql)).flatMap((sql) => {
      const plan = database.prepare(`explain query plan ${sql}`).all(Array.from({ length: sql.split("?").length - 1 }, () => null)) as { detail: string }[];
      return plan.filter(({ detail }) => detail.startsWith("SCAN") && !wholeWalks.test(detail)).map(({ detail }) => `${detail}: ${sql}`);
    });
    database.close();
    expect(queries.size).toBeGreaterThan(60);
    expect(scans).toEqual([]);
  });
});

describe("a store with text that is no UTF-8", () => {
  it("answers every question, and shows what can be read of it", async () => {
    const folder = makeFolder();
    const path = join(folder, "assay.db");
    const store = await openStore({ cwd: folder, path });
    const { id } = await createTask(store, { title: "a good title", description: "words" });
    await recordExecution(store, { language: "bash", code: "true", taskId: id, startedAt: new Date() }, runResult({ stdout: "printed" }));
    await store.close();
    const database = new Libsql(path);
    database.exec("update tasks set title = cast(x'61ff62' as text), description = cast(x'e4b8' as text)");
    database.exec("update execution_texts set text = cast(x'c3' as text)");
    database.exec("update executions set title = cast(x'8080' as text)");
    database.close();
    const reopened = await openStore({ cwd: folder, path });
    try {
      expect((await listTasks(reopened)).items).toMatchObject([{ title: "a\uFFFDb" }]);
      expect((await listExecutions(reopened)).items).toMatchObject([{ title: "\uFFFD\uFFFD" }]);
      expect(await reopened.call("exportPiece", { table: 0, offset: 0 })).toMatchObject({ lines: expect.arrayContaining([expect.stringContaining("assayStore")]) });
      await askEverything(reopened);
    } finally {
      await reopened.close();
    }
  });
});
