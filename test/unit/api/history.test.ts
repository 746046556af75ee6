import { describe, expect, it } from "vitest";
import { analysisTrend, compareAnalyses, listAnalyses, listFindings, recordAnalysis } from "../../../src/api/analysis-history.ts";
import { executionPatterns, executionStatistics, getExecution, listExecutions, readExecutionText, recordExecution } from "../../../src/api/execution-history.ts";
import { searchHistory } from "../../../src/api/search-history.ts";
import { checkStore, exportStore, importStore, vacuumStore } from "../../../src/api/store-maintenance.ts";
import { createTask, listTasks } from "../../../src/api/tasks.ts";
import type { Report } from "../../../src/model/report.ts";
import { makeReport, makeStore, runResult } from "../../support/stores.ts";

const minute = 60_000;
const start = Date.parse("2026-01-01T00:00:00Z");

describe("executions", () => {
  it("are listed, counted and read by pieces, secrets masked", async () => {
    const store = await makeStore();
    const token = `ghp_${"a1B2c3D4e5".repeat(4)}`;
    const made = await recordExecution(store, { language: "python", code: `import os\nprint("${token}")`, client: "x", startedAt: new Date(start) }, runResult({ stdout: `${token}\n${"😀".repeat(20)}` }));
    expect(made).toMatchObject({ status: "passed", title: 'print("[masked: a GitHub token]")', maskedSecrets: 2 });
    expect(await getExecution(store, made.id)).toEqual(made);
    expect((await readExecutionText(store, { id: made.id, name: "code" })).text).not.toContain("ghp_");
    let text = "";
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const piece = await readExecutionText(store, { id: made.id, name: "stdout", offset, limit: 7 });
      expect(piece.text).not.toMatch(/[\uD800-\uDBFF]$/);
      text += piece.text;
      offset = piece.nextOffset;
    }
    expect(text).toBe(`[masked: a GitHub token]\n${"😀".repeat(20)}`);
    expect((await readExecutionText(store, { id: made.id, name: "stderr" })).totalLength).toBe(0);
    await expect(readExecutionText(store, { id: "run_none", name: "stderr" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("have figures and patterns", async () => {
    const store = await makeStore();
    const add = (index: number, change: Parameters<typeof runResult>[0], code = "print(x)") => recordExecution(store, { language: "python", code, client: "c", startedAt: new Date(start + index * minute) }, runResult(change));
    await add(0, { exitCode: 1, stderr: "Traceback…\nNameError: name 'x' is not defined\n", durationMs: 100 });
    await add(1, { exitCode: 1, stderr: "NameError: name 'y' is not defined", durationMs: 20 });
    const worked = await add(2, { durationMs: 30, peakMemoryBytes: 5_000_000 }, "x = 1\nprint(x)");
    await add(3, { exitCode: null, timedOut: true, stoppedBy: "timeout", signal: "SIGKILL", durationMs: 1000 }, "while True: pass");
    expect(await executionStatistics(store)).toEqual({ total: 4, byStatus: { failed: 2, passed: 1, timeout: 1 }, successRate: 0.25, durationMs: { p50: 30, p95: 1000 }, peakMemoryBytes: 5_000_000 });
    expect(await executionStatistics(store, { status: "passed" })).toMatchObject({ total: 1, successRate: 1 });
    expect(await executionStatistics(store, { language: "bash" })).toEqual({ total: 0, byStatus: {} });
    const patterns = await executionPatterns(store);
    expect(patterns.mostRun).toMatchObject([{ title: "print(x)", runs: 2, successRate: 0 }]);
    expect(patterns.byLanguage).toEqual([{ language: "python", runs: 4, successRate: 0.25 }]);
    expect(patterns.commonErrors[0]).toMatchObject({ errorKind: "NameError", count: 2, example: "name 'y' is not defined", workedThenExecutionId: worked.id });
    expect((await listExecutions(store, { since: "2026-01-01T00:01:00Z", until: "2026-01-01T00:03:00Z", errorKind: "NameError" })).items).toHaveLength(1);
  });
});

function report(names: readonly string[], millipoints: number): Report {
  return makeReport(names.map((name) => ({ name, message: `Query of ${name}`, path: `src/${name}.py` })), millipoints);
}

describe("analyses", () => {
  it("are found by file, compared, followed over time, and their findings searched", async () => {
    const store = await makeStore();
    const add = (index: number, names: readonly string[], points: number) => recordAnalysis(store, { kind: "security", startedAt: new Date(start + index * minute), durationMs: 5 }, report(names, points));
    const before = await add(0, ["aaa", "bbb"], 90_000);
    const after = await add(1, ["bbb", "ccc", "ddd"], 80_000);
    expect((await listAnalyses(store, { path: "src/aaa.py" })).items).toEqual([before]);
    expect((await listFindings(store, { analysisId: after.id, path: "src/ccc.py" })).items).toMatchObject([{ fingerprint: "ccc", cwe: ["CWE-89", "CWE-943"], line: 3 }]);
    const page = await listFindings(store, { analysisId: after.id, limit: 2 });
    expect(page.items.map(({ fingerprint }) => fingerprint)).toEqual(["bbb", "ccc"]);
    expect((await listFindings(store, { analysisId: after.id, limit: 2, cursor: page.nextCursor })).items.map(({ fingerprint }) => fingerprint)).toEqual(["ddd"]);
    const compared = await compareAnalyses(store, { before: before.id, after: after.id });
    expect(compared).toMatchObject({ counts: { new: 2, fixed: 1, unchanged: 1 }, scoreChangeMillipoints: -10_000 });
    expect(compared.fixed.map(({ fingerprint }) => fingerprint)).toEqual(["aaa"]);
    expect((await analysisTrend(store)).map(({ scoreMillipoints }) => scoreMillipoints)).toEqual([90_000, 80_000]);
    expect((await searchHistory(store, { query: "query aa" })).items).toMatchObject([{ subject: "finding", id: `${before.id}:aaa`, excerpt: "«Query» of «aaa»" }]);
    await expect(listFindings(store, { analysisId: "none" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the store as a whole", () => {
  it("searches all subjects and takes no syntax from the query", async () => {
    const store = await makeStore();
    await createTask(store, { title: "Mend the parser", description: "crash on deep_nesting" });
    await recordExecution(store, { language: "bash", code: "parser --check", startedAt: new Date(start) }, runResult({ stdout: "deep_nesting ok" }));
    expect((await searchHistory(store, { query: "parser" })).items.map(({ subject }) => subject).sort()).toEqual(["execution", "task"]);
    expect((await searchHistory(store, { query: "deep_nest", subjects: ["execution"] })).items).toHaveLength(1);
    expect((await searchHistory(store, { query: '"parser" OR NOT title:* (' })).items).toEqual([]);
    await expect(searchHistory(store, { query: '"*"' })).rejects.toMatchObject({ code: "usage" });
  });

  it("throws old records away by age, count and size, with all that hangs on them", async () => {
    const store = await makeStore();
    for (let index = 0; index < 30; index++) await recordExecution(store, { language: "bash", code: `echo ${index}`, startedAt: new Date(start + index * minute) }, runResult({ stdout: "x".repeat(20_000) }));
    expect(await vacuumStore(store, { maxCount: 20 })).toMatchObject({ executions: 10 });
    expect((await searchHistory(store, { query: "echo", limit: 500 })).items).toHaveLength(20);
    expect((await vacuumStore(store, { maxSizeBytes: 600_000 })).sizeBytes).toBeLessThan(700_000);
    expect((await listExecutions(store)).items[0]).toMatchObject({ title: "echo 29" });
    await vacuumStore(store, { maxAgeMs: 1 });
    expect(await checkStore(store)).toMatchObject({ isSound: true, counts: { executions: 0 } });
  });

  it("goes through an export and an import unchanged", async () => {
    const [from, to] = [await makeStore(), await makeStore()];
    const task = await createTask(from, { title: "a" });
    await createTask(from, { title: "b", dependsOn: [task.id] });
    await recordExecution(from, { language: "bash", code: "echo findable", taskId: task.id, startedAt: new Date(start) }, runResult({ stdout: "x" }));
    await recordAnalysis(from, { kind: "scan", startedAt: new Date(start), durationMs: 1 }, report(["aaa"], 1));
    const lines: string[] = [];
    for await (const piece of exportStore(from)) lines.push(...piece);
    expect((await importStore(to, lines)).kept).toBe(0);
    expect((await importStore(to, lines)).added).toBe(0);
    expect(await listTasks(to)).toEqual(await listTasks(from));
    expect((await searchHistory(to, { query: "findable" })).items).toHaveLength(1);
    const again: string[] = [];
    for await (const piece of exportStore(to)) again.push(...piece);
    expect(again).toEqual(lines);
    await expect(importStore(to, [...lines, "{"])).rejects.toMatchObject({ code: "usage", message: expect.stringContaining(`Line ${lines.length + 1}`) });
    expect(await checkStore(to)).toMatchObject({ isSound: true, problems: [] });
  });
});
