// Finds the file that a Python import means: packages, namespace packages, `src` layouts, relative imports, submodules.

import type { ProjectFiles, ResolveImport } from "../../syntax/module-facts.ts";

/** A dotted name may stand for files of several source roots (`tests/util.py` of two packages). */
type Index = ReadonlyMap<string, readonly Place[]>;

interface Place {
  readonly path: string;
  /** For a folder that is no package: only what lies inside it finds the modules beside it. */
  readonly onlyWithin: string | undefined;
}

/** Built once for all files; what lies outside of them resolves to nothing. */
export function createResolver({ paths, rootName }: ProjectFiles): ResolveImport {
  const files = [...paths].filter((path) => /\.pyi?$/.test(path)).sort();
  const packages = new Set(files.filter((path) => /(?:^|\/)__init__\.pyi?$/.test(path)).map(folderOf));
  const index = indexModules(files, packages, packages.has("") ? rootName : undefined);
  return (from, { specifier, names }) => {
    const module = absoluteName(from, specifier);
    const look = module === undefined ? (name: string): string | undefined => find(index, name, from) : (name: string) => fileAt(paths, name);
    const join = (name: string): string => (module === undefined ? `${specifier}.${name}` : module === "" ? name : `${module}/${name}`);
    const submodules = names.flatMap((name) => (name === "*" ? [] : (look(join(name)) ?? [])));
    // `from . import a, b` of two modules takes nothing from the package itself.
    if (submodules.length === names.length && names.length > 0) return submodules;
    const whole = look(module ?? specifier);
    return whole === undefined ? submodules : [whole, ...submodules];
  };
}

/** The folder or file (without ending) that a relative import means; undefined for an absolute one. */
function absoluteName(from: string, specifier: string): string | undefined {
  const dots = /^\.+/.exec(specifier)?.[0].length ?? 0;
  if (dots === 0) return undefined;
  const folders = folderOf(from) === "" ? [] : folderOf(from).split("/");
  const base = folders.slice(0, Math.max(0, folders.length - (dots - 1)));
  const rest = specifier.slice(dots);
  return [...base, ...(rest === "" ? [] : rest.split("."))].join("/");
}

function fileAt(paths: ReadonlySet<string>, module: string): string | undefined {
  return [`${module}.py`, `${module}/__init__.py`, `${module}.pyi`, `${module}/__init__.pyi`].find((path) => paths.has(path));
}

/** Each module under every dotted name that some source root gives it. */
function indexModules(files: readonly string[], packages: ReadonlySet<string>, rootPackage: string | undefined): Index {
  const open = new Set<string>(["", "src", "lib", "python"]);
  for (const path of packages) if (!packages.has(folderOf(path))) open.add(folderOf(path));
  // A script finds the modules beside it.
  const beside = new Set(files.map(folderOf).filter((folder) => !packages.has(folder)));
  const index = new Map<string, Place[]>();
  const add = (name: string, place: Place): void => {
    const known = index.get(name);
    if (known === undefined) index.set(name, [place]);
    else known.push(place);
  };
  for (const path of files) {
    const stem = path.replace(/(?:\/__init__|^__init__)?\.pyi?$/, "");
    // A scan that begins inside a package sees its modules under the package's name.
    if (rootPackage !== undefined) add([rootPackage, ...stem.split("/")].filter((part) => part !== "").join("."), { path, onlyWithin: undefined });
    for (let root: string | undefined = folderOf(path); root !== undefined; root = root === "" ? undefined : folderOf(root)) {
      if (!open.has(root) && !beside.has(root)) continue;
      const name = (root === "" ? stem : stem.slice(root.length + 1)).replaceAll("/", ".");
      if (name === "") continue;
      add(name, { path, onlyWithin: open.has(root) ? undefined : `${root}/` });
    }
  }
  return index;
}

/** Of several, the one nearest to the importing file; a `.py` before its stub. */
function find(index: Index, name: string, from: string): string | undefined {
  const found = index.get(name);
  if (found === undefined) return undefined;
  let best: string | undefined;
  let nearest = -1;
  for (const { path, onlyWithin } of found) {
    if (onlyWithin !== undefined && !from.startsWith(onlyWithin)) continue;
    const nearness = commonLength(path, from) * 2 + (path.endsWith(".py") ? 1 : 0);
    // A file that imports its own name means another module.
    if (path !== from && nearness > nearest) {
      best = path;
      nearest = nearness;
    }
  }
  return best;
}

/** How many folders two paths have in common. */
function commonLength(left: string, right: string): number {
  const [a, b] = [left.split("/"), right.split("/")];
  let length = 0;
  while (length < a.length - 1 && length < b.length - 1 && a[length] === b[length]) length++;
  return length;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}
