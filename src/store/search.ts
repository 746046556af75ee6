// Searches executions, findings and tasks.

import { AssayError } from "../model/errors.ts";
import type { Page, PageRequest } from "../model/origin.ts";
import type { SearchHit, SearchSubject } from "../model/store-record.ts";
import type { StoreConnection } from "./open-database.ts";
import { cutPage, readCursor, readLimit } from "./pages.ts";
import { searchByFts5 } from "./text-search.ts";

export interface SearchRequest extends PageRequest {
  readonly query: string;
  readonly subjects?: readonly SearchSubject[] | undefined;
}

const mostWords = 20;
const allSubjects: readonly SearchSubject[] = ["task", "execution", "finding"];

/** Every word of the query occurs in a hit. Throws `usage` for a query without a word. */
export async function searchStore({ database }: StoreConnection, request: SearchRequest): Promise<Page<SearchHit>> {
  const words = (request.query.match(/[\p{L}\p{N}_]+/gu) ?? []).slice(0, mostWords);
  if (words.length === 0) throw new AssayError({ code: "usage", message: "The query has no word to search for.", nextStep: "Give words that occur in titles, code, output, messages or descriptions." });
  const limit = readLimit(request);
  const offset = Number(readCursor(request)?.at ?? 0);
  const subjects = request.subjects === undefined || request.subjects.length === 0 ? allSubjects : request.subjects;
  const hits = await searchByFts5(database, { words, subjects, limit: limit + 1, offset });
  return cutPage(hits, limit, { item: (hit) => hit, place: ({ id }) => ({ at: String(offset + limit), id }) });
}
