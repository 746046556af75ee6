// A rule's formula after compilation for one language.

import type { CompiledPattern } from "../text/compile-pattern.ts";
import type { FreeFormPattern } from "../generic/free-form-pattern.ts";
import type { GenericPattern } from "../generic/generic-pattern.ts";
import type { Condition } from "../rules/rule.ts";
import type { Comparison } from "./comparison.ts";
import type { MatchNode } from "../view/match-node.ts";

export type CompiledLeaf =
  | { readonly type: "code"; readonly pattern: CompiledPattern & { ok: true }; readonly words: readonly string[] }
  | { readonly type: "regex"; readonly regex: RegExp; readonly words: readonly string[] }
  | { readonly type: "generic"; readonly pattern: GenericPattern; readonly words: readonly string[] }
  | ({ readonly type: "free-form" } & FreeFormPattern);

export type CompiledCondition =
  | { readonly type: "regex"; readonly condition: Extract<Condition, { type: "regex" }>; readonly regex: RegExp }
  | {
      readonly type: "pattern";
      readonly metavariable: string;
      /** The language to read the value in; undefined for the rule's own. */
      readonly language: string | undefined;
      readonly formula: CompiledFormula;
    }
  | { readonly type: "comparison"; readonly condition: Extract<Condition, { type: "comparison" }>; readonly comparison: Comparison }
  | { readonly type: "analysis"; readonly condition: Extract<Condition, { type: "analysis" }> }
  | { readonly type: "type"; readonly metavariable: string; readonly types: readonly MatchNode[] }
  | { readonly type: "never" };

export type CompiledFormula = CompiledBody & {
  readonly conditions: readonly CompiledCondition[];
  readonly focus: readonly (readonly string[])[];
  /** The metavariable that stands for each whole match. */
  readonly as: string | undefined;
};

export type CompiledBody =
  | { readonly type: "leaf"; readonly leaf: CompiledLeaf }
  | { readonly type: "and"; readonly parts: readonly CompiledFormula[] }
  | { readonly type: "or"; readonly parts: readonly CompiledFormula[] }
  | { readonly type: "not" | "inside" | "anywhere"; readonly part: CompiledFormula };
