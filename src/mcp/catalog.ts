// Which tools are offered: the catalogue, less what the operator leaves out.

import { AssayError } from "../model/errors.ts";
import { catalog } from "./catalog.generated.ts";
import { type CatalogEntry, toolsets } from "./tool.ts";

/** The tools that are offered, by name, in the order in which they are listed. Throws `usage` for an unknown toolset. */
export function offeredTools(options: { readonly toolsets: readonly string[] | undefined; readonly isReadOnly: boolean }): ReadonlyMap<string, CatalogEntry> {
  const known: readonly string[] = toolsets;
  const unknown = options.toolsets?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new AssayError({ code: "usage", message: `There is no toolset ${JSON.stringify(unknown)}.`, nextStep: `Name some of: ${toolsets.join(", ")}.` });
  }
  const isOffered = ({ toolset, effect }: CatalogEntry): boolean =>
    (options.toolsets?.includes(toolset) ?? true) && (!options.isReadOnly || effect === "reads");
  return new Map(catalog.filter(isOffered).map((entry) => [entry.listed.name, entry]));
}
