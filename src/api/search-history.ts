// Searches executions, findings and tasks by words.

import type { Page, PageRequest } from "../model/origin.ts";
import type { SearchHit, SearchSubject } from "../model/store-record.ts";
import type { ProjectStore } from "./project-store.ts";

export interface HistoryQuery extends PageRequest {
  /** Every word must occur; the last may be the beginning of one. */
  readonly query: string;
  /** All where absent. */
  readonly subjects?: readonly SearchSubject[] | undefined;
}

/** Best first. */
export function searchHistory(store: ProjectStore, query: HistoryQuery): Promise<Page<SearchHit>> {
  return store.call("search", query);
}
