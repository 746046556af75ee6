// Scopes and bindings as their readers see them.

import type { ScopeKind } from "./language.ts";
import type { NodeId } from "./tree.ts";

/** What brought a binding into being. `global` is a module variable that only functions write (Python's `global`). */
export type BindingKind =
  | "import"
  | "parameter"
  | "variable"
  | "function"
  | "class"
  | "type"
  | "exception"
  | "global";

/** One name as one scope knows it. Node lists are in source order. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** What brought it into being first. */
  readonly kind: BindingKind;
  /**
   * Nodes that bind it: Name nodes, or the ImportSpecifier or ImportModule where no Name stands. In languages that
   * bind by assignment every assigned name is a declaration.
   */
  readonly declarations: readonly NodeId[];
  /** Name nodes that write it: assignments, loop targets, declarations with a value. Not parameters, imports, definitions. */
  readonly writes: readonly NodeId[];
  /** Name nodes that read it, from this scope or inner ones. `x += 1` both reads and writes. */
  readonly reads: readonly NodeId[];
}

export interface Scope {
  readonly kind: ScopeKind;
  /** The node that opens it. */
  readonly node: NodeId;
  readonly parent: Scope | undefined;
  readonly bindings: ReadonlyMap<string, Binding>;
}

export interface ScopeTable {
  readonly module: Scope;
  /** In the order in which their nodes open. */
  readonly scopes: readonly Scope[];
  /** Those that open at a node or below it. */
  readonly scopesWithin: (node: NodeId) => readonly Scope[];
  /** The binding that a Name node (or an import item) declares, writes or reads; undefined for globals and property names. */
  readonly bindingOf: (node: NodeId) => Binding | undefined;
  /** True where a Name node is looked up in scopes at all: false for property names, labels, keys. */
  readonly isReference: (node: NodeId) => boolean;
  /** The innermost scope that a node stands in; for a node that opens a scope, the one around it. */
  readonly scopeOf: (node: NodeId) => Scope;
  /** The binding that `name` has when looked up from `node`. */
  readonly lookUp: (node: NodeId, name: string) => Binding | undefined;
}
