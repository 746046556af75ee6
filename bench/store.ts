// Times every listing of a store with 100,000 executions and 10,000 tasks; writes reports/store.md.
// `npm run bench:store`.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { executionPatterns, executionStatistics, listExecutions } from "../src/api/execution-history.ts";
import { openStore, type ProjectStore } from "../src/api/project-store.ts";
import { searchHistory } from "../src/api/search-history.ts";
import { listTasks, nextTask, taskGraph, taskMetrics } from "../src/api/tasks.ts";
import { executionCount, fillStore, taskCount } from "./fill-store.ts";

const rounds = 15;
const goalMs = 50;

const folder = mkdtempSync(join(tmpdir(), "assay-bench-store-"));
try {
  const path = join(folder, "assay.db");
  await fillStore(folder, path);
  const store = await openStore({ cwd: folder, path });
  const rows = await measureAll(store);
  await store.close();
  const table = rows.map(({ name, isListing, p50, worst }) => `| ${name} | ${p50.toFixed(1)} | ${worst.toFixed(1)} | ${isListing ? (p50 < goalMs ? "reached" : "MISSED") : ""} |`);
  const text = ["# Speed of the store", "", `${new Date().toISOString().slice(0, 10)}, \`npm run bench:store\`, Node ${process.version}, libsql 0.5.22; ${executionCount} executions, ${taskCount} tasks, ${rounds} rounds. Goal: a listing under ${goalMs} ms. Times of a machine that others use too.`, "", "| question | p50 ms | worst ms | goal |", "|---|---|---|---|", ...table, ""].join("\n");
  writeFileSync(fileURLToPath(new URL("../reports/store.md", import.meta.url)), text);
  process.stdout.write(text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Timing {
  readonly name: string;
  readonly isListing: boolean;
  readonly p50: number;
  readonly worst: number;
}

async function measureAll(store: ProjectStore): Promise<Timing[]> {
  const executionFilters = [{}, { language: "python" }, { status: "timeout" }, { taskId: "task_77" }, { branch: "branch3" }, { commit: "commit7" }, { client: "client2" }, { errorKind: "Error5" }, { language: "bash", status: "failed" }, { since: "2023-11-20T00:00:00Z", until: "2023-11-21T00:00:00Z" }] as const;
  const taskFilters = [{}, { status: "open" }, { priority: "low" }, { readiness: "ready" }, { readiness: "blocked" }, { codeLanguage: "python" }, { branch: "branch1" }, { dependsOn: "task_5" }] as const;
  const questions: [name: string, isListing: boolean, ask: () => Promise<unknown>][] = [
    ...executionFilters.map((filter): [string, boolean, () => Promise<unknown>] => [`executions ${JSON.stringify(filter)}`, true, () => listExecutions(store, filter)]),
    ...taskFilters.map((filter): [string, boolean, () => Promise<unknown>] => [`tasks ${JSON.stringify(filter)}`, true, () => listTasks(store, filter)]),
    ["search, one rare word", true, () => searchHistory(store, { query: "hash77" })],
    ["search, a word of every run", true, () => searchHistory(store, { query: "value" })],
    ["statistics of all executions", false, () => executionStatistics(store)],
    ["statistics of one language", false, () => executionStatistics(store, { language: "python" })],
    ["execution patterns", false, () => executionPatterns(store)],
    ["task metrics", false, () => taskMetrics(store)],
    ["next task", false, () => nextTask(store)],
    ["whole task graph", false, () => taskGraph(store)],
  ];
  const timings: Timing[] = [];
  for (const [name, isListing, ask] of questions) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
    }
    times.sort((left, right) => left - right);
    timings.push({ name, isListing, p50: times[Math.floor(rounds / 2)]!, worst: times.at(-1)! });
  }
  return timings;
}
