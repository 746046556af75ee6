// What rules see of scopes and bindings: records made only for what is asked about.

import { Kind } from "./kinds.ts";
import { Role } from "./roles.ts";
import type { Binding, BindingKind, Scope, ScopeTable } from "./scopes-types.ts";
import { type CollectedNames, scopeKinds } from "./scopes-collect.ts";
import type { ResolvedNames } from "./scopes-resolve.ts";
import { Use } from "./scopes-uses.ts";
import { type NodeId, type SyntaxTree, childOf, noNode } from "./tree.ts";

const bindingKinds: ReadonlyMap<number, BindingKind> = new Map<number, BindingKind>([
  [Use.Parameter, "parameter"],
  [Use.Exception, "exception"],
  [Use.Import, "import"],
  [Use.Function, "function"],
  [Use.Class, "class"],
  [Use.TypeName, "type"],
  [Use.TypeParameter, "type"],
  [Use.Enum, "class"],
  [Use.Global, "global"],
]);

/** Wraps the results of both passes. */
export function viewScopes(tree: SyntaxTree, collected: CollectedNames, resolved: ResolvedNames): ScopeTable {
  const { scopeNode, scopeOuter, inner, use } = collected;
  const scopes: (Scope | undefined)[] = [];
  const bindings: (Binding | undefined)[] = [];
  let allScopes: readonly Scope[] | undefined;
  let nameIds: Map<string, number> | undefined;
  const groups = lazily(() => groupByBinding(tree, collected, resolved));
  const byScope = lazily(() => bindingsByScope(collected, resolved));
  const nameOfBinding = (index: number): string => {
    const id = resolved.bindingName[index]!;
    return tree.names[id] ?? resolved.extraNames[id - tree.names.length]!;
  };

  const scopeAt = (index: number): Scope => (scopes[index] ??= makeScope(index));
  const bindingAt = (index: number): Binding => (bindings[index] ??= makeBinding(index));

  function makeScope(index: number): Scope {
    let own: ReadonlyMap<string, Binding> | undefined;
    return {
      kind: scopeKinds[collected.scopeKind[index]!]!,
      node: scopeNode[index]!,
      parent: index === 0 ? undefined : scopeAt(collected.scopeParent[index]!),
      get bindings() {
        return (own ??= new Map((byScope()[index] ?? []).map((binding) => [nameOfBinding(binding), bindingAt(binding)])));
      },
    };
  }

  function makeBinding(index: number): Binding {
    const nodes = (list: readonly number[]): readonly NodeId[] => list;
    return {
      name: nameOfBinding(index),
      scope: scopeAt(resolved.bindingScope[index]!),
      kind: bindingKinds.get(resolved.bindingUse[index]!) ?? "variable",
      get declarations() {
        return nodes(groups()[index]!.declarations);
      },
      get writes() {
        return nodes(groups()[index]!.writes);
      },
      get reads() {
        return nodes(groups()[index]!.reads);
      },
    };
  }

  const standing = (node: NodeId): number => {
    const scope = inner[node]!;
    return node !== 0 && scopeNode[scope] === node ? scopeOuter[scope]! : scope;
  };

  return {
    module: scopeAt(0),
    get scopes() {
      return (allScopes ??= scopeNode.map((_, index) => scopeAt(index)));
    },
    bindingOf: (node) => {
      const at = resolved.bindingAt[importItem(tree, node)]!;
      return at === 0 ? undefined : bindingAt(at - 1);
    },
    isReference: (node) => tree.kind[node] === Kind.Name && use[node] !== Use.Ignore,
    scopeOf: (node) => scopeAt(standing(node)),
    lookUp: (node, name) => {
      nameIds ??= new Map([...tree.names, ...resolved.extraNames].map((text, id) => [text, id]));
      const id = nameIds.get(name);
      const found = id === undefined ? -1 : resolved.find(standing(node), id);
      return found < 0 ? undefined : bindingAt(found);
    },
  };
}

/** The node that carries the binding of an import item: its local name, else its imported name, else itself. */
function importItem(tree: SyntaxTree, node: NodeId): NodeId {
  const kind = tree.kind[node];
  if (kind !== Kind.ImportSpecifier && kind !== Kind.ImportModule) return node;
  const local = childOf(tree, node, Role.Local);
  if (local !== noNode) return local;
  const imported = childOf(tree, node, Role.Imported);
  return imported === noNode ? node : imported;
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

interface Group {
  readonly declarations: number[];
  readonly writes: number[];
  readonly reads: number[];
}

/** Every noted name of the file, under its binding. */
function groupByBinding(tree: SyntaxTree, { eventNode, use }: CollectedNames, resolved: ResolvedNames): readonly Group[] {
  const groups: Group[] = resolved.bindingName.map(() => ({ declarations: [], writes: [], reads: [] }));
  const isByAssignment = (nodeUse: number): boolean => nodeUse >= Use.Write && nodeUse <= Use.Walrus;
  for (const node of eventNode) {
    const at = resolved.bindingAt[node]!;
    if (at === 0) continue;
    const group = groups[at - 1]!;
    const nodeUse = use[node]!;
    if (nodeUse <= Use.AnyRead) group.reads.push(node);
    else if (isByAssignment(nodeUse)) {
      if (resolved.bindsByAssignment) group.declarations.push(node);
      group.writes.push(node);
      if (nodeUse === Use.ReadWrite) group.reads.push(node);
    } else if (nodeUse < Use.Global) {
      group.declarations.push(node);
      if ((nodeUse === Use.Var || nodeUse === Use.Lexical) && isDeclaredWithValue(tree, node)) group.writes.push(node);
    }
  }
  return groups;
}

/** True for names in `let x = …` and in `for (const x of …)`, also inside patterns. */
function isDeclaredWithValue(tree: SyntaxTree, name: NodeId): boolean {
  let at = name;
  while (at !== 0 && tree.kind[at] !== Kind.VariableDeclarator) at = tree.parent[at]!;
  return childOf(tree, at, Role.Value) !== noNode || tree.kind[tree.parent[tree.parent[at]!]!] === Kind.ForEach;
}

function bindingsByScope({ scopeNode }: CollectedNames, { bindingScope }: ResolvedNames): readonly number[][] {
  const lists: number[][] = scopeNode.map(() => []);
  for (let binding = 0; binding < bindingScope.length; binding++) lists[bindingScope[binding]!]!.push(binding);
  return lists;
}
