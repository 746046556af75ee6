// How a rule in code is written: its facts, the words and node kinds it waits for, and its check.

import type { RuleMeta } from "../model/rule.ts";
import type { Kind } from "../syntax/kinds.ts";
import type { NodeId } from "../syntax/tree.ts";
import type { FileView } from "./file-view.ts";

/** Options of a rule as its check sees them: settings laid over the declared defaults. */
export type RuleOptions = Readonly<Record<string, unknown>>;

export interface CodeRule {
  readonly meta: RuleMeta;
  /**
   * The rule is tried on a file only where for each group at least one word is among the file's names (identifiers,
   * operators, literal values). No groups: always tried.
   */
  readonly words: readonly (readonly string[])[];
  /** `check` is called once for every node of these kinds, in source order. */
  readonly kinds: readonly Kind[];
  /** Looks at one node and reports through `file.report`. Must be pure apart from that. */
  readonly check: (file: FileView, node: NodeId, options: RuleOptions) => void;
}

/** Declares a rule; exists so that an editor checks the record where it is written. */
export function defineRule(rule: CodeRule): CodeRule {
  return rule;
}
