// How rules are written that look at figures of functions, or at the project as a whole.

import type { Confidence, RelatedPlace } from "../model/finding.ts";
import type { RuleMeta } from "../model/rule.ts";
import type { ProjectView } from "./project-view.ts";
import type { RuleOptions } from "./rule.ts";

/** What a rule says about one place of some file. Offsets are 0-based UTF-16 units. */
export interface ProjectFinding {
  readonly path: string;
  /** The tight region that is wrong; `file` for a file as a whole. */
  readonly at: { readonly start: number; readonly end: number } | { readonly line: number } | "file";
  /** One line, names of code in backquotes, ends with a full stop. */
  readonly message: string;
  readonly confidence?: Confidence;
  readonly remediationMinutes?: number;
  /** Other places that it speaks of. */
  readonly related?: readonly RelatedPlace[];
}

/** A rule that is asked once, when all files have been read; only where the whole project is scanned. */
export interface ProjectRule {
  readonly meta: RuleMeta;
  /** True for a rule that looks at `clones`: only then files keep their tokens. */
  readonly needsTokens?: true;
  readonly checkProject: (project: ProjectView, options: RuleOptions) => readonly ProjectFinding[];
}

/** One function with its figures (`docs/metrics.md`). */
export interface FunctionView {
  readonly qualifiedName: string;
  readonly cyclomatic: number;
  /** Nested functions count where the function has control flow of its own and they are not reported themselves. */
  readonly cognitive: number;
  readonly nesting: number;
  /** Without the receiver, what has a default and what can be given by name only; 0 for a callback, whose caller settles them. */
  readonly parameters: number;
  /** Lines of code, those of nested functions left out. */
  readonly codeLines: number;
}

/** A rule that sets a limit to a figure. The limit is the option `limit`, whose default the facts declare. */
export interface FunctionRule {
  readonly meta: RuleMeta;
  readonly figureOf: (subject: FunctionView) => number;
  readonly say: (name: string, figure: number, limit: number) => string;
  /** Work for a figure over the limit, in minutes. */
  readonly minutesFor: (figure: number, limit: number) => number;
}

/** Declares a rule; exists so that an editor checks the record where it is written. */
export function defineProjectRule(rule: ProjectRule): ProjectRule {
  return rule;
}

/** Declares a rule; exists so that an editor checks the record where it is written. */
export function defineFunctionRule(rule: FunctionRule): FunctionRule {
  return rule;
}
