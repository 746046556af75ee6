// Reads what package.json and tsconfig.json say about where modules lie. Broken manifests say nothing.

/** One package of the workspace. */
export interface Package {
  readonly name: string;
  /** Root-relative, with a slash at its end; "" for the root. */
  readonly folder: string;
  /** Root-relative paths that `.` or `./part` may mean. */
  readonly resolve: (subpath: string) => string[];
  /** The same for `#internal`. */
  readonly resolveInternal: (specifier: string) => string[];
}

export interface PathMapping {
  /** Files in it obey; with a slash at its end, "" for the root. */
  readonly folder: string;
  readonly resolve: (specifier: string) => string[];
}

type Json = { readonly [key: string]: unknown };

const mainFields = ["source", "types", "typings", "module", "main", "browser"];

export function readPackages(manifests: ReadonlyMap<string, string>): Package[] {
  return [...manifests].flatMap(([path, text]) => {
    const manifest = path.endsWith("package.json") ? parseJson(text) : undefined;
    if (manifest === undefined) return [];
    const folder = folderOf(path) === "" ? "" : `${folderOf(path)}/`;
    const locate = (targets: readonly string[]): string[] => targets.map((target) => joinPath(folder, target));
    return [
      {
        name: typeof manifest.name === "string" ? manifest.name : "",
        folder,
        resolve: (subpath) => {
          const exported = manifest.exports === undefined ? [] : targetsOf(toSubpaths(manifest.exports), subpath);
          const mains = subpath === "." ? mainFields.flatMap((field) => (typeof manifest[field] === "string" ? [manifest[field]] : [])) : [];
          return locate([...exported, ...mains, subpath === "." ? "index" : subpath, ...(subpath === "." ? ["src/index"] : [])]);
        },
        resolveInternal: (specifier) => (isObject(manifest.imports) ? locate(targetsOf(manifest.imports, specifier)) : []),
      },
    ];
  });
}

/** `exports` may be a path, conditions, or subpaths. */
function toSubpaths(exported: unknown): Json {
  return isObject(exported) && Object.keys(exported).some((key) => key.startsWith(".")) ? exported : { ".": exported };
}

/** Every target under any condition of the entry that fits best; `*` stands for the same text on both sides. */
function targetsOf(entries: Json, wanted: string): string[] {
  if (wanted in entries) return leaves(entries[wanted]);
  const fitting = Object.keys(entries).filter((key) => {
    const [before, after] = key.split("*");
    return after !== undefined && before !== undefined && wanted.startsWith(before) && wanted.endsWith(after) && wanted.length >= key.length - 1;
  });
  const best = fitting.sort((left, right) => right.indexOf("*") - left.indexOf("*"))[0];
  if (best === undefined) return [];
  const star = wanted.slice(best.indexOf("*"), wanted.length - (best.length - best.indexOf("*") - 1));
  return leaves(entries[best]).map((target) => target.replaceAll("*", star));
}

/** All strings in a tree of conditions. */
export function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(leaves);
  return isObject(value) ? Object.values(value).flatMap(leaves) : [];
}

/** `paths` and `baseUrl` of every tsconfig and jsconfig, those of the deepest folder first. */
export function readPathMappings(manifests: ReadonlyMap<string, string>): PathMapping[] {
  const found = [...manifests.keys()].filter((path) => /(?:^|\/)[tj]sconfig(?:\.base)?\.json$/.test(path)).flatMap((path) => readMapping(manifests, path) ?? []);
  return found.sort((left, right) => right.folder.length - left.folder.length);
}

function readMapping(manifests: ReadonlyMap<string, string>, path: string): PathMapping | undefined {
  const options = compilerOptions(manifests, path, 0);
  if (options === undefined) return undefined;
  const { base, paths } = options;
  return {
    folder: folderOf(path) === "" ? "" : `${folderOf(path)}/`,
    resolve: (specifier) => [
      ...(paths === undefined ? [] : targetsOf(paths.entries, specifier).map((target) => joinPath(paths.base, target))),
      ...(base === undefined ? [] : [joinPath(base, specifier)]),
    ],
  };
}

interface CompilerOptions {
  readonly base: string | undefined;
  readonly paths: { readonly base: string; readonly entries: Json } | undefined;
}

const mostExtends = 8;

function compilerOptions(manifests: ReadonlyMap<string, string>, path: string, depth: number): CompilerOptions | undefined {
  const text = manifests.get(path);
  const config = text === undefined || depth > mostExtends ? undefined : parseJson(text);
  if (config === undefined) return undefined;
  const folder = folderOf(path);
  const inherited = leaves(config.extends)
    .filter((target) => target.startsWith("."))
    .map((target) => joinPath(folder, target.endsWith(".json") ? target : `${target}.json`))
    .map((target) => compilerOptions(manifests, target, depth + 1))
    .findLast((options) => options !== undefined);
  const own = isObject(config.compilerOptions) ? config.compilerOptions : {};
  const base = typeof own.baseUrl === "string" ? joinPath(folder, own.baseUrl) : inherited?.base;
  return { base, paths: isObject(own.paths) ? { base: base ?? folder, entries: own.paths } : inherited?.paths };
}

/** JSON with comments and trailing commas, as tsconfig files are written; undefined for what is none. */
export function parseJson(text: string): Json | undefined {
  const plain = text.replace(/^\uFEFF/, "").replace(/("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, string: string | undefined) => string ?? "");
  try {
    const value: unknown = JSON.parse(plain.replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? ""));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** Joins and cleans; what climbs out of the root stays at its top. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
