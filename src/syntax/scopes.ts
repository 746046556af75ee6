// Scopes and bindings of one file, computed once for all rules.

import type { ScopeRules } from "./language.ts";
import { collectNames } from "./scopes-collect.ts";
import type { ScopeTable } from "./scopes-types.ts";
import { resolveNames } from "./scopes-resolve.ts";
import { viewScopes } from "./scopes-view.ts";
import type { SyntaxTree } from "./tree.ts";

export type { Binding, Scope, ScopeTable } from "./scopes-types.ts";

/**
 * Finds every scope of the file and what each name in it means. Two passes over the tree's arrays; objects are made
 * only for what a rule asks about.
 */
export function computeScopes(tree: SyntaxTree, rules: ScopeRules): ScopeTable {
  const collected = collectNames(tree, rules);
  return viewScopes(tree, collected, resolveNames(tree, rules, collected));
}
