// Fills a store as a busy year would, for measurements of its listings.

import Libsql from "libsql";
import { openStore } from "../src/api/project-store.ts";

export const executionCount = 100_000;
export const taskCount = 10_000;

const seed = `
  with recursive n (i) as (select 1 union all select i + 1 from n where i < ${taskCount})
  insert into tasks (id, title, description, status, priority, created_at, updated_at, code_language, branch)
    select 'task_' || i, 'Task number ' || i, 'about part ' || (i % 97), case when i % 3 = 0 then 'done' when i % 7 = 0 then 'in_progress' else 'open' end, i % 4,
      strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 60, 'unixepoch'), '2024-01-01T00:00:00.000Z', case i % 2 when 0 then 'python' else 'bash' end, 'branch' || (i % 5) from n;
  update tasks set completed_at = created_at where status = 'done';
  insert or ignore into task_dependencies select a.id, 'task_' || (cast(substr(a.id, 6) as integer) / 2) from tasks a where cast(substr(a.id, 6) as integer) > 1;
  insert or ignore into task_dependencies select a.id, 'task_' || (cast(substr(a.id, 6) as integer) / 3) from tasks a where cast(substr(a.id, 6) as integer) > 3;
  with recursive n (i) as (select 1 union all select i + 1 from n where i < ${executionCount})
  insert into executions (id, language, status, exit_code, duration_ms, cpu_ms, peak_memory_bytes, started_at, task_id, client, title, code_hash, error_kind, code_units, stdout_units, stderr_units, branch, commit_hash)
    select 'run_' || i, case i % 3 when 0 then 'python' when 1 then 'bash' else 'javascript' end, case when i % 5 = 0 then 'failed' when i % 97 = 0 then 'timeout' else 'passed' end, 0, (i * 7919) % 10000, 1, (i * 104729) % 500000000,
      strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 13, 'unixepoch'), 'task_' || (1 + i % ${taskCount}), 'client' || (i % 4), 'print(' || (i % 1000) || ')', 'hash' || (i % 1000), case when i % 5 = 0 then 'Error' || (i % 11) end, 100, 100, 0, 'branch' || (i % 5), 'commit' || (i % 500) from n;
  insert into execution_texts select id, 'stdout', 'line of output ' || id || ' ' || hex(randomblob(200)) from executions;
  insert into search_entries (subject, subject_id, title, body, at) select 'execution', id, title, 'value ' || code_hash, started_at from executions;
  analyze;`;

/** Makes the file and fills it. */
export async function fillStore(folder: string, path: string): Promise<void> {
  await (await openStore({ cwd: folder, path })).close();
  const database = new Libsql(path);
  database.exec(`begin; ${seed}; commit`);
  database.close();
}
