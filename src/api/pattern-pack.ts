// The pattern engine as the built-in rules in YAML use it; apart, so that scans without need of it do not load it.

import { createPatternCheck } from "../analyzers/pattern/engine/code-rule.ts";
import type { PatternEngine } from "../analyzers/pattern/engine/engine.ts";
import { runTaintRule } from "../analyzers/taint/run-taint.ts";
import type { PatternRuleFacts } from "../rule-kit/pattern-rule.ts";
import type { CodeRule } from "../rule-kit/rule.ts";
import { loadedPatternRules, patternWords } from "../../rules/patterns.generated.ts";

/** What makes the checks of rules, which share what they compile. */
export function createPack(parserOf: PatternEngine["parserOf"]): (facts: PatternRuleFacts) => CodeRule["check"] {
  const words = new Map<string, ReadonlyMap<string, string>>();
  const wordsIn = (language: string): ReadonlyMap<string, string> => {
    // The generator wrote texts by texts.
    const known = words.get(language) ?? new Map(Object.entries(JSON.parse(patternWords.get(language) ?? "{}") as Record<string, string>));
    words.set(language, known);
    return known;
  };
  const engine: PatternEngine = {
    parserOf,
    knownWordsOf: (language, pattern) => wordsIn(language).get(pattern)?.split(" ").filter((word) => word !== ""),
  };
  // Both come from the same run of the generator: a rule with facts has its loaded form.
  return (facts) => createPatternCheck({ ...facts, loaded: JSON.parse(loadedPatternRules.get(facts.meta.id)!) as unknown }, engine, runTaintRule);
}
