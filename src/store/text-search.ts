// Full-text search behind one interface: SQLite answers by FTS5; another database brings its own implementation.

import { type Kysely, sql } from "kysely";
import type { SearchHit, SearchSubject } from "../model/store-record.ts";
import type { Tables } from "./schema.ts";

export interface TextSearchRequest {
  /** Words; all must occur. The last may be the beginning of one. */
  readonly words: readonly string[];
  readonly subjects: readonly SearchSubject[];
  readonly limit: number;
  /** Goes on behind this hit. */
  readonly after?: HitPlace | undefined;
}

/** Where a hit stands in the order: what others write shifts nothing. */
export interface HitPlace {
  readonly part: HitPart;
  /** Grows with every entry that is added. */
  readonly entry: number;
}

/** Whether all words occur in the title, or also in the body. */
export const hitParts = ["title", "body"] as const;
export type HitPart = (typeof hitParts)[number];

/** Hits whose title has every word first, then the others, each newest first. */
export type TextSearch = (database: Kysely<Tables>, request: TextSearchRequest) => Promise<readonly (SearchHit & HitPlace)[]>;

/** The index is walked from its newest entry on and only as far as the page needs: a word of every run costs no more than a rare one. */
export const searchByFts5: TextSearch = async (database, request) => {
  const { after, limit } = request;
  const hits: (SearchHit & HitPlace)[] = [];
  for (const part of hitParts.slice(after === undefined ? 0 : hitParts.indexOf(after.part))) {
    if (hits.length >= limit) break;
    const before = part === after?.part ? after.entry : Number.MAX_SAFE_INTEGER;
    hits.push(...(await findPart(database, request, { part, before, limit: limit - hits.length })));
  }
  return hits;
};

async function findPart(database: Kysely<Tables>, { words, subjects }: TextSearchRequest, { part, before, limit }: { readonly part: HitPart; readonly before: number; readonly limit: number }): Promise<(SearchHit & HitPlace)[]> {
  const { rows } = await sql<SearchHit & { entry: number }>`
    select e.id as entry, e.subject, e.subject_id as id, e.title, snippet(search_text, 1, '«', '»', '…', 24) as excerpt, e.at
    from search_text join search_entries e on e.id = search_text.rowid
    where search_text match ${matchOf(words, part)} and search_text.rowid < ${before} and e.subject in (${sql.join(subjects)})
    order by search_text.rowid desc limit ${limit}`.execute(database);
  return rows.map((row) => ({ ...row, part }));
}

/** Each word as a quoted string, so that nothing in it is read as the query language. */
function matchOf(words: readonly string[], part: HitPart): string {
  const all = words.map((word, index) => `"${word.replaceAll('"', '""')}"${index === words.length - 1 ? "*" : ""}`).join(" AND ");
  const inTitle = `{title} : (${all})`;
  return part === "title" ? inTitle : `(${all}) NOT (${inTitle})`;
}
