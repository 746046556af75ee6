// Databases as earlier task programs left them, each of another shape, made anew for each test.

import Libsql from "libsql";
import { readFileSync, writeFileSync } from "node:fs";

export interface EarlierDatabase {
  readonly name: string;
  readonly make: (path: string) => void;
  /** What the list must show: title, status, priority, titles of dependencies. */
  readonly expected: readonly (readonly [title: string, status: string, priority: string, dependsOn: readonly string[]])[];
}

export function build(sql: string): (path: string) => void {
  return (path) => {
    const database = new Libsql(path);
    database.exec(sql);
    database.close();
  };
}

export const earlierDatabases: readonly EarlierDatabase[] = [
  {
    name: "integer ids, a dependencies table with foreign keys, checked words, columns that must be filled",
    make: build(`
      create table tasks (id integer primary key autoincrement, title text not null, description text, status text not null default 'pending' check (status in ('pending', 'in-progress', 'completed', 'failed')),
        priority text check (priority in ('low', 'normal', 'urgent')), assignee text not null, created_at timestamp default current_timestamp, updated_at timestamp);
      create table dependencies (task_id integer not null references tasks (id), depends_on_id integer not null references tasks (id), primary key (task_id, depends_on_id));
      create index tasks_by_status on tasks (status);
      insert into tasks values (1, 'one', 'first', 'completed', 'urgent', 'ann', '2024-01-01 10:00:00', '2024-01-02 10:00:00'), (2, 'two', null, 'in-progress', 'normal', 'bob', '2024-01-03 10:00:00', null), (7, 'seven', '', 'failed', null, 'eve', '2024-01-04 10:00:00', null);
      insert into dependencies values (2, 1), (7, 2);`),
    expected: [["one", "done", "critical", []], ["two", "in_progress", "medium", ["one"]], ["seven", "open", "medium", ["two"]]],
  },
  {
    name: "text ids, a JSON column of dependencies, camel case, times in milliseconds, numbers as priorities",
    make: build(`
      create table tasks (id text primary key, title text, description text, status text, priority integer, createdAt integer, updatedAt integer, dependencies text, tags text, metadata blob, hash integer);
      insert into tasks values ('a-1', 'first', 'd', 'TODO', 1, 1704103200000, 1704103200000, '[]', '["x"]', x'00ff', 9007199254740993), ('b-2', 'second', 'd', 'Done', 3, 1704189600000, 1704189600000, '["a-1", "gone"]', null, null, null),
        ('c-3', 'third', 'd', 'In Progress', 9, 1704276000000, null, '[{"task_id": "b-2"}]', null, null, null);`),
    expected: [["first", "open", "critical", []], ["second", "done", "medium", ["first"]], ["third", "in_progress", "low", ["second"]]],
  },
  {
    name: "no key: ids that repeat and lack, dependencies with commas, seconds",
    make: build(`
      create table tasks (id, title, description, status, priority, created_at, updated_at, depends_on);
      insert into tasks values (1, 'x', '', 'cancelled', 'p0', 1704103200, 1704103200, ''), (1, 'x again', '', 'wip', 'trivial', 1704103201, 0, '1'), (null, 'nameless', '', 'blocked', '', 1704103202, 0, '1, 99');`),
    expected: [["x", "cancelled", "critical", []], ["x again", "in_progress", "low", ["x"]], ["nameless", "open", "medium", ["x"]]],
  },
  {
    name: "half migrated: some new columns, rows left behind in tasks_old, names of ours in use, a circle",
    make: build(`
      create table tasks (id text primary key, title text, description text, status text, priority text, created_at text, updated_at text, quality_score real, execution_status text);
      create table tasks_old (id text primary key, title text, description text, status text, priority text, created_at text, updated_at text);
      create table task_dependencies (task_id text, depends_on_task_id text);
      create table executions (id integer primary key, code text);
      create table events (what text);
      insert into executions values (1, 'print(1)');
      insert into tasks_old values ('k1', 'kept', '', 'open', 'high', '2024-01-01T00:00:00Z', ''), ('k2', 'behind', '', 'open', 'high', '2024-01-02T00:00:00+01:00', '');
      insert into tasks values ('k1', 'kept', '', 'open', 'high', '2024-01-01T00:00:00Z', '', 88.5, 'passed');
      insert into task_dependencies values ('k1', 'k2'), ('k2', 'k1'), ('k1', 'k1');`),
    expected: [["kept", "open", "high", ["behind"]], ["behind", "open", "high", ["kept"]]],
  },
  {
    name: "empty, in WAL mode, with a view and a trigger on its tasks",
    make: build(`
      pragma journal_mode = wal;
      create table tasks (id integer primary key, title text not null, status text, priority int, created_at text);
      create view open_tasks as select * from tasks where status = 'open';
      create trigger touched after update on tasks begin select 1; end;`),
    expected: [],
  },
];

/** Overwrites the pages in the middle of a file. */
export function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4096, Math.min(bytes.length, 4096 * 4));
  writeFileSync(path, bytes);
}
