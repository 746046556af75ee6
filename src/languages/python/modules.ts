// How Python's modules hang together: imports of a file, what it defines, and which file an import means.

import { Flag } from "../../syntax/flags.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { DefinitionFact, ImportFact, ImportTime, ModuleSystem } from "../../syntax/module-facts.ts";
import { type NameUses, countUsesWithin } from "../../syntax/name-uses.ts";
import { Role } from "../../syntax/roles.ts";
import { type NodeId, type SyntaxTree, childOf, childrenOf, hasFlag, nameOf, noNode, textOf } from "../../syntax/tree.ts";
import { isPartOfProject, lacksOwnUsers, manifestNames } from "./distribution.ts";
import { createNamespaceJudge, isNamespaceFile } from "./namespace-packages.ts";
import { createReachJudge, isSpecialName } from "./reach.ts";
import { createResolver } from "./resolve-imports.ts";

export const modules: ModuleSystem = {
  id: "python",
  manifestNames,
  hasExplicitExports: false,
  isSpecialName,
  createReachJudge,
  createShareJudge: (project, modules) => (isPartOfProject(project) || lacksOwnUsers(project) ? () => true : createNamespaceJudge(project, modules)),
  extract: (tree, path, uses) => ({
    imports: findImports(tree),
    definitions: findDefinitions(tree, uses),
    hasUnknownImport: tree.names.includes("import_module") || tree.names.includes("__import__"),
    isProgram: tree.text.startsWith("#!") || tree.names.includes("__main__"),
    ...(isNamespaceFile(path, tree.names) ? { isShared: true as const } : {}),
  }),
  createResolver,
};

function findImports(tree: SyntaxTree): ImportFact[] {
  const found: ImportFact[] = [];
  for (let node = 1; node < tree.size; node++) {
    const kind = tree.kind[node];
    if (kind !== Kind.Import && kind !== Kind.ImportFrom) continue;
    const place = { time: timeOf(tree, node), start: tree.start[node]!, end: tree.end[node]! };
    const items = childrenOf(tree, node, Role.Item);
    if (kind === Kind.Import) for (const item of items) found.push({ specifier: nameOf(tree, item), names: ["*"], ...place });
    else found.push({ specifier: nameOf(tree, node), names: hasFlag(tree, node, Flag.Wildcard) ? ["*"] : items.map((item) => nameOf(tree, item)), ...place });
  }
  return found;
}

const functionKinds: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.Lambda]);

function timeOf(tree: SyntaxTree, node: NodeId): ImportTime {
  for (let at = node; at !== 0; at = tree.parent[at]!) {
    const outer = tree.parent[at]!;
    if (functionKinds.has(tree.kind[outer]!)) return "late";
    if (tree.kind[outer] !== Kind.If || tree.role[at] !== Role.Consequent) continue;
    const test = childOf(tree, outer, Role.Test);
    // `if TYPE_CHECKING:`, `if typing.TYPE_CHECKING:`
    if (test !== noNode && nameOf(tree, test) === "TYPE_CHECKING") return "type";
    if (test !== noNode && nameOf(tree, childOf(tree, test, Role.Left) === noNode ? test : childOf(tree, test, Role.Left)) === "__name__") return "late";
  }
  return "load";
}

/** Functions and classes of the top level and the methods of these classes. */
function findDefinitions(tree: SyntaxTree, uses: NameUses): DefinitionFact[] {
  const found: DefinitionFact[] = [];
  const visit = (parent: NodeId): void => {
    for (const node of childrenOf(tree, parent)) {
      const kind = tree.kind[node];
      if (kind === Kind.FunctionDeclaration) found.push(describe(tree, node, "function", uses));
      else if (kind === Kind.ClassDeclaration) {
        const owner = describe(tree, node, "class", uses);
        found.push(owner);
        addMethods(tree, node, owner.name, uses, found);
      } else if (kind === Kind.If || kind === Kind.Try || kind === Kind.Block || kind === Kind.Handler || kind === Kind.With) visit(node);
    }
  };
  visit(0);
  return found;
}

function addMethods(tree: SyntaxTree, node: NodeId, owner: string, uses: NameUses, found: DefinitionFact[]): void {
  const body = childOf(tree, node, Role.Body);
  if (body === noNode) return;
  for (const member of childrenOf(tree, body)) {
    if (tree.kind[member] === Kind.FunctionDeclaration) found.push({ ...describe(tree, member, "method", uses), owner });
  }
}

/** Each base as written, without what it is parametrised by: `module.Base` for `module.Base[T]`. */
function basesOf(tree: SyntaxTree, node: NodeId): string[] {
  return childrenOf(tree, node, Role.Base).map((base) => {
    const plain = tree.kind[base] === Kind.Subscript ? childOf(tree, base, Role.Object) : base;
    return tree.kind[plain] === Kind.Name || tree.kind[plain] === Kind.Attribute ? textOf(tree, plain) : "?";
  });
}

/** Decorators that hand the function to nobody. */
const plainDecorators: ReadonlySet<string> = new Set([
  "staticmethod", "classmethod", "property", "cached_property", "cache", "lru_cache", "contextmanager", "asynccontextmanager", "wraps", "dataclass", "final", "total_ordering",
]);

function describe(tree: SyntaxTree, node: NodeId, kind: DefinitionFact["kind"], uses: NameUses): DefinitionFact {
  const name = childOf(tree, node, Role.NameOf);
  const at = name === noNode ? node : name;
  const nameId = tree.name[node]!;
  const all = uses.counts[nameId]!;
  return {
    name: nameOf(tree, node),
    kind,
    start: tree.start[at]!,
    end: tree.end[at]!,
    exportedAs: nameOf(tree, node),
    usesHere: all === 0 ? 0 : all - countUsesWithin(tree, node, nameId),
    ...(isDecorated(tree, node) ? { isRegistered: true as const } : {}),
    ...(kind === "class" ? { bases: basesOf(tree, node) } : {}),
  };
}

function isDecorated(tree: SyntaxTree, node: NodeId): boolean {
  return childrenOf(tree, node, Role.Decorator).some((decorator) => {
    const expression = decorator + 1;
    const callee = tree.kind[expression] === Kind.Call ? childOf(tree, expression, Role.Callee) : expression;
    return !plainDecorators.has(nameOf(tree, callee));
  });
}
