// Joins the files' imports into the project's graph of modules.

import type { ImportFact, ModuleFacts, ModuleSystem, ResolveImport } from "../../syntax/module-facts.ts";

/** One file with what it says about itself. */
export interface ProjectModule {
  /** Root-relative. */
  readonly path: string;
  readonly language: string;
  readonly facts: ModuleFacts;
}

export interface ModuleEdge {
  readonly from: string;
  readonly to: string;
  readonly fact: ImportFact;
}

export interface ModuleGraph {
  readonly modules: ReadonlyMap<string, ProjectModule>;
  /** By importing file, in the order of its imports; a module imported twice stands twice. */
  readonly imports: ReadonlyMap<string, readonly ModuleEdge[]>;
  /** By imported file. */
  readonly importers: ReadonlyMap<string, readonly ModuleEdge[]>;
  /** By importing file, specifiers that lead out of the project. */
  readonly external: ReadonlyMap<string, ReadonlySet<string>>;
  readonly resolverOf: (language: string) => ResolveImport | undefined;
}

export interface GraphRequest {
  /** Name of the root folder. */
  readonly rootName: string;
  readonly modules: readonly ProjectModule[];
  /** By language id. */
  readonly systems: ReadonlyMap<string, ModuleSystem>;
  /** Root-relative manifests and their texts. */
  readonly manifests: ReadonlyMap<string, string>;
}

/** The order of the modules does not matter. */
export function buildModuleGraph({ rootName, modules, systems, manifests }: GraphRequest): ModuleGraph {
  const sorted = [...modules].sort((left, right) => (left.path < right.path ? -1 : 1));
  const paths = new Set(sorted.map((module) => module.path));
  const resolvers = new Map<string, ResolveImport>();
  const resolverOf = (language: string): ResolveImport | undefined => {
    const system = systems.get(language);
    if (system === undefined) return undefined;
    const resolver = resolvers.get(system.id) ?? system.createResolver({ paths, rootName, manifests });
    resolvers.set(system.id, resolver);
    return resolver;
  };
  const imports = new Map<string, ModuleEdge[]>();
  const importers = new Map<string, ModuleEdge[]>();
  const external = new Map<string, Set<string>>();
  for (const { path, language, facts } of sorted) {
    const resolve = resolverOf(language);
    const own: ModuleEdge[] = [];
    for (const fact of resolve === undefined ? [] : facts.imports) {
      const targets = resolve!(path, fact);
      if (targets.length === 0 && fact.isPrefix !== true) addTo(external, path, fact.specifier);
      for (const to of targets) {
        // A file in another language (a JSON file, a template) is no module; a file that names itself imports nothing.
        if (to === path || !paths.has(to)) continue;
        const edge = { from: path, to, fact };
        own.push(edge);
        const known = importers.get(to);
        if (known === undefined) importers.set(to, [edge]);
        else known.push(edge);
      }
    }
    imports.set(path, own);
  }
  return { modules: new Map(sorted.map((module) => [module.path, module])), imports, importers, external, resolverOf };
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}
