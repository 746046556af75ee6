// The first pass over a tree: opens its scopes and notes every name with what it does and where it stands.

import { Flag } from "./flags.ts";
import { Kind, kindCount } from "./kinds.ts";
import type { ScopeKind, ScopeRules } from "./language.ts";
import { Role } from "./roles.ts";
import { Action, Place, Use, type UseTables, tableIndex, useTables } from "./scopes-uses.ts";
import { type NodeId, type SyntaxTree, childOf, hasFlag, nameOf, noNode } from "./tree.ts";

/** Scope kinds as small integers, in the order of {@link scopeKinds}; 0 stands for "opens none". */
export const scopeKinds: readonly (ScopeKind | undefined)[] = [undefined, "module", "function", "class", "block", "comprehension"];
export const moduleScope = 1;
export const functionScope = 2;
export const classScope = 3;
export const blockScope = 4;
export const comprehensionScope = 5;

/** What the first pass found. Scopes are numbered in the order of their opening; scope 0 is the module. */
export interface CollectedNames {
  readonly scopeKind: number[];
  readonly scopeNode: number[];
  /** The scope around, -1 for the module. Scopes for type parameters and own names stand between. */
  readonly scopeParent: number[];
  /** The scope that the opening node itself stands in. */
  readonly scopeOuter: number[];
  /** By node: the scope that its children stand in, unless their place says otherwise. */
  readonly inner: Int32Array;
  /** By node: its {@link Use}. */
  readonly use: Uint8Array;
  /** Every node that refers to a name, in source order, and beside it the scope it stands in. */
  readonly eventNode: number[];
  readonly eventScope: number[];
}

/** `[K in T]: …` binds K like a type parameter. */
const mappedTypeName = tableIndex(Kind.Type, Role.NameOf);

interface Pass extends CollectedNames {
  readonly tree: SyntaxTree;
  readonly tables: UseTables;
  readonly isExplicit: boolean;
}

/** Walks the tree once, in source order. */
export function collectNames(tree: SyntaxTree, rules: ScopeRules): CollectedNames {
  const opens = openingKinds(rules);
  const pass: Pass = {
    tree,
    tables: useTables(rules.binding),
    isExplicit: rules.binding === "explicit",
    scopeKind: [moduleScope],
    scopeNode: [0],
    scopeParent: [-1],
    scopeOuter: [0],
    inner: new Int32Array(tree.size),
    use: new Uint8Array(tree.size),
    eventNode: [],
    eventScope: [],
  };
  const { kind, role, parent } = tree;
  const { inner, use } = pass;
  const { actions, places } = pass.tables;
  for (let node = 1; node < tree.size; node++) {
    const above = parent[node]!;
    const index = tableIndex(kind[above]!, role[node]!);
    const ownKind = kind[node]!;
    if (ownKind === Kind.Parameter || ownKind === Kind.TypeParameter || index === mappedTypeName) {
      openForParameter(pass, node, above);
    }
    let scope = inner[above]!;
    const place = places[index]!;
    if (place !== Place.Inside) scope = scopeOfPlace(pass, node, above, place);
    const action = actions[index]!;
    const inherited = use[above]!;
    let ownUse: number;
    if (ownKind === Kind.Type && inherited !== Use.Ignore) ownUse = Use.TypeRead;
    else if (action >= Action.Fixed) ownUse = action - Action.Fixed;
    else if (action === Action.Default) ownUse = inherited === Use.TypeRead ? Use.TypeRead : Use.Read;
    else ownUse = useByAction(pass, action, node, above);
    if (ownUse !== Use.Read) use[node] = ownUse;
    if (ownKind === Kind.Name) {
      if (ownUse !== Use.Ignore) addEvent(pass, node, scope);
    } else if (ownKind === Kind.ImportModule && childOf(tree, node, Role.Local) === noNode) {
      use[node] = Use.Import;
      addEvent(pass, node, scope);
    }
    const opened = opens[ownKind]!;
    inner[node] = opened === 0 || (ownKind === Kind.Block && isBodyOfScope(pass, above)) ? scope : openScope(pass, node, opened, scope);
  }
  return pass;
}

function openingKinds(rules: ScopeRules): Uint8Array {
  const opens = new Uint8Array(kindCount);
  for (const [kind, scope] of rules.opens) opens[kind] = scopeKinds.indexOf(scope);
  // Members of an enumeration see one another by their bare names.
  if (rules.binding === "explicit") opens[Kind.Enum] = blockScope;
  return opens;
}

function addEvent(pass: Pass, node: NodeId, scope: number): void {
  pass.eventNode.push(node);
  pass.eventScope.push(scope);
}

function openScope(pass: Pass, node: NodeId, kind: number, parent: number): number {
  pass.scopeKind.push(kind);
  pass.scopeNode.push(node);
  pass.scopeParent.push(parent);
  pass.scopeOuter.push(parent);
  return pass.scopeKind.length - 1;
}

/** True where a block is the body of a node that opened a scope for it already. */
function isBodyOfScope(pass: Pass, above: NodeId): boolean {
  switch (pass.tree.kind[above]) {
    case Kind.FunctionDeclaration:
    case Kind.FunctionExpression:
    case Kind.ArrowFunction:
    case Kind.ClassDeclaration:
    case Kind.ClassExpression:
    case Kind.Interface:
    case Kind.Namespace:
      return true;
    default:
      return false;
  }
}

/** Parameters need a scope: signatures and type aliases get one at their first, definitions a second one for types. */
function openForParameter(pass: Pass, node: NodeId, above: NodeId): void {
  const { tree, inner, scopeNode } = pass;
  if (nameOf(tree, above) === "TSInferType") return openForInfer(pass, above);
  const scope = inner[above]!;
  if (scopeNode[scope] !== above) inner[above] = openScope(pass, above, blockScope, scope);
  else if (!pass.isExplicit && tree.kind[node] === Kind.TypeParameter) insertHeader(pass, scope);
}

/** `T extends infer U ? A : B`: U lives in the conditional type. */
function openForInfer(pass: Pass, infer: NodeId): void {
  const { tree, inner, scopeNode } = pass;
  let at = infer;
  while (at !== 0 && !(tree.role[at] === Role.Constraint && nameOf(tree, tree.parent[at]!) === "TSConditionalType")) {
    at = tree.parent[at]!;
  }
  if (at === 0) return;
  const conditional = tree.parent[at]!;
  if (scopeNode[inner[conditional]!] !== conditional) {
    inner[conditional] = openScope(pass, conditional, blockScope, inner[conditional]!);
  }
  inner[infer] = inner[conditional]!;
}

/** Puts a scope between a definition's own scope and the one around it, unless it is there already. */
function insertHeader(pass: Pass, scope: number): number {
  const { scopeParent, scopeOuter, scopeNode } = pass;
  if (scopeParent[scope] === scopeOuter[scope]) {
    scopeParent[scope] = openScope(pass, scopeNode[scope]!, blockScope, scopeOuter[scope]!);
  }
  return scopeParent[scope]!;
}

function scopeOfPlace(pass: Pass, node: NodeId, above: NodeId, place: number): number {
  const { tree, inner, scopeNode, scopeParent, scopeOuter } = pass;
  const scope = inner[above]!;
  if (place === Place.Outside) return scopeNode[scope] === above ? scopeOuter[scope]! : scope;
  if (place === Place.FirstIterable) {
    const comprehension = tree.parent[above]!;
    return childOf(tree, comprehension, Role.ComprehensionFor) === above ? scopeParent[scope]! : scope;
  }
  if (tree.kind[above] === Kind.FunctionExpression && tree.role[node] === Role.NameOf) return insertHeader(pass, scope);
  return scopeParent[scope]! < 0 ? scope : scopeParent[scope]!;
}

function useByAction(pass: Pass, action: number, node: NodeId, above: NodeId): number {
  const { tree, use } = pass;
  const inherited = use[above]!;
  const isInType = inherited === Use.TypeRead;
  switch (action) {
    case Action.Pattern:
      return (inherited >= Use.Write && inherited <= Use.Exception) || isInType ? inherited : Use.Read;
    case Action.Same:
      return inherited;
    case Action.Key:
      return !pass.isExplicit || hasFlag(tree, above, Flag.Computed) ? Use.Read : Use.Ignore;
    case Action.Imported:
      return childOf(tree, above, Role.Local) === noNode ? Use.Import : Use.Ignore;
    case Action.ExportLocal:
      return childOf(tree, tree.parent[above]!, Role.Source) === noNode ? Use.AnyRead : Use.Ignore;
    case Action.Declarator:
      return nameOf(tree, above) === "var" ? Use.Var : Use.Lexical;
    case Action.JsxTag:
      return tree.kind[node] === Kind.Name && isIntrinsicTag(nameOf(tree, node)) ? Use.Ignore : Use.Read;
    case Action.Object:
      if (isInType && tree.kind[node] === Kind.Name) return Use.NamespaceRead;
      return inherited <= Use.AnyRead || inherited === Use.Namespace ? inherited : Use.Read;
    case Action.TypeExpression:
      return nameOf(tree, above) === "TSTypeQuery" ? Use.Read : Use.TypeRead;
    case Action.TypeName:
      return nameOf(tree, above) === "TSImportType" ? Use.Ignore : Use.TypeRead;
    default:
      return isInType ? Use.TypeRead : Use.Read;
  }
}

/** `<div>` is an element of the host, `<Panel>` a reference. */
function isIntrinsicTag(tag: string): boolean {
  const first = tag.charAt(0);
  return first === first.toLowerCase() && first !== first.toUpperCase();
}
