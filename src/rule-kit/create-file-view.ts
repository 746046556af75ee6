// Makes what rules see of one file; facts are computed at their first use and then shared by all rules.

import { createConstantResolver } from "../syntax/constants.ts";
import type { Language } from "../syntax/language.ts";
import { createNameResolver } from "../syntax/resolve-names.ts";
import { type ScopeTable, computeScopes } from "../syntax/scopes.ts";
import type { SyntaxTree } from "../syntax/tree.ts";
import type { FileView, RawFinding } from "./file-view.ts";

/** The view of one file; `report` receives what the running rule finds. */
export function createFileView(file: {
  readonly path: string;
  readonly tree: SyntaxTree;
  readonly language: Language;
  readonly hostLanguage?: string | undefined;
  /** Where others ask for the scopes too: computed once for all. */
  readonly scopes?: (() => ScopeTable) | undefined;
  readonly report: (finding: RawFinding) => void;
}): FileView {
  const { path, tree, language, report } = file;
  let table: ScopeTable | undefined;
  const scopes = file.scopes ?? ((): ScopeTable => (table ??= computeScopes(tree, language.scopeRules)));
  return {
    path,
    tree,
    hostLanguage: file.hostLanguage,
    get scopes() {
      return scopes();
    },
    qualifiedName: createNameResolver(tree, scopes),
    constant: createConstantResolver(tree, scopes),
    report,
  };
}
