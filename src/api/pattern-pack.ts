// The pattern engine as the built-in rules in YAML use it; apart, so that scans without need of it do not load it.

import { createPatternCheck } from "../analyzers/pattern/engine/code-rule.ts";
import type { PatternEngine } from "../analyzers/pattern/engine/engine.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import type { PatternRuleFacts } from "../rule-kit/pattern-rule.ts";
import type { CodeRule } from "../rule-kit/rule.ts";
import { loadedPatternRules } from "../../rules/patterns.generated.ts";

/** The check of one rule. */
export function createCheck(facts: PatternRuleFacts, engine: PatternEngine): CodeRule["check"] {
  // Both come from the same run of the generator: a rule with facts has its loaded form.
  return createPatternCheck({ ...facts, loaded: JSON.parse(loadedPatternRules.get(facts.meta.id)!) as unknown }, engine, runTaintRule);
}
