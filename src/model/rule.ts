// What is known about a rule without running it.

import type { Category, Confidence, Severity } from "./finding.ts";

/** How often a rule was right on code it was not written for; measured by reading its findings. */
export interface MeasuredPrecision {
  /** Findings that were read. */
  readonly sampled: number;
  /** Of these, the true ones. */
  readonly true: number;
  /** Packages they came from, with versions. */
  readonly on: string;
}

/** A value of a rule's option; the default's type is the option's type. */
export type OptionValue = boolean | number | string | readonly string[];

/** The program that shows a rule's flaw in code that has it. */
export interface RuleProof {
  /** In the rule's folder; its ending says in which language it runs. */
  readonly file: string;
  /** What it imports, each with its exact version. */
  readonly packages: readonly string[];
}

export interface RuleMeta {
  /** `<language>/<flaw>`, equal to the folder's place below `rules/`. */
  readonly id: string;
  /** The flaw in at most 80 characters, no full stop. */
  readonly title: string;
  /** One or two sentences: what goes wrong when this is left as it is. */
  readonly description: string;
  /** Language ids the rule runs on. */
  readonly languages: readonly string[];
  readonly category: Category;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Each as `CWE-89`; needed for security rules. */
  readonly cwe: readonly string[];
  /** 0.1–10.0 as CVSS bands read it; needed for security rules, absent elsewhere. */
  readonly securitySeverity?: number;
  readonly remediationMinutes: number;
  /** Present where the rule offers fixes. */
  readonly fixSafety?: "safe" | "unsafe";
  readonly precision?: MeasuredPrecision;
  readonly proof?: RuleProof;
  /** Why a security rule has no proof; each has the one or the other. */
  readonly unproven?: string;
  /** Ids of the same flaw in other tools, honoured in their suppression comments: `{ bandit: ["B602"], eslint: ["no-eval"], ruff: ["S307"] }`. */
  readonly equivalents?: Readonly<Record<string, readonly string[]>>;
  /** Rules that give way where this one reports the same place. */
  readonly supersedes?: readonly string[];
  /** False for rules that run only when settings turn them on. Default true. */
  readonly isOnByDefault?: boolean;
  /** True for rules that ask the TypeScript compiler; they run with `--types` only. */
  readonly needsTypes?: true;
  /** Options with their defaults. */
  readonly options?: Readonly<Record<string, { readonly default: OptionValue; readonly description: string }>>;
}

/** A rule's metadata together with its long text, as `explain` shows it. */
export interface DocumentedRule extends RuleMeta {
  /** Markdown of `docs.md`. */
  readonly documentation: string;
}
