// Every built-in rule by what it is asked for: facts, precedence, and the rules that look at functions or the project.

import { toolRules } from "../findings/tool-rules.ts";
import type { RuleMeta } from "../model/rule.ts";
import { functionRules, projectRules } from "../../rules/registry.generated.ts";
import { builtInMetas } from "./built-in-rules.ts";

const builtin: readonly RuleMeta[] = [...builtInMetas, ...[...functionRules, ...projectRules].map((rule) => rule.meta)];

/** The tool's own among them. */
export const knownRules: ReadonlyMap<string, RuleMeta> = new Map([...builtin, ...toolRules].map((meta) => [meta.id, meta]));

/** Which rule gives way to which. */
export const supersedes: ReadonlyMap<string, readonly string[]> = new Map(
  builtin.flatMap((meta) => (meta.supersedes === undefined ? [] : [[meta.id, meta.supersedes] as const])),
);

export const projectRuleIds: ReadonlySet<string> = new Set(projectRules.map((rule) => rule.meta.id));

const cloneRules = new Map(projectRules.flatMap((rule) => (rule.needsTokens === true ? [[rule.meta.id, new Set(rule.meta.languages)] as const] : [])));

/** True for a rule that looks for clones in files of a language. */
export function looksForClones(ruleId: string, language: string): boolean {
  return cloneRules.get(ruleId)?.has(language) === true;
}
