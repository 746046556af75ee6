// Finds what nothing in the project uses: files, exports, functions, classes, methods, each with how sure that is.

import { isTestPath } from "../../rule-kit/test-path.ts";
import type { UnusedDefinition, UnusedFile } from "../../rule-kit/project-view.ts";
import type { DefinitionFact, ModuleSystem, Reach } from "../../syntax/module-facts.ts";
import { type ExportUses, traceExports } from "./export-uses.ts";
import type { ModuleGraph, ProjectModule } from "./module-graph.ts";
import { type NameIndex, indexNames } from "./name-index.ts";

export interface DeadCode {
  readonly definitions: readonly UnusedDefinition[];
  readonly files: readonly UnusedFile[];
}

export interface DeadCodeRequest {
  readonly graph: ModuleGraph;
  /** By language id. */
  readonly systems: ReadonlyMap<string, ModuleSystem>;
  readonly reachOf: (module: ProjectModule) => Reach;
  /** True where code that is not in sight may use what the file keeps to its package. */
  readonly isShared: (module: ProjectModule) => boolean;
  /**
   * Which of these words occur in files that are not analysed: templates, manifests, settings. Asked once, with all
   * words at once, and only where there is something to tell.
   */
  readonly findMentions: (words: ReadonlySet<string>) => ReadonlySet<string>;
}

/** Conservative: whatever may be used in a way that is not seen lowers the confidence or is left out. */
export function findDeadCode(request: DeadCodeRequest): DeadCode {
  const context = prepare(request);
  const files = [...request.graph.modules.values()].flatMap((module) => judgeFile(module, context) ?? []);
  const dead = new Set(files.map((file) => file.path));
  const candidates = [...request.graph.modules.values()].flatMap((module) => (dead.has(module.path) ? [] : candidatesOf(module, context)));
  const index = indexNames([...request.graph.modules.values()], candidates.map(({ definition }) => definition.exportedAs ?? definition.name));
  const definitions = candidates.flatMap((candidate) => judgeDefinition(candidate, index, context) ?? []);
  return withoutMentions({ files, definitions }, request.findMentions);
}

interface Context {
  readonly graph: ModuleGraph;
  readonly systems: ReadonlyMap<string, ModuleSystem>;
  readonly reach: ReadonlyMap<string, Reach>;
  readonly isShared: DeadCodeRequest["isShared"];
  readonly reached: ReadonlySet<string>;
  readonly uses: ExportUses;
  /** Systems of which some file imports a module whose name is computed. */
  readonly dynamicSystems: ReadonlySet<string>;
  /** Systems with at least one entry: without any it cannot be told what is reached. */
  readonly startedSystems: ReadonlySet<string>;
}

function prepare({ graph, systems, reachOf, isShared }: DeadCodeRequest): Context {
  const reach = new Map<string, Reach>();
  const dynamicSystems = new Set<string>();
  const startedSystems = new Set<string>();
  for (const module of graph.modules.values()) {
    const system = systems.get(module.language)?.id ?? "";
    const own = reachOf(module);
    reach.set(module.path, own);
    if (own === "entry") startedSystems.add(system);
    if (module.facts.hasUnknownImport && !isTestPath(module.path)) dynamicSystems.add(system);
  }
  // What others may import is reached as well.
  const starts = [...reach].flatMap(([path, how]) => (how === "internal" ? [] : [path]));
  return { graph, systems, reach, isShared, reached: reachFrom(graph, starts), uses: traceExports(graph, starts.filter((path) => reach.get(path) === "entry")), dynamicSystems, startedSystems };
}

function reachFrom(graph: ModuleGraph, starts: readonly string[]): ReadonlySet<string> {
  const reached = new Set(starts);
  // A set is walked in the order in which it grows.
  for (const path of reached) for (const edge of graph.imports.get(path) ?? []) reached.add(edge.to);
  return reached;
}

/** A file that no entry leads to. */
function judgeFile(module: ProjectModule, context: Context): UnusedFile | undefined {
  const { path, language } = module;
  const system = context.systems.get(language)?.id ?? "";
  if (context.reached.has(path) || !context.startedSystems.has(system) || context.dynamicSystems.has(system)) return undefined;
  // An empty file marks a folder.
  if (module.facts.definitions.length === 0 && module.facts.imports.length === 0) return undefined;
  return { path, language, confidence: "medium" };
}

interface Candidate {
  readonly module: ProjectModule;
  readonly definition: DefinitionFact;
  readonly isExplicit: boolean;
}

function candidatesOf(module: ProjectModule, context: Context): Candidate[] {
  const system = context.systems.get(module.language);
  const reach = context.reach.get(module.path);
  // What tests hold is data, examples and helpers: their reader is the runner.
  if (system === undefined || isTestPath(module.path)) return [];
  const isExplicit = system.hasExplicitExports;
  return module.facts.definitions.flatMap((definition) => {
    if (definition.isRegistered === true || system.isSpecialName(definition)) return [];
    const isCandidate = isExplicit ? isUnusedExport(module, definition, context) : isUnnamed(definition, reach);
    return isCandidate ? [{ module, definition, isExplicit }] : [];
  });
}

function isUnusedExport(module: ProjectModule, definition: DefinitionFact, { uses, reach, reached }: Context): boolean {
  // A module's own scope is closed: what it neither exports nor names is of no use. A script's is open.
  if (definition.exportedAs === undefined) return definition.usesHere === 0 && isModule(module);
  if (reach.get(module.path) !== "internal" || definition.exportedAs === "default") return false;
  // Whoever loads a file that nothing in sight imports, as tools load their settings, takes all of it.
  if (!reached.has(module.path)) return false;
  // A type that its own file uses is often part of what another export means.
  if (definition.usesHere > 0 && (definition.kind === "type" || definition.kind === "class")) return false;
  return uses.useOf(module.path, definition.exportedAs) !== "named";
}

function isModule({ facts }: ProjectModule): boolean {
  return facts.imports.some((fact) => fact.time !== "late") || facts.definitions.some((definition) => definition.exportedAs !== undefined);
}

/** Where every name can be imported: private names, and public ones where nobody outside can import the file. */
function isUnnamed(definition: DefinitionFact, reach: Reach | undefined): boolean {
  if (definition.usesHere > 0) return false;
  // A public method may be what others expect of such an object: `read`, `keys`, `close`.
  return isPrivate(definition) || (reach === "internal" && definition.kind !== "method");
}

function isPrivate({ name }: DefinitionFact): boolean {
  return name.startsWith("_");
}

function judgeDefinition({ module, definition, isExplicit }: Candidate, index: NameIndex, context: Context): UnusedDefinition | undefined {
  const isLocal = isExplicit && definition.exportedAs === undefined;
  const name = definition.exportedAs ?? definition.name;
  // Code in a string of the same file may call it as well.
  const occurs = !isLocal && (isExplicit ? index.occursOutside(name, module.path) : index.occurs(name));
  const use = isExplicit && !isLocal ? context.uses.useOf(module.path, name) : "none";
  // Only imports can reach an export; elsewhere, and in a module taken whole, any use of the name may be one.
  if (occurs && (!isExplicit || use === "whole")) return undefined;
  if (definition.owner !== undefined && !hasKnownBases(module, definition.owner, context, new Set())) return undefined;
  const { exportedAs, owner } = definition;
  return {
    path: module.path,
    language: module.language,
    name: definition.name,
    kind: definition.kind,
    ...(owner === undefined ? {} : { owner }),
    start: definition.start,
    end: definition.end,
    ...(isExplicit && exportedAs !== undefined ? { exportedAs } : {}),
    isUsedHere: definition.usesHere > 0,
    confidence: !occurs && (isLocal || (!context.isShared(module) && (isExplicit ? use === "none" : isPrivate(definition)))) ? "high" : "medium",
  };
}

/** Classes that call no method by a name of their own making. */
const quietBases: ReadonlySet<string> = new Set(["object", "ABC", "Generic", "Protocol", "Exception", "ValueError", "RuntimeError", "TypeError", "KeyError", "dict", "list", "set", "tuple", "str", "int", "float"]);

/** True where all classes above are the project's own, so that every call of the method is in sight. */
function hasKnownBases(module: ProjectModule, name: string, context: Context, seen: Set<string>): boolean {
  const key = `${module.path} ${name}`;
  if (seen.has(key)) return true;
  seen.add(key);
  const definition = module.facts.definitions.find((candidate) => candidate.kind === "class" && candidate.name === name);
  if (definition === undefined || definition.isRegistered === true) return false;
  return (definition.bases ?? []).every((base) => {
    if (quietBases.has(base)) return true;
    const home = base === name ? undefined : homeOf(module, base, context);
    return home !== undefined && hasKnownBases(home, base, context, seen);
  });
}

/** The module of the project that defines a class which another one names: itself, or where it imports it from. */
function homeOf(module: ProjectModule, name: string, { graph }: Context): ProjectModule | undefined {
  if (module.facts.definitions.some((definition) => definition.kind === "class" && definition.name === name)) return module;
  const edges = graph.imports.get(module.path) ?? [];
  const edge = edges.find(({ fact, to }) => fact.names.includes(name) && graph.modules.get(to)!.facts.definitions.some((definition) => definition.name === name));
  return edge === undefined ? undefined : graph.modules.get(edge.to);
}

function withoutMentions({ files, definitions }: DeadCode, findMentions: DeadCodeRequest["findMentions"]): DeadCode {
  if (files.length === 0 && definitions.length === 0) return { files, definitions };
  const wordOf = (file: UnusedFile): string => /([^/]+?)(?:\.[^/]*)?$/.exec(file.path)?.[1] ?? file.path;
  const mentioned = findMentions(new Set([...files.map(wordOf), ...definitions.map((definition) => definition.exportedAs ?? definition.name)]));
  return {
    files: files.filter((file) => !mentioned.has(wordOf(file))),
    definitions: definitions.filter((definition) => !mentioned.has(definition.exportedAs ?? definition.name)),
  };
}
