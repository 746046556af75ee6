// Executions with their texts, analyses with their findings, policies.

const origin = "repository text, branch text, commit_hash text, is_dirty integer";

export const sql = `
create table policies (
  version integer primary key autoincrement,
  policy text not null,
  created_at text not null,
  reason text
);

create table executions (
  id text not null primary key,
  language text not null,
  status text not null,
  exit_code integer,
  signal text,
  duration_ms real not null,
  cpu_ms real not null,
  peak_memory_bytes integer not null,
  started_at text not null,
  task_id text references tasks (id) on delete set null,
  client text,
  title text not null,
  code_hash text not null,
  error_kind text,
  error_message text,
  isolation text,
  memory_enforcement text,
  policy_version integer references policies (version),
  masked_secrets integer not null default 0,
  code_units integer not null,
  stdout_units integer not null,
  stderr_units integer not null,
  ${origin}
);
create index executions_by_time on executions (started_at, id);
create index executions_by_language on executions (language, started_at, id);
create index executions_by_status on executions (status, started_at, id);
create index executions_by_task on executions (task_id, started_at, id);
create index executions_by_code on executions (code_hash, started_at, id);
create index executions_by_commit on executions (commit_hash, started_at, id);
create index executions_by_branch on executions (branch, started_at, id);
create index executions_by_client on executions (client, started_at, id);
create index executions_by_error on executions (error_kind, started_at, id);
create index executions_by_policy on executions (policy_version);
create index executions_figures on executions (duration_ms, status, peak_memory_bytes);
create index executions_patterns on executions (language, code_hash, status);

create table execution_texts (
  execution_id text not null references executions (id) on delete cascade,
  name text not null,
  text text not null,
  primary key (execution_id, name)
);

create table analyses (
  id text not null primary key,
  kind text not null,
  started_at text not null,
  duration_ms real not null,
  task_id text references tasks (id) on delete set null,
  tool_version text not null,
  is_complete integer not null,
  file_count integer not null,
  code_lines integer not null,
  score_millipoints integer not null,
  rating text not null,
  error_count integer not null,
  warning_count integer not null,
  info_count integer not null,
  ${origin}
);
create index analyses_by_time on analyses (started_at, id);
create index analyses_by_kind on analyses (kind, started_at, id);
create index analyses_by_task on analyses (task_id, started_at, id);
create index analyses_by_commit on analyses (commit_hash, started_at, id);
create index analyses_by_branch on analyses (branch, started_at, id);

create table analysis_files (
  analysis_id text not null references analyses (id) on delete cascade,
  path text not null,
  started_at text not null,
  primary key (analysis_id, path)
) without rowid;
create index analysis_files_by_path on analysis_files (path, started_at, analysis_id);

create table findings (
  analysis_id text not null references analyses (id) on delete cascade,
  fingerprint text not null,
  place integer not null,
  rule_id text not null,
  severity text not null,
  category text not null,
  confidence text not null,
  cwe text not null,
  path text not null,
  line integer not null,
  message text not null,
  primary key (analysis_id, fingerprint)
);
create unique index findings_by_place on findings (analysis_id, place);
create index findings_by_path on findings (analysis_id, path, place);
create index findings_by_rule on findings (analysis_id, rule_id, place);
`;
