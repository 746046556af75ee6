// Finds the file that a JavaScript or TypeScript import means: relative paths, `paths` of tsconfig, packages of the workspace.

import type { ProjectFiles, ResolveImport } from "../../syntax/module-facts.ts";
import { type Package, type PathMapping, folderOf, joinPath, readPackages, readPathMappings } from "./manifests.ts";

export const manifestNames: readonly string[] = ["package.json", "tsconfig.json", "jsconfig.json", "tsconfig.base.json"];

const endings = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts", ".vue", ".svelte", ".json"];
/** What is written as compiled is read as source. */
const sourceEndings: Readonly<Record<string, readonly string[]>> = { ".js": [".ts", ".tsx", ".jsx", ".d.ts"], ".mjs": [".mts"], ".cjs": [".cts"], ".jsx": [".tsx"] };
const builtFolder = /(^|\/)(?:(?:dist|build|lib|out|output|target|types|umd|esm?|cjs|commonjs|module|es\d+|esm\d+)\/)+/;

/** Built once for all files; what lies outside of them resolves to nothing. */
export function createResolver({ paths, manifests }: ProjectFiles): ResolveImport {
  const packages = readPackages(manifests);
  const mappings = readPathMappings(manifests);
  const sorted = [...paths].sort();
  const known = new Map<string, string | undefined>();
  const locate = (path: string): string | undefined => {
    if (!known.has(path)) known.set(path, findFile(paths, path));
    return known.get(path);
  };
  return (from, fact) => {
    const specifier = fact.specifier.replace(/(?<=.)[?#].*$/, "");
    if (fact.isPrefix === true) {
      const start = joinPath(folderOf(from), specifier) + (specifier.endsWith("/") ? "/" : "");
      return specifier.startsWith(".") ? sorted.filter((path) => path.startsWith(start)) : [];
    }
    const found = candidates(from, specifier, { packages, mappings }).map(locate).find((path) => path !== undefined);
    return found === undefined ? [] : [found];
  };
}

/** The file at a path as imports write it. */
export function findFile(paths: ReadonlySet<string>, path: string): string | undefined {
  if (paths.has(path)) return path;
  const ending = /\.[cm]?jsx?$/.exec(path)?.[0];
  const stem = ending === undefined ? path : path.slice(0, -ending.length);
  const asSource = ending === undefined ? undefined : sourceEndings[ending]?.map((other) => stem + other).find((other) => paths.has(other));
  if (asSource !== undefined) return asSource;
  return endings.map((other) => path + other).find((other) => paths.has(other)) ?? endings.map((other) => joinPath(path, `index${other}`)).find((other) => paths.has(other));
}

interface Manifests {
  readonly packages: readonly Package[];
  readonly mappings: readonly PathMapping[];
}

/** Paths that a specifier may mean, the likeliest first. */
function candidates(from: string, specifier: string, { packages, mappings }: Manifests): string[] {
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) return [joinPath(folderOf(from), specifier)];
  if (specifier.startsWith("/")) return [specifier.slice(1)];
  const mapped = mappings.filter((mapping) => from.startsWith(mapping.folder)).flatMap((mapping) => mapping.resolve(specifier));
  const own = nearestPackage(packages, from);
  if (specifier.startsWith("#")) return [...mapped, ...(own === undefined ? [] : own.resolveInternal(specifier).flatMap(withSources))];
  const target = packages.find((candidate) => candidate.name !== "" && (specifier === candidate.name || specifier.startsWith(`${candidate.name}/`)));
  if (target === undefined) return mapped;
  return [...mapped, ...target.resolve(`.${specifier.slice(target.name.length)}`).flatMap(withSources)];
}

function nearestPackage(packages: readonly Package[], path: string): Package | undefined {
  return packages.filter((candidate) => path.startsWith(candidate.folder)).sort((left, right) => right.folder.length - left.folder.length)[0];
}

/** Manifests name what is built; the sources lie in `src`, or where the built folder is left out. */
export function withSources(path: string): string[] {
  return builtFolder.test(path) ? [path, path.replace(builtFolder, "$1src/"), path.replace(builtFolder, "$1")] : [path];
}
