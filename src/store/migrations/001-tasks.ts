// Tasks, what they depend on, their commits; the events of all records.

export const sql = `
create table tasks (
  id text not null primary key,
  title text not null,
  description text not null default '',
  status text not null default 'open' check (status in ('open', 'in_progress', 'done', 'cancelled')),
  priority integer not null default 2 check (priority between 0 and 3),
  created_at text not null,
  updated_at text not null,
  started_at text,
  completed_at text,
  version integer not null default 1,
  requires_passing_run integer not null default 0,
  execution_environment text,
  code_language text,
  quality_score real,
  execution_status text,
  execution_log text,
  original_status text,
  original_priority text,
  repository text,
  branch text,
  commit_hash text,
  is_dirty integer
);
create index tasks_by_time on tasks (created_at, id);
create index tasks_by_status on tasks (status, created_at, id);
create index tasks_by_priority on tasks (priority, created_at, id);
create index tasks_by_language on tasks (code_language, created_at, id);
create index tasks_by_execution_status on tasks (execution_status, created_at, id);
create index tasks_by_branch on tasks (branch, created_at, id);
create index tasks_by_completion on tasks (status, completed_at);

create table task_dependencies (
  task_id text not null references tasks (id) on delete cascade,
  depends_on_id text not null references tasks (id) on delete cascade,
  primary key (task_id, depends_on_id),
  check (task_id <> depends_on_id)
) without rowid;
create index task_dependencies_by_target on task_dependencies (depends_on_id, task_id);

create table task_commits (
  task_id text not null references tasks (id) on delete cascade,
  commit_hash text not null,
  linked_at text not null,
  primary key (task_id, commit_hash)
) without rowid;
create index task_commits_by_commit on task_commits (commit_hash, task_id);

create table events (
  sequence integer primary key autoincrement,
  type text not null,
  subject_id text not null,
  at text not null,
  data text not null
);
create index events_by_subject on events (subject_id, sequence);
create trigger events_are_only_added before update on events begin select raise(abort, 'events are only added'); end;
`;
