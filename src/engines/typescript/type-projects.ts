// Finds the tsconfig.json that each file belongs to: the nearest above it, or one that it refers to.

import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type ts from "typescript";

export interface TypeProject {
  readonly fileNames: readonly string[];
  readonly options: ts.CompilerOptions;
  /** Absolute: those of the files asked about that it includes. */
  readonly wanted: readonly string[];
}

/** References of references are followed so far. */
const mostProjects = 200;

/** `paths` are root-relative; each file is asked about once. */
export function readTypeProjects(compiler: typeof ts, root: string, paths: readonly string[]): { projects: TypeProject[]; left: string[] } {
  const remaining = new Map(paths.map((path) => [resolve(root, path), path]));
  const projects: TypeProject[] = [];
  const pending = [...new Set(paths.flatMap((path) => nearestConfig(root, dirname(resolve(root, path))) ?? []))].sort((one, other) => other.length - one.length);
  const seen = new Set<string>();
  for (const config of pending) {
    if (seen.has(config) || seen.size >= mostProjects) continue;
    seen.add(config);
    const parsed = parseConfig(compiler, config);
    if (parsed === undefined) continue;
    pending.push(...(parsed.projectReferences ?? []).map((reference) => compiler.resolveProjectReferencePath(reference)));
    const wanted = parsed.fileNames.map((name) => resolve(name)).filter((name) => remaining.delete(name));
    if (wanted.length > 0) projects.push({ fileNames: parsed.fileNames, options: parsed.options, wanted });
  }
  return { projects, left: [...remaining.values()].sort() };
}

function nearestConfig(root: string, folder: string): string | undefined {
  for (let at = folder; at.startsWith(root); at = dirname(at)) {
    const candidate = join(at, "tsconfig.json");
    if (existsSync(candidate)) return candidate;
    if (at === dirname(at)) return undefined;
  }
  return undefined;
}

/** Undefined for a file that is not there or is no JSON. */
function parseConfig(compiler: typeof ts, path: string): ts.ParsedCommandLine | undefined {
  const { config, error } = compiler.readConfigFile(path, (name) => compiler.sys.readFile(name));
  return error === undefined ? compiler.parseJsonConfigFileContent(config, compiler.sys, dirname(path), undefined, path) : undefined;
}
