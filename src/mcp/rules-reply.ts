// Tells what is known about rules.

import { z } from "zod";
import type { RuleMeta } from "../model/rule.ts";
import { confidence, severity } from "./fields.ts";

export const ruleSchema = z.object({
  id: z.string(),
  title: z.string(),
  category: z.enum(["security", "reliability", "maintainability", "tool"]),
  severity,
  confidence,
  languages: z.array(z.string()),
  cwe: z.array(z.string()).optional(),
  onByDefault: z.boolean(),
  fix: z.enum(["safe", "unsafe"]).optional().describe("present where the rule offers fixes"),
  precision: z.object({ sampled: z.number().int(), true: z.number().int() }).optional().describe("findings on foreign code that were read, and how many were right"),
});

export function describeRule(rule: RuleMeta): z.input<typeof ruleSchema> {
  const { id, title, category, precision } = rule;
  return {
    id,
    title,
    category,
    severity: rule.severity,
    confidence: rule.confidence,
    languages: [...rule.languages],
    ...(rule.cwe.length === 0 ? {} : { cwe: [...rule.cwe] }),
    onByDefault: rule.isOnByDefault ?? true,
    ...(rule.fixSafety === undefined ? {} : { fix: rule.fixSafety }),
    ...(precision === undefined ? {} : { precision: { sampled: precision.sampled, true: precision.true } }),
  };
}
