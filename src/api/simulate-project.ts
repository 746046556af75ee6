// Makes simulated programs of a project: the changed files, what they import, and who imports them.

import { parsers } from "./parsers.ts";
import { dialectOf } from "../analyzers/symbolic/dialects/registry.ts";
import type { ModuleUnit } from "../analyzers/symbolic/module-unit.ts";
import { Program } from "../analyzers/symbolic/program.ts";
import type { SyntaxTree } from "../syntax/tree.ts";

/** A file that can be a part of a simulated program. */
export interface SourceText {
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

const MAXIMUM_UNITS = 120;

/** Parses texts; each text once, however many programs it is in. */
export type UnitMaker = (source: SourceText) => Promise<ModuleUnit | undefined>;

/** Undefined units are of languages that cannot be simulated. */
export function createUnitMaker(): UnitMaker {
  const made = new Map<string, ModuleUnit>();
  return async ({ path, language, text }) => {
    const dialect = dialectOf(language);
    if (dialect === undefined) return undefined;
    const key = `${path}\0${text}`;
    let unit = made.get(key);
    if (unit === undefined) {
      const parse = await parsers(language);
      const tree: SyntaxTree = parse(text, path);
      unit = { path, tree, dialect };
      made.set(key, unit);
    }
    return unit;
  };
}

/** The program around the changed files. */
export async function buildProgram(sources: readonly SourceText[], changed: readonly string[], makeUnit: UnitMaker): Promise<Program> {
  return new Program(await makeUnits(closure(sources, changed), makeUnit));
}

/** The same, in which everything is an attacker's that the program does not make itself, and with the project's other files: objects of theirs may be handed in. */
export async function buildDistrustfulProgram(sources: readonly SourceText[], changed: readonly string[], makeUnit: UnitMaker): Promise<Program> {
  const around = closure(sources, changed);
  const languages = new Set(around.map(({ language }) => language));
  const others = sources.filter((source) => !around.includes(source) && languages.has(source.language));
  return new Program(await makeUnits([...around, ...others].slice(0, MAXIMUM_UNITS), makeUnit), true);
}

async function makeUnits(sources: readonly SourceText[], makeUnit: UnitMaker): Promise<ModuleUnit[]> {
  const units: ModuleUnit[] = [];
  for (const source of sources) {
    const unit = await makeUnit(source);
    if (unit !== undefined) units.push(unit);
  }
  return units;
}

/** Paths of files that import one of the changed ones, directly. */
export function importersOf(sources: readonly SourceText[], changed: readonly string[]): string[] {
  return sources.filter((source) => !changed.includes(source.path) && specifiersIn(source).some((specifier) => candidatesOf(source, specifier).some((path) => changed.includes(path)))).map(({ path }) => path);
}

/** Methods, by how a text gives one. */
const declaredMethods = /^[ \t]+(?:async[ \t]+)?(?:static[ \t]+)?(?:def[ \t]+)?([A-Za-z_$][\w$]*)[ \t]*\([^)\n]*\)?.*[:{(,][ \t]*$/gm;
const MAXIMUM_CALLERS = 20;

/** Paths of files that speak of a method which one of the changed files declares, by their look. */
export function callersOf(sources: readonly SourceText[], changed: readonly string[]): string[] {
  const names = new Set(sources.filter(({ path }) => changed.includes(path)).flatMap(({ text }) => [...text.matchAll(declaredMethods)].map((found) => found[1]!)));
  const calls = ({ text }: SourceText): boolean => [...text.matchAll(/\.([A-Za-z_$][\w$]*)\(/g)].some((found) => names.has(found[1]!));
  return sources.filter((source) => !changed.includes(source.path) && calls(source)).map(({ path }) => path).slice(0, MAXIMUM_CALLERS);
}

function closure(sources: readonly SourceText[], changed: readonly string[]): SourceText[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const chosen = new Set([...changed, ...importersOf(sources, changed)].filter((path) => byPath.has(path)));
  for (const path of chosen) {
    if (chosen.size >= MAXIMUM_UNITS) break;
    const source = byPath.get(path);
    if (source === undefined) continue;
    for (const specifier of specifiersIn(source)) {
      const found = candidatesOf(source, specifier).find((candidate) => byPath.has(candidate));
      if (found !== undefined) chosen.add(found);
    }
  }
  return [...chosen].sort().flatMap((path) => byPath.get(path) ?? []);
}

function candidatesOf(source: SourceText, specifier: string): readonly string[] {
  return dialectOf(source.language)?.moduleCandidates(specifier, source.path) ?? [];
}

/** What a text may import, by its look: a superset, found without parsing. */
function specifiersIn({ text }: SourceText): string[] {
  const quoted = [...text.matchAll(/(?:from|import|require\()\s*["']([^"'\n]+)["']/g)].map((found) => found[1]!);
  const dotted = [...text.matchAll(/^[ \t]*(?:from\s+([.\w]+)\s+import\s+([\w, ()]*)|import\s+([\w., ]+))/gm)].flatMap(([, from, names, modules]) => {
    if (from === undefined) return (modules ?? "").split(",").map((name) => name.trim().split(/\s+/)[0] ?? "");
    const separator = from.endsWith(".") ? "" : ".";
    return [from, ...(names ?? "").split(/[,()\s]+/).filter((name) => name !== "").map((name) => from + separator + name)];
  });
  return [...quoted, ...dotted].filter((specifier) => specifier !== "");
}
