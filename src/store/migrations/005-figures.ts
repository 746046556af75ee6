// Statistics over many runs: sums that are kept as runs come and go, and one index in the order of duration with what lists filter by.

export const sql = `
create table execution_sums (
  language text not null,
  status text not null,
  branch text not null,
  client text not null,
  runs integer not null,
  peak_memory_bytes integer not null,
  primary key (language, status, branch, client)
) without rowid;
insert into execution_sums
  select language, status, coalesce(branch, ''), coalesce(client, ''), count(*), max(peak_memory_bytes) from executions group by 1, 2, 3, 4;

create trigger executions_summed after insert on executions begin
  insert into execution_sums values (new.language, new.status, coalesce(new.branch, ''), coalesce(new.client, ''), 1, new.peak_memory_bytes)
    on conflict do update set runs = runs + 1, peak_memory_bytes = max(peak_memory_bytes, excluded.peak_memory_bytes);
end;
create trigger executions_taken_off after delete on executions begin
  update execution_sums set runs = runs - 1
    where language = old.language and status = old.status and branch = coalesce(old.branch, '') and client = coalesce(old.client, '');
end;

drop index if exists executions_figures;
create index executions_by_duration on executions (duration_ms, status, peak_memory_bytes, started_at, language, branch, client, error_kind);
`;
