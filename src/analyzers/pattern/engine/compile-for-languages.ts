// Compiles a rule for the languages that it names: which of them its patterns are read in.

import { dialectOf } from "../dialects/registry.ts";
import { canonicalLanguage } from "../rules/rule-languages.ts";
import type { Rule } from "../rules/rule.ts";
import type { RuleProblem } from "../rules/yaml-value.ts";
import { type CompiledRule, compileRule, isProblem } from "./compile-rule.ts";
import type { PatternEngine } from "./engine.ts";

/** The languages that a rule names, each once and by name. */
export function languagesOf(rule: Rule): readonly string[] {
  return [...new Set(rule.languages.map((one) => canonicalLanguage(one) ?? one))].sort();
}

/**
 * The rule with its patterns read in the first of its languages, as the reference program reads them. Where that language
 * is not read here, the first of the others in which they can be read stands in; undefined where there is none.
 */
export function compileForLanguages(rule: Rule, engine: PatternEngine): CompiledRule | RuleProblem | undefined {
  const languages = languagesOf(rule);
  if (isRead(languages[0]!)) return compileRule(rule, languages[0]!, engine);
  return languages.filter(isRead).map((one) => compileRule(rule, one, engine)).find((one) => !isProblem(one));
}

/** Rules for these run on files of every language. */
export const anyLanguage: ReadonlySet<string> = new Set(["regex", "generic"]);

function isRead(language: string): boolean {
  return dialectOf(language) !== undefined || anyLanguage.has(language);
}
