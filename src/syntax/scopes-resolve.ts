// The second pass: makes the bindings of each scope and finds the one that every noted name means.

import { Kind } from "./kinds.ts";
import type { ScopeRules } from "./language.ts";
import { Role } from "./roles.ts";
import { type CollectedNames, blockScope, classScope, comprehensionScope, functionScope, moduleScope } from "./scopes-collect.ts";
import { BindingTable } from "./scopes-table.ts";
import { Use } from "./scopes-uses.ts";
import { type NodeId, type SyntaxTree, childOf, noNode } from "./tree.ts";

/** In which worlds a binding or a reference lives: in TypeScript one name may be a type and another thing as a value. */
const valueSpace = 1;
const typeSpace = 2;
/** What has members that are types: namespaces, modules, enumerations. */
const namespaceSpace = 4;
const anySpace = 7;

/** Bindings as parallel lists, and the binding of each noted name. */
export interface ResolvedNames {
  /** Id of the name: an index into the tree's names, or beyond them into `extraNames`. */
  readonly bindingName: number[];
  readonly extraNames: readonly string[];
  readonly bindingScope: number[];
  /** The {@link Use} that made it first. */
  readonly bindingUse: number[];
  /** True where each assignment is a declaration too. */
  readonly bindsByAssignment: boolean;
  /** By node: 1 + the binding it declares, writes or reads; 0 for none. */
  readonly bindingAt: Int32Array;
  /** Finds the binding that the name with this id has in `scope`, or -1. */
  readonly find: (scope: number, name: number) => number;
}

interface Resolution extends CollectedNames {
  readonly tree: SyntaxTree;
  readonly isExplicit: boolean;
  readonly bindingName: number[];
  readonly bindingScope: number[];
  readonly bindingUse: number[];
  readonly bindingSpace: number[];
  readonly bindingAt: Int32Array;
  readonly extraNames: string[];
  readonly table: BindingTable;
  /** By scope: where a look-up goes on. Classes are left out where functions do not see into them. */
  readonly next: Int32Array;
}

/** Resolves all names of a file. */
export function resolveNames(tree: SyntaxTree, rules: ScopeRules, collected: CollectedNames): ResolvedNames {
  const resolution: Resolution = {
    ...collected,
    tree,
    isExplicit: rules.binding === "explicit",
    bindingName: [],
    bindingScope: [],
    bindingUse: [],
    bindingSpace: [],
    bindingAt: new Int32Array(tree.size),
    extraNames: [],
    table: new BindingTable(collected.eventNode.length),
    next: lookUpOrder(rules, collected),
  };
  const redirected = declareRedirections(resolution);
  declareNames(resolution, redirected);
  if (redirected !== undefined) declareNonlocals(resolution, redirected);
  resolveReferences(resolution);
  return {
    bindingName: resolution.bindingName,
    extraNames: resolution.extraNames,
    bindingScope: resolution.bindingScope,
    bindingUse: resolution.bindingUse,
    bindsByAssignment: !resolution.isExplicit,
    bindingAt: resolution.bindingAt,
    find: (scope, name) => resolve(resolution, scope, name, anySpace),
  };
}

function lookUpOrder(rules: ScopeRules, { scopeKind, scopeParent }: CollectedNames): Int32Array {
  const next = new Int32Array(scopeKind.length);
  for (let scope = 0; scope < scopeKind.length; scope++) {
    let outer = scopeParent[scope]!;
    // A scope for type parameters (a block) does see the class that it stands in.
    if (!rules.isClassScopeVisibleInside && scopeKind[scope] !== blockScope) {
      while (outer >= 0 && scopeKind[outer] === classScope) outer = scopeParent[outer]!;
    }
    next[scope] = outer;
  }
  return next;
}

/** Enters what `global` and `nonlocal` redirect; undefined where the file has none, as nearly all. */
function declareRedirections(resolution: Resolution): Set<number> | undefined {
  const { eventNode, eventScope, use, table, tree } = resolution;
  let redirected: Set<number> | undefined;
  for (let event = 0; event < eventNode.length; event++) {
    const node = eventNode[event]!;
    if (use[node] !== Use.Global && use[node] !== Use.Nonlocal) continue;
    redirected ??= new Set();
    const name = tree.name[node]!;
    const scope = eventScope[event]!;
    if (use[node] === Use.Nonlocal) redirected.add(redirectionKey(tree, scope, name));
    else if (scope !== 0 && table.find(scope, name) < 0) {
      table.add(scope, name, declare(resolution, 0, name, Use.Global, anySpace));
    }
  }
  return redirected;
}

function redirectionKey(tree: SyntaxTree, scope: number, name: number): number {
  return scope * tree.names.length + name;
}

function declareNames(resolution: Resolution, redirected: Set<number> | undefined): void {
  const { eventNode, eventScope, use, bindingAt, tree } = resolution;
  for (let event = 0; event < eventNode.length; event++) {
    const node = eventNode[event]!;
    const nodeUse = use[node]!;
    if (nodeUse < Use.Write || nodeUse >= Use.Global) continue;
    if (resolution.isExplicit && nodeUse <= Use.Walrus) continue;
    const name = declaredName(resolution, node);
    if (name < 0) continue;
    const scope = declaredScope(resolution, eventScope[event]!, nodeUse);
    if (redirected?.has(redirectionKey(tree, scope, name)) === true) continue;
    bindingAt[node] = 1 + declare(resolution, scope, name, nodeUse, spaceOf(resolution, nodeUse));
  }
}

/** The id of the name that a declaring node binds, or -1 where it binds none. */
function declaredName(resolution: Resolution, node: NodeId): number {
  const { tree, extraNames } = resolution;
  const name = tree.name[node]!;
  if (tree.kind[node] !== Kind.ImportModule) {
    const isGlobalBlock = resolution.use[node] === Use.Namespace && tree.names[name] === "global";
    return isGlobalBlock ? -1 : name;
  }
  // `import a.b` binds `a`.
  const path = tree.names[name]!;
  const dot = path.indexOf(".");
  if (dot < 0) return name;
  const first = path.slice(0, dot);
  const known = tree.names.indexOf(first);
  if (known >= 0) return known;
  const extra = extraNames.indexOf(first);
  if (extra >= 0) return tree.names.length + extra;
  extraNames.push(first);
  return tree.names.length + extraNames.length - 1;
}

function declaredScope(resolution: Resolution, scope: number, nodeUse: number): number {
  const { scopeKind, scopeParent } = resolution;
  if (nodeUse === Use.Var) {
    while (scopeKind[scope] !== functionScope && scopeKind[scope] !== moduleScope) scope = scopeParent[scope]!;
  } else if (nodeUse === Use.Walrus) {
    while (scopeKind[scope] === comprehensionScope) scope = scopeParent[scope]!;
  }
  return scope;
}

function spaceOf(resolution: Resolution, nodeUse: number): number {
  if (!resolution.isExplicit) return anySpace;
  switch (nodeUse) {
    case Use.Import:
    case Use.Enum:
    case Use.Namespace:
      return anySpace;
    case Use.Class:
    case Use.EnumMember:
      return valueSpace | typeSpace;
    case Use.TypeName:
    case Use.TypeParameter:
      return typeSpace;
    default:
      return valueSpace;
  }
}

function declare(resolution: Resolution, scope: number, name: number, use: number, space: number): number {
  const { table, bindingName, bindingScope, bindingUse, bindingSpace } = resolution;
  const known = table.find(scope, name);
  if (known >= 0) {
    bindingSpace[known] = bindingSpace[known]! | space;
    // A module variable that `global` made known before its own assignment is a plain variable after all.
    if (bindingUse[known] === Use.Global && bindingScope[known] === scope) bindingUse[known] = use;
    return known;
  }
  bindingName.push(name);
  bindingScope.push(scope);
  bindingUse.push(use);
  bindingSpace.push(space);
  table.add(scope, name, bindingName.length - 1);
  return bindingName.length - 1;
}

/** `nonlocal x`, outer functions first: x is what it is in the function around. */
function declareNonlocals(resolution: Resolution, redirected: Set<number>): void {
  const { tree, eventNode, eventScope, use, bindingAt, next, table } = resolution;
  if (redirected.size === 0) return;
  for (let event = 0; event < eventNode.length; event++) {
    const node = eventNode[event]!;
    if (use[node] !== Use.Nonlocal) continue;
    const scope = eventScope[event]!;
    const outer = next[scope]!;
    const target = outer < 0 ? -1 : resolve(resolution, outer, tree.name[node]!, anySpace);
    if (target >= 0 && table.find(scope, tree.name[node]!) < 0) table.add(scope, tree.name[node]!, target);
  }
  for (let event = 0; event < eventNode.length; event++) {
    const node = eventNode[event]!;
    if (use[node]! < Use.Write || bindingAt[node] !== 0 || use[node]! >= Use.Global) continue;
    const scope = declaredScope(resolution, eventScope[event]!, use[node]!);
    bindingAt[node] = 1 + table.find(scope, tree.name[node]!);
  }
}

function resolveReferences(resolution: Resolution): void {
  const { tree, eventNode, eventScope, use, bindingAt, bindingName, isExplicit } = resolution;
  const isDeclared = new Uint8Array(tree.names.length);
  for (const name of bindingName) if (name < isDeclared.length) isDeclared[name] = 1;
  for (let event = 0; event < eventNode.length; event++) {
    const node = eventNode[event]!;
    const nodeUse = use[node]!;
    if (bindingAt[node] !== 0 || isDeclared[tree.name[node]!] === 0) continue;
    if (nodeUse > (isExplicit ? Use.Walrus : Use.AnyRead) && nodeUse < Use.Global) continue;
    bindingAt[node] =
      1 + (isExplicit ? resolveExplicit(resolution, eventScope[event]!, node) : resolve(resolution, eventScope[event]!, tree.name[node]!, anySpace));
  }
}

/** As {@link resolve}; but a default of a parameter sees nothing of what the function's body declares. */
function resolveExplicit(resolution: Resolution, from: number, node: NodeId): number {
  const { tree, use, next, scopeKind, scopeNode, bindingScope, bindingUse } = resolution;
  const name = tree.name[node]!;
  const space = spaceOfRead(use[node]!);
  let binding = resolve(resolution, from, name, space);
  while (binding >= 0) {
    const scope = bindingScope[binding]!;
    const isOfBody = bindingUse[binding] !== Use.Parameter && bindingUse[binding] !== Use.TypeParameter;
    if (!isOfBody || scopeKind[scope] !== functionScope || !isBeforeBody(tree, scopeNode[scope]!, node)) return binding;
    binding = next[scope]! < 0 ? -1 : resolve(resolution, next[scope]!, name, space);
  }
  return -1;
}

function isBeforeBody(tree: SyntaxTree, owner: NodeId, node: NodeId): boolean {
  if (tree.kind[owner] === Kind.StaticBlock || tree.kind[owner] === Kind.Namespace) return false;
  const first = childOf(tree, owner, Role.Parameter);
  if (first === noNode || node < first) return false;
  const body = childOf(tree, owner, Role.Body);
  return body !== noNode && node < body;
}

function spaceOfRead(nodeUse: number): number {
  if (nodeUse === Use.TypeRead) return typeSpace;
  if (nodeUse === Use.NamespaceRead) return namespaceSpace;
  return nodeUse === Use.AnyRead ? anySpace : valueSpace;
}

function resolve(resolution: Resolution, from: number, name: number, space: number): number {
  const { table, next, bindingSpace } = resolution;
  for (let scope = from; scope >= 0; scope = next[scope]!) {
    const binding = table.find(scope, name);
    if (binding >= 0 && (bindingSpace[binding]! & space) !== 0) return binding;
  }
  return -1;
}
