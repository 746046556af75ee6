// Full-text search: one row for each task, execution and finding, indexed by triggers, gone with what it speaks of.

export const sql = `
create table search_entries (
  id integer primary key,
  subject text not null,
  subject_id text not null,
  title text not null,
  body text not null,
  at text not null
);
create unique index search_entries_by_subject on search_entries (subject, subject_id);

create virtual table search_text using fts5(title, body, content='search_entries', content_rowid='id', tokenize="unicode61 tokenchars '_'");
create trigger search_entries_added after insert on search_entries begin
  insert into search_text (rowid, title, body) values (new.id, new.title, new.body);
end;
create trigger search_entries_removed after delete on search_entries begin
  insert into search_text (search_text, rowid, title, body) values ('delete', old.id, old.title, old.body);
end;
create trigger search_entries_changed after update on search_entries begin
  insert into search_text (search_text, rowid, title, body) values ('delete', old.id, old.title, old.body);
  insert into search_text (rowid, title, body) values (new.id, new.title, new.body);
end;

create trigger tasks_found after insert on tasks begin
  insert into search_entries (subject, subject_id, title, body, at) values ('task', new.id, new.title, new.description, new.created_at);
end;
create trigger tasks_found_anew after update of title, description on tasks begin
  update search_entries set title = new.title, body = new.description where subject = 'task' and subject_id = new.id;
end;
create trigger tasks_lost after delete on tasks begin
  delete from search_entries where subject = 'task' and subject_id = old.id;
end;
create trigger executions_lost after delete on executions begin
  delete from search_entries where subject = 'execution' and subject_id = old.id;
end;
create trigger findings_found after insert on findings begin
  insert into search_entries (subject, subject_id, title, body, at)
    select 'finding', new.analysis_id || ':' || new.fingerprint, new.rule_id || ' ' || new.path, new.message, analyses.started_at
    from analyses where analyses.id = new.analysis_id;
end;
create trigger findings_lost after delete on findings begin
  delete from search_entries where subject = 'finding' and subject_id = old.analysis_id || ':' || old.fingerprint;
end;

insert into search_entries (subject, subject_id, title, body, at) select 'task', id, title, description, created_at from tasks;
`;
