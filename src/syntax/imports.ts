// What the imported names of a file stand for: dotted paths, the same form for every way of importing.

import { Kind } from "./kinds.ts";
import type { Binding } from "./scopes-types.ts";
import { type NodeId, type SyntaxTree, ancestorOf, nameOf } from "./tree.ts";

/** What `binding` was imported as: `os.path` for `from os import path`, `fs` for `import fs from "node:fs"`. */
export function importedName(tree: SyntaxTree, binding: Binding): string | undefined {
  if (binding.kind !== "import") return undefined;
  // A name that is imported twice (try/except ImportError) stands for the first.
  return importedNameOfItem(tree, binding.declarations[0]!);
}

const itemKinds: ReadonlySet<number> = new Set([Kind.ImportSpecifier, Kind.ImportModule]);

function importedNameOfItem(tree: SyntaxTree, declaration: NodeId): string | undefined {
  const item = itemKinds.has(tree.kind[declaration]!) ? declaration : ancestorOf(tree, declaration, itemKinds);
  if (item < 0) return undefined;
  const name = nameOf(tree, item);
  if (tree.kind[item] === Kind.ImportModule) {
    // `import a.b` binds `a`; `import a.b as c` and TypeScript's `import c = require("a")` bind the whole.
    const hasAlias = declaration !== item;
    return moduleName(hasAlias ? name : name.slice(0, name.includes(".") ? name.indexOf(".") : undefined));
  }
  const module = moduleName(nameOf(tree, tree.parent[item]!));
  return name === "default" || name === "*" ? module : joinModule(module, name);
}

/** A module's name without the `node:` prefix, which means the same module. */
export function moduleName(path: string): string {
  return path.startsWith("node:") ? path.slice("node:".length) : path;
}

/** `a` and `b` to `a.b`; the dots of a relative Python import stay: `.` and `b` to `.b`. */
export function joinModule(module: string, name: string): string {
  return module.endsWith(".") ? module + name : `${module}.${name}`;
}
