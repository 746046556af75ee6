// Full-text search behind one interface: SQLite answers by FTS5; another database brings its own implementation.

import { type Kysely, sql } from "kysely";
import type { SearchHit, SearchSubject } from "../model/store-record.ts";
import type { Tables } from "./schema.ts";

export interface TextSearchRequest {
  /** Words; all must occur. The last may be the beginning of one. */
  readonly words: readonly string[];
  readonly subjects: readonly SearchSubject[];
  readonly limit: number;
  /** Hits to leave out at the beginning. */
  readonly offset: number;
}

/** Hits, best first, equal ones newest first. */
export type TextSearch = (database: Kysely<Tables>, request: TextSearchRequest) => Promise<readonly SearchHit[]>;

export const searchByFts5: TextSearch = async (database, { words, subjects, limit, offset }) => {
  const { rows } = await sql<SearchHit>`
    select e.subject, e.subject_id as id, e.title, snippet(search_text, 1, '«', '»', '…', 24) as excerpt, e.at
    from search_text join search_entries e on e.id = search_text.rowid
    where search_text match ${matchOf(words)} and e.subject in (${sql.join(subjects)})
    order by bm25(search_text, 4.0, 1.0), e.at desc, e.id desc limit ${limit} offset ${offset}`.execute(database);
  return rows;
};

/** Each word as a quoted string, so that nothing in it is read as the query language. */
function matchOf(words: readonly string[]): string {
  return words.map((word, index) => `"${word.replaceAll('"', '""')}"${index === words.length - 1 ? "*" : ""}`).join(" ");
}
