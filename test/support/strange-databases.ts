// Databases of earlier task programs that say the usual things in unusual ways, and files in a state in which a program died.

import Libsql from "libsql";
import { copyFileSync, renameSync } from "node:fs";
import { build, type EarlierDatabase } from "./earlier-databases.ts";

const two = "insert into tasks values (1, 'base', 'open'), (2, 'later', 'open');";
const plain = "create table tasks (id integer primary key, title text, status text);";
const later = [["base", "open", "medium", []], ["later", "open", "medium", ["base"]]] as const;
const apart = [["base", "open", "medium", []], ["later", "open", "medium", []]] as const;

/** A table of dependencies with a row for the task 2 that waits for the task 1, and others. */
function linked(name: string, columns: string, rows: string, expected: EarlierDatabase["expected"] = later): EarlierDatabase {
  return { name: `dependencies in ${name} (${columns})`, make: build(`${plain} create table ${name} (${columns}); ${two} insert into ${name} values ${rows};`), expected };
}

/** A column of the tasks that says that the task 2 waits for the task 1. */
function listed(column: string, value: string, expected: EarlierDatabase["expected"] = later): EarlierDatabase {
  return { name: `${column} is ${value}`, make: build(`create table tasks (id text primary key, title text, status text, ${column}); insert into tasks values ('1', 'base', 'open', null), ('2', 'later', 'open', ${value});`), expected };
}

const linkTables: readonly EarlierDatabase[] = [
  linked("task_requirements", "task_id int, requires int", "(2, 1)"),
  linked("dependencies", "task int, prerequisite int", "(2, 1)"),
  linked("task_relations", "blocked_task_id int, blocking_task_id int", "(2, 1)"),
  linked("blockers", "blocked_id int, blocker_id int", "(2, 1)"),
  linked("task_blocks", "task_id int, blocks_id int", "(1, 2)"),
  linked("deps", "successor, predecessor", "(2, 1)"),
  linked("TaskDependency", "fromTaskId int, toTaskId int", "(2, 1)"),
  linked("task_edges", "from_id int, to_id int", "(1, 2)"),
  linked("task_dep", "parent_task_id int, child_task_id int", "(1, 2)"),
  linked("task_parts", "parent_id int references tasks, child_id int references tasks", "(1, 2)", apart),
  linked("pairs", "task_id int references tasks (id), needs int references tasks (id)", "(2, 1)"),
  linked("task_links", "source_id int, target_id int, link_type text", "(1, 2, 'blocks'), (1, 2, 'relates to'), (2, 1, 'duplicates')"),
  linked("links", "source_id int, target_id int, type text", "(2, 1, 'depends-on')"),
  linked("dependency", "task_id int, depends_on_id int, type text", "(2, 1, 'blocks'), (1, 2, 'related')"),
  linked("task_requirement_notes", "task_id int, requirement text, required boolean", "(2, 'fast', 1)", apart),
];

const lists: readonly EarlierDatabase[] = [
  ...["'[1]'", "'[\"1\"]'", "'[{\"id\": 1}]'", "'{\"1\": true, \"9\": false}'", "'[{\"task\": \"1\", \"type\": \"hard\"}]'", "'[{\"dependsOnId\": 1}]'", "'{\"task_ids\": [1]}'", "'\"[1]\"'", "'[''1'']'", "'{1}'", "'#1'", "'1;'", "x'5b315d'", "1", "1.0", "'[null, [1]]'", "' task 1 '"].map((value) => listed("depends_on", value)),
  ...["'[]'", "'null'", "'{}'", "'none'", "''", "x''", "'[null]'"].map((value) => listed("depends_on", value, apart)),
  listed("requires", "'1'"),
  listed("blockedBy", "'[1]'"),
  listed("prerequisite", "1"),
  { name: "a column of what a task blocks", make: build(`create table tasks (id integer primary key, title text, status text, blocks text); insert into tasks values (1, 'base', 'open', '[2]'), (2, 'later', 'open', null);`), expected: later },
  { name: "a count of what a task blocks", make: build(`create table tasks (id integer primary key, title text, status text, blocks int); insert into tasks values (1, 'base', 'open', 2), (2, 'later', 'open', 1);`), expected: apart },
  { name: "ids with spaces, in a list with commas", make: build(`create table tasks (id text primary key, title text, status text, dependencies text); insert into tasks values ('make it', 'base', 'open', ''), ('b', 'other', 'open', null), ('c', 'later', 'open', 'make it, b');`), expected: [["base", "open", "medium", []], ["other", "open", "medium", []], ["later", "open", "medium", ["other", "base"]]] },
  { name: "bytes as ids, named as UUIDs with and without hyphens", make: build(`create table tasks (id blob primary key, title text, status text, depends_on text); create table task_deps (blocked_id blob, blocker_id blob);
      insert into tasks values (x'00112233445566778899aabbccddeeff', 'base', 'open', null), (x'11112233445566778899aabbccddeeff', 'later', 'open', '["00112233-4455-6677-8899-AABBCCDDEEFF"]'), (x'22112233445566778899aabbccddeeff', 'last', 'open', '00112233445566778899aabbccddeeff');
      insert into task_deps values (x'22112233445566778899aabbccddeeff', x'11112233445566778899aabbccddeeff');`), expected: [...later, ["last", "open", "medium", ["base", "later"]]] },
  { name: "a number and a UUID for each task, dependencies by the UUID", make: build(`create table tasks (id integer primary key, uuid text unique, title text, status text, dependencies text); insert into tasks values (1, 'AB112233-4455-6677-8899-aabbccddeeff', 'base', 'open', '[]'), (2, 'CD112233-4455-6677-8899-aabbccddeeff', 'later', 'open', '["ab112233-4455-6677-8899-aabbccddeeff"]');`), expected: later },
];

const words: readonly EarlierDatabase[] = [
  { name: "a tick instead of a status, and no title", make: build(`create table tasks (id integer primary key, content text, is_done boolean not null default 0); insert into tasks values (1, 'a', 1), (2, 'b', 0);`), expected: [["a", "done", "medium", []], ["b", "open", "medium", []]] },
  { name: "the time of completion instead of a status", make: build(`create table tasks (id integer primary key, name text, completed text); insert into tasks values (1, 'a', '2024-01-01'), (2, 'b', null), (3, 'c', 'false');`), expected: [["a", "done", "medium", []], ["b", "open", "medium", []], ["c", "open", "medium", []]] },
  { name: "a status and a tick, tasks that were deleted", make: build(`create table tasks (id integer primary key, title text, status text, completed int, deleted_at text); insert into tasks values (1, 'a', 'pending', 1, null), (2, 'b', 'wip', 0, null), (3, 'c', 'todo', 0, '2024-01-01'), (4, 'd', 'done', 1, '2024-01-01');`), expected: [["a", "done", "medium", []], ["b", "in_progress", "medium", []], ["c", "cancelled", "medium", []], ["d", "done", "medium", []]] },
  { name: "decorated words", make: build(`create table tasks (id integer primary key, title text, status text, priority text); insert into tasks values (1, 'a', '✅ Done', '1 - Critical'), (2, 'b', '3 - In Review', 'Very High'), (3, 'c', 'inProgress', 'High (2)'), (4, 'd', 'Won''t do', '(A)'), (5, 'e', '[x]', 'P1');`), expected: [["a", "done", "critical", []], ["b", "in_progress", "critical", []], ["c", "in_progress", "high", []], ["d", "cancelled", "critical", []], ["e", "done", "high", []]] },
];

const states: readonly EarlierDatabase[] = [
  { name: "interrupted between two names: tasks_old and tasks_new, no tasks", make: build(`create table tasks_old (id integer primary key, title text, status text); create table tasks_new (id integer primary key, title text, status text, quality_score real); insert into tasks_old values (1, 'base', 'open'), (2, 'later', 'done'); insert into tasks_new values (1, 'base', 'open', 77);`), expected: [["base", "open", "medium", []], ["later", "done", "medium", []]] },
  { name: "an empty table of tasks beside a backup with rows", make: build(`${plain} create table tasks_backup (id integer primary key, title text, status text); insert into tasks_backup values (1, 'base', 'open'), (2, 'later', 'open');`), expected: apart },
  { name: "a backup table with more rows than the tasks", make: build(`${plain} ${two} create table tasks_backup (id integer primary key, title text, status text); insert into tasks_backup values (9, 'thrown away', 'open');`), expected: apart },
  { name: "our own first step without the others", make: build(`create table assay_migrations (id integer primary key, name text not null, checksum text not null, applied_at text not null); ${plain} ${two}`), expected: apart },
  { name: "broken views and triggers, tables of others that point here", make: build(`pragma foreign_keys = off; ${plain} create table people (id integer primary key); create table gone (x); create table comments (id integer primary key, task_id int not null references tasks (id) on delete cascade, body text);
      create view broken as select * from gone; create view living as select id, title from tasks; create view analyses as select 1 as x;
      create trigger commented after insert on comments begin update tasks set status = 'open' where id = new.task_id; insert into gone values (1); end;
      ${two} insert into comments values (1, 1, 'hi'), (2, 99, 'lost');
      create trigger added after insert on tasks begin insert into gone values (new.id); end; drop table gone;`), expected: apart },
  { name: "rows that break rules which came later", make: build(`${plain} insert into tasks values (1, 'base', 'open'), (2, null, 'open'); pragma writable_schema = on; update sqlite_master set sql = 'create table tasks (id integer primary key, title text not null, status text check (unknown_function(status)))' where name = 'tasks';`), expected: [["base", "open", "medium", []], ["", "open", "medium", []]] },
  { name: "an index that lost touch with its table", make: build(`${plain} ${two} create index by_title on tasks (title); pragma writable_schema = on; update sqlite_master set sql = 'create index by_title on tasks (status)' where name = 'by_title';`), expected: apart },
  { name: "a module that is not there, full-text search of its own, odd names of columns", make: build(`create table tasks (id integer primary key, title text, status text, "order" int, "due date" text, "we""ird" text); create virtual table search_text using fts5(x); create virtual table tasks_fts using fts5(title, content='tasks', content_rowid='id');
      insert into tasks values (1, 'base', 'open', 1, 'd', 'w'), (2, 'later', 'open', 2, 'd', 'w'); pragma writable_schema = on; insert into sqlite_master (type, name, tbl_name, rootpage, sql) values ('table', 'vectors', 'vectors', 0, 'create virtual table vectors using vec0 (embedding float[3])');`), expected: apart },
  { name: "UTF-16, without row numbers", make: build(`pragma encoding = 'UTF-16le'; create table Tasks (Id text primary key, Title text, Status text) without rowid; insert into Tasks values ('a', 'Größe 🎉', 'open');`), expected: [["Größe 🎉", "open", "medium", []]] },
  { name: "texts that are no UTF-8, numbers as titles", make: build(`create table tasks (id integer primary key, title, status text, description text); insert into tasks values (1, cast(x'ff41' as text), 'open', cast(x'c328' as text)), (2, 5, 'open', 'a' || char(0) || 'b');`), expected: [["\u{FFFD}A", "open", "medium", []], ["5", "open", "medium", []]] },
  { name: "a strict table with generated columns", make: build(`create table tasks (id integer primary key, title text not null, status text, loud text generated always as (upper(title)) virtual, quiet text generated always as (lower(title)) stored) strict; insert into tasks (id, title, status) values (1, 'base', 'open'), (2, 'later', 'open');`), expected: apart },
  { name: "a change that was interrupted, with its journal", make: leaveJournal(`${plain} ${two} insert into tasks select value + 2, hex(zeroblob(400)), 'cancelled' from json_each('[${Array.from({ length: 60 }, (_, index) => index + 1).join(",")}]'); delete from tasks where id > 2;`, "update tasks set title = 'HALF'; insert into tasks select value + 2, hex(zeroblob(400)), 'done' from json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]')"), expected: apart },
  { name: "a log that was not written back", make: leaveLog(`${plain} ${two}`), expected: apart },
];

/** As it is when the program dies in the middle of a change whose pages no longer fit into memory. */
export function leaveJournal(sql: string, change: string): (path: string) => void {
  return (path) => leave(path, ["", "-journal"], (database) => database.exec(`${sql} pragma cache_size = 1; pragma cache_spill = 1; begin; ${change}`));
}

/** As it is when the program dies with everything in the log only. */
export function leaveLog(sql: string): (path: string) => void {
  return (path) => leave(path, ["", "-wal"], (database) => database.exec(`pragma journal_mode = wal; pragma wal_autocheckpoint = 0; ${sql}`));
}

function leave(path: string, parts: readonly string[], work: (database: Libsql.Database) => void): void {
  const database = new Libsql(`${path}.made`);
  work(database);
  for (const part of parts) copyFileSync(`${path}.made${part}`, `${path}.kept${part}`);
  database.close();
  for (const part of parts) renameSync(`${path}.kept${part}`, path + part);
}

export const strangeDatabases: readonly EarlierDatabase[] = [...linkTables, ...lists, ...words, ...states];
