// Makes findings of what the tool says of itself: parse errors and comments that do not do what they were written for.

import type { OffsetFinding } from "../analyzers/quality/rule-runner.ts";
import { toolRules } from "../findings/tool-rules.ts";

const toolRuleById = new Map(toolRules.map((rule) => [rule.id, rule]));

/** Throws for an id that is no rule of the tool. */
export function toToolFinding(entry: { ruleId: string; message: string; start: number; end: number }): OffsetFinding {
  const rule = toolRuleById.get(entry.ruleId);
  if (rule === undefined) throw new Error(`${entry.ruleId} is no rule of the tool itself`);
  return {
    ...entry,
    category: "tool",
    severity: rule.severity,
    confidence: rule.confidence,
    cwe: [],
    trace: [],
    remediationMinutes: rule.remediationMinutes,
  };
}
