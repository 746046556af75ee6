import Libsql from "libsql";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { executionStatistics, recordExecution } from "../../../src/api/execution-history.ts";
import { openStore, type ProjectStore } from "../../../src/api/project-store.ts";
import { ServerServices } from "../../../src/api/server-services.ts";
import { vacuumStore } from "../../../src/api/store-maintenance.ts";
import { createTask, taskMetrics, updateTask } from "../../../src/api/tasks.ts";
import type { ExecutionFilter, ExecutionStatistics } from "../../../src/model/execution-record.ts";
import { makeFolder, makeStore, runResult } from "../../support/stores.ts";

interface Run {
  readonly status: string;
  readonly duration: number;
  readonly peak: number;
}

/** The definition, in plain words, over rows that another connection reads. */
function defined(path: string, condition: string): ExecutionStatistics {
  const database = new Libsql(path);
  const runs = database.prepare(`select status, duration_ms as duration, peak_memory_bytes as peak from executions where ${condition}`).all() as Run[];
  database.close();
  const names = [...new Set(runs.map(({ status }) => status))].sort();
  const byStatus = Object.fromEntries(names.map((name) => [name, runs.filter(({ status }) => status === name).length]));
  const ran = runs.filter(({ status }) => status !== "refused").map(({ duration }) => duration).sort((left, right) => left - right);
  if (ran.length === 0) return { total: runs.length, byStatus };
  const at = (share: number): number => ran[Math.max(0, Math.ceil(share * ran.length) - 1)]!;
  return { total: runs.length, byStatus, successRate: (byStatus["passed"] ?? 0) / ran.length, durationMs: { p50: at(0.5), p95: at(0.95) }, peakMemoryBytes: Math.max(...runs.map(({ peak }) => peak)) };
}

const filters: readonly (readonly [ExecutionFilter, string])[] = [
  [{}, "true"],
  [{ language: "python" }, "language = 'python'"],
  [{ status: "failed" }, "status = 'failed'"],
  [{ status: "refused" }, "status = 'refused'"],
  [{ branch: "main", language: "bash" }, "branch = 'main' and language = 'bash'"],
  [{ client: "" }, "client = ''"],
  [{ client: "nobody" }, "client = 'nobody'"],
  [{ since: "2023-11-15T00:00:00Z" }, "started_at >= '2023-11-15T00:00:00.000Z'"],
  [{ since: "2023-11-15T00:00:00Z", until: "2023-11-15T01:00:00Z", branch: "main" }, "started_at >= '2023-11-15T00:00:00.000Z' and started_at < '2023-11-15T01:00:00.000Z' and branch = 'main'"],
  [{ errorKind: "Error1" }, "error_kind = 'Error1'"],
  [{ codeHash: "hash3" }, "code_hash = 'hash3'"],
  [{ commit: "abc" }, "commit_hash = 'abc'"],
];

const manyRuns = `
  with recursive n (i) as (select 1 union all select i + 1 from n where i < 9000)
  insert into executions (id, language, status, duration_ms, cpu_ms, peak_memory_bytes, started_at, client, title, code_hash, error_kind, code_units, stdout_units, stderr_units, branch, commit_hash)
    select 'run_' || i, case when i % 4 = 0 then 'bash' else 'python' end, case when i % 5 = 0 then 'failed' when i % 97 = 0 then 'refused' else 'passed' end, (i * 7919) % 4001, 1, (i * 104729) % 500000,
      strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 13, 'unixepoch'), case i % 3 when 0 then '' when 1 then 'c' end, 't', 'hash' || (i % 40), case when i % 5 = 0 then 'Error' || (i % 3) end, 1, 1, 0, case i % 2 when 0 then 'main' end, case when i % 9 = 0 then 'abc' end from n`;

async function filledStore(): Promise<{ readonly store: ProjectStore; readonly path: string; readonly change: (sql: string) => void }> {
  const path = join(makeFolder(), "assay.db");
  const store = await makeStore(path);
  const change = (sql: string): void => {
    const database = new Libsql(path);
    database.exec(sql);
    database.close();
  };
  change(manyRuns);
  return { store, path, change };
}

describe("figures over all runs", () => {
  it("are what they are defined to be, by every filter, after another process wrote, and after old runs went", async () => {
    const { store, path, change } = await filledStore();
    const check = async (): Promise<void> => {
      for (const [filter, condition] of filters) expect([filter, await executionStatistics(store, filter)]).toEqual([filter, defined(path, condition)]);
    };
    await check();
    change("update executions set duration_ms = 1 where id = 'run_8999'; delete from executions where id in (select id from executions where status = 'failed' limit 700)");
    await recordExecution(store, { language: "python", code: "x", client: "c", startedAt: new Date() }, runResult({ peakMemoryBytes: 9_000_000, durationMs: 5 }));
    await check();
    await vacuumStore(store, { maxCount: 2_500 });
    await check();
    await vacuumStore(store, { maxAgeMs: 1 });
    expect(await executionStatistics(store)).toEqual({ total: 0, byStatus: {} });
  });
});

describe("figures over all tasks", () => {
  it("change with every change, here or in another process", async () => {
    const path = join(makeFolder(), "assay.db");
    const [store, other] = [await makeStore(path), await openStore({ cwd: "/", path })];
    const a = await createTask(store, { title: "a" });
    const b = await createTask(store, { title: "b", dependsOn: [a.id] });
    expect(await taskMetrics(store)).toMatchObject({ total: 2, ready: 1, blocked: 1, throughputPerWeek: 0 });
    expect(await taskMetrics(store)).toMatchObject({ total: 2, ready: 1, blocked: 1 });
    await updateTask(other, a.id, { status: "done" });
    expect(await taskMetrics(store)).toMatchObject({ ready: 1, blocked: 0, byStatus: { done: 1, open: 1 }, throughputPerWeek: 1 });
    await updateTask(store, b.id, { status: "in_progress" });
    expect(await taskMetrics(other)).toMatchObject({ ready: 0, byStatus: { in_progress: 1 } });
    await other.close();
  });
});

describe("retention", () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["count", { maxCount: 2_000 }, (left: number) => left === 2_000],
    ["age", { maxAgeMs: 86_400_000 }, (left: number) => left === 0],
    ["size", { maxSizeBytes: 4_000_000 }, (left: number) => left > 100 && left < 9_000],
  ] as const)("throws old runs away by itself, by %s, soon after the opening and again later; tasks and events stay", async (_, retention, isRight) => {
    const { store, path, change } = await filledStore();
    await createTask(store, { title: "stays" });
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout"] });
    const services = new ServerServices({ root: makeFolder(), executionPolicy: {}, isReadOnly: false, store: path, retention });
    const own = await services.store();
    const left = async (): Promise<number> => (await executionStatistics(own)).total;
    expect(await left()).toBe(9_000);
    vi.advanceTimersByTime(5_000);
    const first = await left();
    expect([first, isRight(first)]).toEqual([first, true]);
    change(manyRuns.replaceAll("'run_'", "'again_'"));
    vi.advanceTimersByTime(3_600_000);
    const second = await left();
    expect([second, isRight(second)]).toEqual([second, true]);
    expect(await taskMetrics(own)).toMatchObject({ total: 1 });
    vi.useRealTimers();
    await services.close();
  });
});
