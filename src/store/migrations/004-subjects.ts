// What an analysis looked at and what it said, so that a repeated one is known; policies as they were set and as they were in force.

export const sql = `
alter table analyses add column subject_hash text;
alter table analyses add column content_hash text;
create index analyses_by_subject on analyses (subject_hash, started_at, id);

alter table policies add column kind text not null default 'tightening';
create index policies_by_kind on policies (kind, version);
create index policies_by_text on policies (kind, policy, version);
`;
