// The module systems of all languages, as the stages that see all files ask for them.

import { languages } from "../languages/registry.generated.ts";
import type { ModuleSystem } from "../syntax/module-facts.ts";

/** By language id. */
export const moduleSystems: ReadonlyMap<string, ModuleSystem> = new Map(
  languages.flatMap(({ id, modules }) => (modules === undefined ? [] : [[id, modules] as const])),
);

export const manifestNames: readonly string[] = [...new Set([...moduleSystems.values()].flatMap((system) => system.manifestNames))];
