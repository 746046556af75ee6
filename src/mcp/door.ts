// What every connection of one server shares: the tools that are offered and what they work with.

import { ServerServices } from "../api/server-services.ts";
import type { ServeOptions } from "../model/serve-options.ts";
import { offeredTools } from "./catalog.ts";
import type { CatalogEntry, Tool } from "./tool.ts";

export interface Door {
  readonly services: ServerServices;
  readonly tools: ReadonlyMap<string, CatalogEntry>;
  /** The tool of an entry, loaded once. */
  readonly loadTool: (entry: CatalogEntry) => Promise<Tool>;
}

/** Loads nothing that only a call needs. Throws `usage` for unknown toolsets. */
export function openDoor({ root, executionPolicy, isReadOnly, toolsets, store, retention }: ServeOptions): Door {
  const loaded = new Map<CatalogEntry, Promise<Tool>>();
  return {
    services: new ServerServices({ root, executionPolicy, isReadOnly, store, retention }),
    tools: offeredTools({ toolsets, isReadOnly }),
    loadTool: (entry) => {
      const tool = loaded.get(entry) ?? entry.load();
      loaded.set(entry, tool);
      return tool;
    },
  };
}
