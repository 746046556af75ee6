// Checking, trimming, exporting and importing a store.

import type { Retention, StoreCheck } from "../model/store-record.ts";
import type { ProjectStore } from "./project-store.ts";

export function checkStore(store: ProjectStore): Promise<StoreCheck> {
  return store.call("check");
}

/** Throws away what is beyond the limits, oldest first, and gives space back to the disk. */
export function vacuumStore(store: ProjectStore, retention: Retention = {}): Promise<{ readonly executions: number; readonly analyses: number; readonly sizeBytes: number }> {
  return store.call("vacuum", retention);
}

/** The whole store as lines of JSON, by pieces, so that no size is too large. */
export async function* exportStore(store: ProjectStore): AsyncGenerator<readonly string[]> {
  let from: { readonly table: number; readonly offset: number } | undefined = { table: 0, offset: 0 };
  while (from !== undefined) {
    const { lines, next }: { lines: readonly string[]; next?: { table: number; offset: number } } = await store.call("exportPiece", from);
    yield lines;
    from = next;
  }
}

/** All or nothing; rows that are there already stay as they are. */
export function importStore(store: ProjectStore, lines: readonly string[]): Promise<{ readonly added: number; readonly kept: number }> {
  return store.call("importLines", { lines });
}
