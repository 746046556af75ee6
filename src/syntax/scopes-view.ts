// What rules see of scopes and bindings: records made only for what is asked about.

import { Kind } from "./kinds.ts";
import type { ScopeKind } from "./language.ts";
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
  const view = new ScopeView(tree, collected, resolved);
  const { scopeNode, scopeOuter, inner, use } = collected;
  const standing = (node: NodeId): number => {
    const scope = inner[node]!;
    return node !== 0 && scopeNode[scope] === node ? scopeOuter[scope]! : scope;
  };
  return {
    module: view.scope(0),
    get scopes() {
      return view.allScopes();
    },
    scopesWithin: (node) => view.scopesBetween(node, tree.subtreeEnd[node]!),
    bindingOf: (node) => {
      const at = resolved.bindingAt[importItem(tree, node)]!;
      return at === 0 ? undefined : view.binding(at - 1);
    },
    isReference: (node) => tree.kind[node] === Kind.Name && use[node] !== Use.Ignore,
    scopeOf: (node) => view.scope(standing(node)),
    lookUp: (node, name) => {
      const id = view.nameId(name);
      const found = id === undefined ? -1 : resolved.find(standing(node), id);
      return found < 0 ? undefined : view.binding(found);
    },
  };
}

/** What has been asked about so far. Classes here, because a file has thousands of bindings and getters on a prototype cost nothing. */
class ScopeView {
  readonly tree: SyntaxTree;
  readonly collected: CollectedNames;
  readonly resolved: ResolvedNames;
  readonly #scopes: (Scope | undefined)[] = [];
  readonly #bindings: (Binding | undefined)[] = [];
  #allScopes: readonly Scope[] | undefined;
  #nameIds: Map<string, number> | undefined;
  #groups: Groups | undefined;
  #byScope: readonly number[][] | undefined;

  constructor(tree: SyntaxTree, collected: CollectedNames, resolved: ResolvedNames) {
    this.tree = tree;
    this.collected = collected;
    this.resolved = resolved;
  }

  scope(index: number): Scope {
    return (this.#scopes[index] ??= new LazyScope(this, index));
  }

  binding(index: number): Binding {
    return (this.#bindings[index] ??= new LazyBinding(this, index));
  }

  allScopes(): readonly Scope[] {
    return (this.#allScopes ??= this.collected.scopeNode.map((_, index) => this.scope(index)));
  }

  /** Records are made for these alone. */
  scopesBetween(first: NodeId, end: NodeId): Scope[] {
    const { scopeNode } = this.collected;
    const found: Scope[] = [];
    for (let index = 0; index < scopeNode.length; index++) if (scopeNode[index]! >= first && scopeNode[index]! < end) found.push(this.scope(index));
    return found;
  }

  nameOf(binding: number): string {
    const { tree, resolved } = this;
    const id = resolved.bindingName[binding]!;
    return tree.names[id] ?? resolved.extraNames[id - tree.names.length]!;
  }

  nameId(name: string): number | undefined {
    this.#nameIds ??= new Map([...this.tree.names, ...this.resolved.extraNames].map((text, id) => [text, id]));
    return this.#nameIds.get(name);
  }

  bindingsIn(scope: number): readonly number[] {
    this.#byScope ??= bindingsByScope(this.collected, this.resolved);
    return this.#byScope[scope] ?? [];
  }

  /** The nodes that name a binding, in source order. */
  nodesOf(binding: number): Int32Array {
    this.#groups ??= groupByBinding(this.collected, this.resolved);
    return this.#groups.nodes.subarray(this.#groups.offsets[binding], this.#groups.offsets[binding + 1]);
  }
}

class LazyScope implements Scope {
  readonly #view: ScopeView;
  readonly #index: number;
  #bindings: ReadonlyMap<string, Binding> | undefined;

  constructor(view: ScopeView, index: number) {
    this.#view = view;
    this.#index = index;
  }

  get kind(): ScopeKind {
    return scopeKinds[this.#view.collected.scopeKind[this.#index]!]!;
  }

  get node(): NodeId {
    return this.#view.collected.scopeNode[this.#index]!;
  }

  get parent(): Scope | undefined {
    return this.#index === 0 ? undefined : this.#view.scope(this.#view.collected.scopeParent[this.#index]!);
  }

  get bindings(): ReadonlyMap<string, Binding> {
    const view = this.#view;
    return (this.#bindings ??= new Map(view.bindingsIn(this.#index).map((index) => [view.nameOf(index), view.binding(index)])));
  }
}

class LazyBinding implements Binding {
  readonly #view: ScopeView;
  readonly #index: number;
  #declarations: readonly NodeId[] | undefined;
  #writes: readonly NodeId[] | undefined;
  #reads: readonly NodeId[] | undefined;

  constructor(view: ScopeView, index: number) {
    this.#view = view;
    this.#index = index;
  }

  get name(): string {
    return this.#view.nameOf(this.#index);
  }

  get scope(): Scope {
    return this.#view.scope(this.#view.resolved.bindingScope[this.#index]!);
  }

  get kind(): BindingKind {
    return bindingKinds.get(this.#view.resolved.bindingUse[this.#index]!) ?? "variable";
  }

  get declarations(): readonly NodeId[] {
    const { use } = this.#view.collected;
    const first = this.#view.resolved.bindsByAssignment ? Use.Write : Use.Var;
    return (this.#declarations ??= this.#nodes((node) => use[node]! >= first && use[node]! < Use.Global));
  }

  get writes(): readonly NodeId[] {
    const { tree, collected } = this.#view;
    return (this.#writes ??= this.#nodes((node) => {
      const use = collected.use[node]!;
      if (use === Use.Var || use === Use.Lexical) return isDeclaredWithValue(tree, node);
      return use >= Use.Write && use <= Use.Walrus;
    }));
  }

  get reads(): readonly NodeId[] {
    const { use } = this.#view.collected;
    return (this.#reads ??= this.#nodes((node) => use[node]! <= Use.AnyRead || use[node] === Use.ReadWrite));
  }

  #nodes(isWanted: (node: NodeId) => boolean): readonly NodeId[] {
    const found: NodeId[] = [];
    for (const node of this.#view.nodesOf(this.#index)) if (isWanted(node)) found.push(node);
    return found;
  }
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

/** The nodes of all bindings, one binding behind the other. */
interface Groups {
  /** By binding, where its nodes begin; one more at the end. */
  readonly offsets: Int32Array;
  readonly nodes: Int32Array;
}

function groupByBinding({ eventNode }: CollectedNames, { bindingAt, bindingName }: ResolvedNames): Groups {
  const offsets = new Int32Array(bindingName.length + 2);
  for (const node of eventNode) offsets[bindingAt[node]! + 1]!++;
  // Names that mean nothing in the file are counted in front, and left out.
  for (let index = 1; index < offsets.length; index++) offsets[index]! += offsets[index - 1]!;
  const next = offsets.slice();
  const nodes = new Int32Array(eventNode.length);
  for (const node of eventNode) nodes[next[bindingAt[node]!]!++] = node;
  return { offsets: offsets.subarray(1), nodes };
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
