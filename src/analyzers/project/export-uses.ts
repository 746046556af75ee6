// Follows imports and re-exports to the exports that they mean: which export is taken by name, which with its whole module.

import type { ModuleEdge, ModuleGraph } from "./module-graph.ts";

export interface ExportUses {
  /** `whole`: some file takes the module as an object, and may take anything out of it. */
  readonly useOf: (path: string, name: string) => "named" | "whole" | "none";
}

interface Taken {
  readonly names: Set<string>;
  isWhole: boolean;
}

/** Everything that entries export is taken. Files that nothing reaches count as importers too: they are told about themselves. */
export function traceExports(graph: ModuleGraph, entries: Iterable<string>): ExportUses {
  const tracer = new Tracer(graph);
  for (const path of entries) tracer.publish(path);
  for (const edges of graph.imports.values()) for (const edge of edges) tracer.follow(edge);
  return {
    useOf: (path, name) => {
      const taken = tracer.taken.get(path);
      if (taken === undefined) return "none";
      return taken.names.has(name) ? "named" : taken.isWhole ? "whole" : "none";
    },
  };
}

class Tracer {
  readonly taken = new Map<string, Taken>();
  readonly #graph: ModuleGraph;

  constructor(graph: ModuleGraph) {
    this.#graph = graph;
  }

  follow({ to, fact }: ModuleEdge): void {
    for (const name of fact.names) {
      if (name === "*") this.takeWhole(to);
      else this.take(to, name);
    }
  }

  /** A stack of its own: re-exports may be long chains, and may go in circles. */
  take(path: string, name: string): void {
    const pending = [{ path, name }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next.name === "*") {
        this.takeWhole(next.path);
        continue;
      }
      const taken = this.#takenOf(next.path);
      if (taken.names.has(next.name)) continue;
      taken.names.add(next.name);
      pending.push(...this.#sourcesOf(next.path, next.name));
    }
  }

  /** Whoever stands outside may take each export of an entry by its name, and of the modules that it hands on. */
  publish(path: string): void {
    const published = new Set([path]);
    // A set is walked in the order in which it grows.
    for (const next of published) {
      for (const definition of this.#graph.modules.get(next)?.facts.definitions ?? []) {
        if (definition.exportedAs === undefined) continue;
        if (definition.from?.[1] === "*") for (const target of this.#targetsOf(next, definition.from[0])) published.add(target);
        else this.take(next, definition.exportedAs);
      }
      for (const target of this.#starsOf(next)) published.add(target);
    }
  }

  takeWhole(path: string): void {
    const pending = [path];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const taken = this.#takenOf(next);
      if (taken.isWhole) continue;
      taken.isWhole = true;
      for (const { exportedAs } of this.#graph.modules.get(next)?.facts.definitions ?? []) {
        if (exportedAs !== undefined) for (const source of this.#sourcesOf(next, exportedAs)) this.take(source.path, source.name);
      }
      pending.push(...this.#starsOf(next));
    }
  }

  #takenOf(path: string): Taken {
    let taken = this.taken.get(path);
    if (taken === undefined) {
      taken = { names: new Set(), isWhole: false };
      this.taken.set(path, taken);
    }
    return taken;
  }

  /** Where a name comes from, if the module only hands it on. */
  #sourcesOf(path: string, name: string): { path: string; name: string }[] {
    const module = this.#graph.modules.get(path);
    const own = module?.facts.definitions.find((definition) => definition.exportedAs === name);
    if (own === undefined) return this.#starsOf(path).map((target) => ({ path: target, name }));
    if (own.from === undefined) return [];
    const [specifier, original] = own.from;
    return this.#targetsOf(path, specifier).map((target) => ({ path: target, name: original }));
  }

  #starsOf(path: string): string[] {
    return (this.#graph.imports.get(path) ?? []).filter((edge) => edge.fact.isReexported === true).map((edge) => edge.to);
  }

  #targetsOf(path: string, specifier: string): string[] {
    return (this.#graph.imports.get(path) ?? []).filter((edge) => edge.fact.specifier === specifier).map((edge) => edge.to).slice(0, 1);
  }
}
