// What an expression refers to, as a dotted name: imports and plain aliases are followed.

import { Flag } from "./flags.ts";
import { importedName, joinModule, moduleName } from "./imports.ts";
import { Kind } from "./kinds.ts";
import { Role } from "./roles.ts";
import type { Binding, ScopeTable } from "./scopes-types.ts";
import { type NodeId, type SyntaxTree, childOf, hasFlag, nameOf, noNode } from "./tree.ts";

/** How many aliases and attributes one answer may follow. */
const maximumSteps = 32;

/** Finds the dotted name of an expression; undefined where it refers to something of the file's own or to no name. */
export type NameResolver = (node: NodeId) => string | undefined;

/** Makes the resolver of one file. `scopes` is asked only when a name is. */
export function createNameResolver(tree: SyntaxTree, scopes: () => ScopeTable): NameResolver {
  // Many rules ask about the same callee.
  const known = new Map<NodeId, string | undefined>();
  return (node) => {
    const name = known.get(node);
    if (name !== undefined || known.has(node)) return name;
    const found = resolve(tree, scopes, node, 0);
    known.set(node, found);
    return found;
  };
}

function resolve(tree: SyntaxTree, scopes: () => ScopeTable, node: NodeId, steps: number): string | undefined {
  if (node < 0 || steps > maximumSteps) return undefined;
  const child = (role: Role): string | undefined => resolve(tree, scopes, childOf(tree, node, role), steps + 1);
  switch (tree.kind[node]) {
    case Kind.Name:
      return resolveName(tree, scopes, node, steps);
    case Kind.Attribute: {
      const object = child(Role.Object);
      // `require("m").default` and `ns.default` are the module itself, as the default import is.
      const name = nameOf(tree, node);
      if (name === "default" && tree.language !== "python") return object;
      return object === undefined || name === "" ? undefined : joinModule(object, name);
    }
    case Kind.Subscript: {
      const index = childOf(tree, node, Role.Index);
      if (index === noNode || tree.kind[index] !== Kind.String) return undefined;
      const object = child(Role.Object);
      return object === undefined || tree.language === "python" ? undefined : joinModule(object, nameOf(tree, index));
    }
    case Kind.Call:
      return requiredModule(tree, scopes, node);
    case Kind.ImportExpression: {
      const source = childOf(tree, node, Role.Source);
      return source !== noNode && tree.kind[source] === Kind.String ? moduleName(nameOf(tree, source)) : undefined;
    }
    case Kind.Await:
    case Kind.TypeAssertion: {
      const value = childOf(tree, node, Role.Value);
      const isAwait = tree.kind[node] === Kind.Await;
      return isAwait && (value === noNode || tree.kind[value] !== Kind.ImportExpression) ? undefined : child(Role.Value);
    }
    default:
      return undefined;
  }
}

function resolveName(tree: SyntaxTree, scopes: () => ScopeTable, node: NodeId, steps: number): string | undefined {
  const binding = scopes().bindingOf(node);
  if (binding === undefined) return nameOf(tree, node);
  if (binding.kind === "import") return importedName(tree, binding);
  if (binding.kind !== "variable" || binding.writes.length !== 1) return undefined;
  return resolveAlias(tree, scopes, binding, steps);
}

/** `s = os.system` makes s another name for it; so does `const { exec: s } = require("child_process")`. */
function resolveAlias(tree: SyntaxTree, scopes: () => ScopeTable, binding: Binding, steps: number): string | undefined {
  const write = binding.writes[0]!;
  const path: string[] = [];
  let at = write;
  for (let step = 0; step < maximumSteps; step++) {
    const above = tree.parent[at]!;
    switch (tree.kind[above]) {
      case Kind.VariableDeclarator:
      case Kind.Assignment: {
        if (tree.role[at] !== Role.Target) return undefined;
        const value = childOf(tree, above, Role.Value);
        const name = resolve(tree, scopes, value, steps + 1);
        return name === undefined ? undefined : path.reduceRight((object, property) => joinModule(object, property), name);
      }
      case Kind.Pair:
        if (hasFlag(tree, above, Flag.Computed) || nameOf(tree, above) === "") return undefined;
        path.push(nameOf(tree, above));
        break;
      case Kind.DictionaryPattern:
        break;
      default:
        return undefined;
    }
    at = above;
  }
  return undefined;
}

/** `require("m")` with a `require` that is not the file's own. */
function requiredModule(tree: SyntaxTree, scopes: () => ScopeTable, call: NodeId): string | undefined {
  const callee = childOf(tree, call, Role.Callee);
  if (callee === noNode || tree.kind[callee] !== Kind.Name || nameOf(tree, callee) !== "require") return undefined;
  const argument = childOf(tree, call, Role.Argument);
  if (argument === noNode || tree.kind[argument] !== Kind.String) return undefined;
  const binding = scopes().bindingOf(callee);
  // `const require = createRequire(import.meta.url)` is the real thing as well.
  const isReal = binding === undefined || (binding.kind === "variable" && binding.writes.length === 1);
  return isReal ? moduleName(nameOf(tree, argument)) : undefined;
}
