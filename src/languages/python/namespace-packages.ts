// Tells which Python files lie in a package that several distributions share: code that is not in sight may call them.

import type { ModuleFacts, ProjectFiles } from "../../syntax/module-facts.ts";

/** Folders below a distribution's own in which its packages may stand. */
const sourceFolders = ["", "src/", "lib/", "python/"];

/** A namespace package says so in its file, or is a folder without one that is imported by its name (PEP 420). */
export function createNamespaceJudge({ paths, manifests }: ProjectFiles, modules: ReadonlyMap<string, { readonly facts: ModuleFacts }>): (path: string) => boolean {
  const distributions = new Set(["", ...[...manifests.keys()].map((path) => path.slice(0, path.lastIndexOf("/") + 1))]);
  const roots = [...distributions].flatMap((folder) => sourceFolders.map((sources) => folder + sources)).sort((left, right) => right.length - left.length);
  const imported = new Set<string>();
  for (const { facts } of modules.values()) for (const { specifier } of facts.imports) imported.add(specifier.split(".", 1)[0]!);
  return (path) => {
    const root = roots.find((candidate) => path.startsWith(candidate))!;
    const slash = path.indexOf("/", root.length);
    if (slash < 0) return false;
    const top = path.slice(0, slash);
    const init = modules.get(`${top}/__init__.py`);
    if (init !== undefined) return init.facts.isShared === true;
    return !paths.has(`${top}/__init__.pyi`) && imported.has(top.slice(root.length));
  };
}

/** What a file says that opens its package to other distributions (pkgutil, setuptools). */
export function isNamespaceFile(path: string, names: readonly string[]): boolean {
  return /(?:^|\/)__init__\.py$/.test(path) && (names.includes("extend_path") || names.includes("declare_namespace"));
}
