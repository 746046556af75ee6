// The tool `explain_rule`: what a rule finds, why it matters, how to mend it.

import { z } from "zod";
import { explainRule as explain } from "../../api/describe-rules.ts";
import { cutMiddle } from "../budget.ts";
import { maxTokens } from "../fields.ts";
import { describeRule, ruleSchema } from "../rules-reply.ts";
import { defineTool } from "../tool.ts";

export const explainRule = defineTool({
  name: "explain_rule",
  title: "Explain a rule",
  toolset: "rules",
  description: "Tells what a rule finds, what goes wrong when it is left, examples and how to mend it. The id is the `ruleId` of a finding.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({ ruleId: z.string().min(1).max(200).describe("for instance python/sql-injection (also: id, rule)"), maxTokens }),
  aliases: { id: "ruleId", rule: "ruleId" },
  output: z.object({ rule: ruleSchema, documentation: z.string().describe("Markdown") }),
  run: async (_, input) => {
    const rule = await explain(input.ruleId);
    const { text } = cutMiddle(rule.documentation, Math.floor(input.maxTokens / 2) - 300);
    const data = describeRule(rule);
    return {
      data: { rule: data, documentation: text },
      text: `${rule.id}: ${rule.title} (${rule.severity}, ${[...rule.cwe, rule.category].join(", ")})\n\n${text}`,
      links: [{ uri: `assay://rules/${rule.id}`, name: rule.id, mimeType: "text/markdown" }],
    };
  },
});
