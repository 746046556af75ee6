// Searches executions, findings and tasks.

import { AssayError } from "../model/errors.ts";
import type { Page, PageRequest } from "../model/origin.ts";
import type { SearchHit, SearchSubject } from "../model/store-record.ts";
import type { StoreConnection } from "./open-database.ts";
import { cutPage, readCursor, readLimit, wrongCursor } from "./pages.ts";
import { type HitPlace, hitParts, searchByFts5 } from "./text-search.ts";

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
  const subjects = request.subjects === undefined || request.subjects.length === 0 ? allSubjects : request.subjects;
  const hits = await searchByFts5(database, { words, subjects, limit: limit + 1, after: readPlace(request) });
  return cutPage(hits, limit, { item: ({ subject, id, title, excerpt, at }) => ({ subject, id, title, excerpt, at }), place: ({ part, entry }) => ({ at: part, id: String(entry) }) });
}

/** Throws `cursor-invalid`. */
function readPlace(request: SearchRequest): HitPlace | undefined {
  const place = readCursor(request);
  if (place === undefined) return undefined;
  const part = hitParts.find((name) => name === place.at);
  const entry = Number(place.id);
  if (part !== undefined && Number.isSafeInteger(entry)) return { part, entry };
  throw wrongCursor();
}
