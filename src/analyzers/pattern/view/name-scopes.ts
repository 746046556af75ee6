// What names can refer to, and the scopes in which they are looked up.

import type { MatchNode, Resolution } from "./match-node.ts";

/** One thing that names can refer to. */
export interface NameBinding {
  readonly resolution: Resolution;
  /** How often it is given a value anywhere in the file. */
  writes: number;
  /** The value of its first assignment, where that is one expression. */
  firstValue: MatchNode | undefined;
  type: MatchNode | undefined;
  /** True where its first value stands in its declaration. */
  isDeclaredWithValue?: boolean;
}

/** The bindings of a file by the id in their resolution. */
export type BindingTable = readonly NameBinding[];

export interface Scope {
  readonly names: Map<string, NameBinding>;
  readonly parent: Scope | undefined;
  readonly kind: "module" | "function" | "block" | "class";
  readonly outer: Set<string>;
  /** Of a class: the declared types of its fields. */
  readonly fieldTypes: Map<string, MatchNode>;
}

/** An empty scope. */
export function newScope(kind: Scope["kind"], parent: Scope | undefined): Scope {
  return { names: new Map(), parent, kind, outer: new Set(), fieldTypes: new Map() };
}

/** What a name refers to in a scope: the binding of the nearest scope around. */
export function lookUpName(scope: Scope, name: string): NameBinding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const binding = at.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The scope that declarations of a function belong to. */
export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (at.kind === "block" && at.parent !== undefined) at = at.parent;
  return at;
}

/** The kind of what is declared in a scope. */
export function kindIn(scope: Scope): Resolution["kind"] {
  const owner = functionScope(scope);
  return owner.kind === "module" ? "global" : owner.kind === "class" ? "member" : "local";
}

/** The scope of the class around. */
export function classScope(scope: Scope): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at !== undefined && at.kind !== "class") at = at.parent;
  return at;
}

/** The scope of the whole file. */
export function moduleScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined) at = at.parent;
  return at;
}
