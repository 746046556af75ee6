// The pattern engine as the built-in rules in YAML use it; apart, so that scans without need of it do not load it.

import { createPatternCheck } from "../analyzers/pattern/engine/code-rule.ts";
import type { PatternEngine } from "../analyzers/pattern/engine/engine.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import type { PatternRuleData } from "../rule-kit/pattern-rule.ts";
import type { CodeRule } from "../rule-kit/rule.ts";

/** The check of one rule. */
export function createCheck(data: PatternRuleData, engine: PatternEngine): CodeRule["check"] {
  return createPatternCheck(data, engine, runTaintRule);
}
