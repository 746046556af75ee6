// What a rule sees of the file it looks at: the tree and the facts that were computed once for all rules.

import type { Edit } from "../model/finding.ts";
import type { ConstantValue } from "../syntax/constants.ts";
import type { ScopeTable } from "../syntax/scopes.ts";
import type { NodeId, SyntaxTree } from "../syntax/tree.ts";

/** A place: a node, or a range of 0-based UTF-16 offsets. */
export type Place = NodeId | { readonly start: number; readonly end: number };

/** What a rule says about one place. */
export interface RawFinding {
  /** The tight region that is wrong. */
  readonly at: Place;
  /** One line, names of code in backquotes, ends with a full stop. */
  readonly message: string;
  /** Overrides the rule's own figures where the rule knows better here. */
  readonly severity?: "error" | "warning" | "info";
  readonly confidence?: "high" | "medium" | "low";
  readonly cwe?: readonly string[];
  /** The way of the data, source first, sink last. */
  readonly trace?: readonly { readonly kind: "source" | "step" | "sink"; readonly at: Place; readonly note: string }[];
  readonly fix?: { readonly description: string; readonly safety: "safe" | "unsafe"; readonly edits: readonly Edit[] };
}

export interface FileView {
  readonly path: string;
  readonly tree: SyntaxTree;
  /** Id of the language whose code this is a value in: SQL in a string of Python. Undefined for a program of its own. */
  readonly hostLanguage?: string | undefined;
  /** Scopes and bindings; computed at the first use. */
  readonly scopes: ScopeTable;
  /**
   * The dotted name of what an expression refers to, with imports resolved: `os.system` for `system` after
   * `from os import system`, `child_process.exec` for `cp.exec` after `const cp = require("child_process")`; for a
   * name that is bound by nothing in the file, the name itself (`eval`, `document.write`). Undefined where a local
   * binding hides what it refers to.
   */
  readonly qualifiedName: (node: NodeId) => string | undefined;
  /** The value of an expression where it is the same on every run, else undefined. */
  readonly constant: (node: NodeId) => ConstantValue | undefined;
  readonly report: (finding: RawFinding) => void;
}
