// Times every listing of a store with 100,000 executions and 10,000 tasks; writes reports/store.md.
// `npm run bench:store`.

import Libsql from "libsql";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { executionPatterns, executionStatistics, listExecutions } from "../src/api/execution-history.ts";
import { openStore, type ProjectStore } from "../src/api/project-store.ts";
import { searchHistory } from "../src/api/search-history.ts";
import { listTasks, nextTask, taskGraph, taskMetrics } from "../src/api/tasks.ts";

const executions = 100_000;
const tasks = 10_000;
const rounds = 15;
const goalMs = 50;

const seed = `
  with recursive n (i) as (select 1 union all select i + 1 from n where i < ${tasks})
  insert into tasks (id, title, description, status, priority, created_at, updated_at, code_language, branch)
    select 'task_' || i, 'Task number ' || i, 'about part ' || (i % 97), case when i % 3 = 0 then 'done' when i % 7 = 0 then 'in_progress' else 'open' end, i % 4,
      strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 60, 'unixepoch'), '2024-01-01T00:00:00.000Z', case i % 2 when 0 then 'python' else 'bash' end, 'branch' || (i % 5) from n;
  update tasks set completed_at = created_at where status = 'done';
  insert or ignore into task_dependencies select a.id, 'task_' || (cast(substr(a.id, 6) as integer) / 2) from tasks a where cast(substr(a.id, 6) as integer) > 1;
  insert or ignore into task_dependencies select a.id, 'task_' || (cast(substr(a.id, 6) as integer) / 3) from tasks a where cast(substr(a.id, 6) as integer) > 3;
  with recursive n (i) as (select 1 union all select i + 1 from n where i < ${executions})
  insert into executions (id, language, status, exit_code, duration_ms, cpu_ms, peak_memory_bytes, started_at, task_id, client, title, code_hash, error_kind, code_units, stdout_units, stderr_units, branch, commit_hash)
    select 'run_' || i, case i % 3 when 0 then 'python' when 1 then 'bash' else 'javascript' end, case when i % 5 = 0 then 'failed' when i % 97 = 0 then 'timeout' else 'passed' end, 0, (i * 7919) % 10000, 1, (i * 104729) % 500000000,
      strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 13, 'unixepoch'), 'task_' || (1 + i % ${tasks}), 'client' || (i % 4), 'print(' || (i % 1000) || ')', 'hash' || (i % 1000), case when i % 5 = 0 then 'Error' || (i % 11) end, 100, 100, 0, 'branch' || (i % 5), 'commit' || (i % 500) from n;
  insert into execution_texts select id, 'stdout', 'line of output ' || id || ' ' || hex(randomblob(200)) from executions;
  insert into search_entries (subject, subject_id, title, body, at) select 'execution', id, title, 'value ' || code_hash, started_at from executions;
  analyze;`;

const folder = mkdtempSync(join(tmpdir(), "assay-bench-store-"));
try {
  const path = join(folder, "assay.db");
  await (await openStore({ cwd: folder, path })).close();
  const database = new Libsql(path);
  database.exec(`begin; ${seed}; commit`);
  database.close();
  const store = await openStore({ cwd: folder, path });
  const rows = await measureAll(store);
  await store.close();
  const table = rows.map(({ name, isListing, p50, worst }) => `| ${name} | ${p50.toFixed(1)} | ${worst.toFixed(1)} | ${isListing ? (p50 < goalMs ? "reached" : "MISSED") : ""} |`);
  const text = ["# Speed of the store", "", `${new Date().toISOString().slice(0, 10)}, \`npm run bench:store\`, Node ${process.version}, libsql 0.5.22; ${executions} executions, ${tasks} tasks, ${rounds} rounds. Goal: a listing under ${goalMs} ms. Times of a machine that others use too.`, "", "| question | p50 ms | worst ms | goal |", "|---|---|---|---|", ...table, ""].join("\n");
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
    ["search, a word of every run", false, () => searchHistory(store, { query: "value" })],
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
