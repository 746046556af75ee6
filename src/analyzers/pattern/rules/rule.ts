// The typed form of a rule in Semgrep's syntax, as the loader hands it to the compiler.

import type { YamlPosition } from "./yaml-value.ts";

/** What a formula's leaves are made of. */
export type PatternLeaf =
  | { readonly type: "code"; readonly text: string; readonly position: YamlPosition }
  | { readonly type: "regex"; readonly text: string; readonly position: YamlPosition };

/** A tree of operators. `where` conditions and focuses belong to the node that they stand on. */
export type Formula = FormulaBody & {
  readonly conditions: readonly Condition[];
  /** Each entry is one `focus-metavariable`; a list inside one is a union. */
  readonly focus: readonly (readonly string[])[];
  readonly position: YamlPosition;
  readonly fix?: string;
  /** The metavariable that stands for each whole match. */
  readonly as?: string;
};

export type FormulaBody =
  | { readonly type: "leaf"; readonly leaf: PatternLeaf }
  | { readonly type: "and"; readonly parts: readonly Formula[] }
  | { readonly type: "or"; readonly parts: readonly Formula[] }
  | { readonly type: "not"; readonly part: Formula }
  | { readonly type: "inside"; readonly part: Formula }
  | { readonly type: "anywhere"; readonly part: Formula };

/** A test on what the metavariables of a match are bound to. */
export type Condition =
  | {
      readonly type: "regex";
      readonly metavariable: string;
      readonly regex: string;
      readonly useConstants: boolean;
      readonly position: YamlPosition;
    }
  | {
      readonly type: "pattern";
      readonly metavariable: string;
      readonly language?: string;
      readonly formula: Formula;
      readonly position: YamlPosition;
    }
  | {
      readonly type: "comparison";
      readonly metavariable?: string;
      readonly comparison: string;
      readonly strip: boolean;
      readonly base?: number;
      readonly position: YamlPosition;
    }
  | {
      readonly type: "analysis";
      readonly metavariable: string;
      readonly analyzer: "entropy" | "entropy_v2" | "redos";
      readonly mode: "lax" | "default" | "strict";
      readonly position: YamlPosition;
    }
  | { readonly type: "type"; readonly metavariable: string; readonly types: readonly string[]; readonly position: YamlPosition }
  | { readonly type: "unsupported"; readonly name: string; readonly position: YamlPosition };

/** By-side-effect of a source or sanitizer. */
export type SideEffect = "yes" | "only" | "no";

export interface TaintSource {
  readonly formula: Formula;
  readonly exact: boolean;
  readonly bySideEffect: SideEffect;
  readonly control: boolean;
  readonly label: string | undefined;
  readonly requires: string | undefined;
}

export interface TaintSink {
  readonly formula: Formula;
  readonly exact: boolean;
  readonly atExit: boolean;
  readonly requires: string | undefined;
  /** `requires` given per metavariable. */
  readonly requiresOf: readonly { readonly metavariable: string; readonly requires: string }[] | undefined;
}

export interface TaintSanitizer {
  readonly formula: Formula;
  readonly exact: boolean;
  readonly bySideEffect: boolean;
  readonly notConflicting: boolean;
}

export interface TaintPropagator {
  readonly formula: Formula;
  readonly from: string;
  readonly to: string;
  readonly bySideEffect: boolean;
  readonly label: string | undefined;
  readonly requires: string | undefined;
  readonly replaceLabels: readonly string[] | undefined;
}

export interface TaintSpecification {
  readonly sources: readonly TaintSource[];
  readonly sinks: readonly TaintSink[];
  readonly sanitizers: readonly TaintSanitizer[];
  readonly propagators: readonly TaintPropagator[];
}

export type RuleSeverity = "ERROR" | "WARNING" | "INFO" | "CRITICAL" | "HIGH" | "MEDIUM" | "LOW" | "INVENTORY" | "EXPERIMENT";

export interface FixRegex {
  readonly regex: string;
  readonly replacement: string;
  readonly count: number | undefined;
}

/** What a rule may set: lists are those of the generic engines. */
export type RuleOption = boolean | number | string | readonly (string | readonly string[])[];

/** One rule of a file. */
export interface Rule {
  readonly id: string;
  /** As written, in lower case. */
  readonly languages: readonly string[];
  readonly message: string;
  readonly severity: RuleSeverity;
  readonly detection:
    | { readonly mode: "search"; readonly formula: Formula }
    | { readonly mode: "taint"; readonly taint: TaintSpecification };
  readonly options: Readonly<Record<string, RuleOption>>;
  readonly fix: string | undefined;
  readonly fixRegex: FixRegex | undefined;
  readonly paths: { readonly include: readonly string[]; readonly exclude: readonly string[] } | undefined;
  readonly minVersion: string | undefined;
  readonly maxVersion: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly position: YamlPosition;
  /** Keys that only the commercial program acts on; they are read over. */
  readonly ignoredKeys: readonly string[];
  /** Operators at the top of the rule that have no effect there. */
  readonly overlooked: readonly { readonly key: string; readonly position: YamlPosition }[];
}
