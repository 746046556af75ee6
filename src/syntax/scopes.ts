// Scopes and bindings of one file, computed once for all rules.

import type { ScopeKind } from "./language.ts";
import type { NodeId } from "./tree.ts";

/** One name as one scope knows it. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  /** What brought it into being. */
  readonly kind: "import" | "parameter" | "variable" | "function" | "class" | "type" | "exception" | "global";
  /** Nodes that bind it (Name nodes; ImportSpecifier or ImportModule where no Name stands), in source order. */
  readonly declarations: readonly NodeId[];
  /** Name nodes that write it, declarations with a value included. */
  readonly writes: readonly NodeId[];
  /** Name nodes that read it, from this scope or inner ones. */
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
  readonly scopes: readonly Scope[];
  /** The binding that a Name node (or an import item) declares, writes or reads; undefined for globals and property names. */
  readonly bindingOf: (node: NodeId) => Binding | undefined;
  /** The innermost scope that a node stands in. */
  readonly scopeOf: (node: NodeId) => Scope;
  /** The binding that `name` has when looked up from `node`. */
  readonly lookUp: (node: NodeId, name: string) => Binding | undefined;
}
