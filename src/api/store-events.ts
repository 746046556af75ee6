// What happened in the store, for programs that follow it.

import type { StoreEvent } from "../model/store-record.ts";
import type { ProjectStore } from "./project-store.ts";

/** Events after `after` (0 for all), oldest first; the last one's `sequence` is where to go on. */
export function readEvents(store: ProjectStore, request: { readonly after?: number | undefined; readonly limit?: number | undefined } = {}): Promise<readonly StoreEvent[]> {
  return store.call("events", request);
}

/** The same as lines of JSON. */
export function renderEvents(events: readonly StoreEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}
