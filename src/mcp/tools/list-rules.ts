// The tool `list_rules`: the built-in rules, filtered.

import { z } from "zod";
import { listRules as allRules } from "../../api/describe-rules.ts";
import { pageWithin } from "../budget.ts";
import { cursor, maxTokens, pageFields, severity } from "../fields.ts";
import { isAtLeast } from "../ranks.ts";
import { describeRule, ruleSchema } from "../rules-reply.ts";
import { defineTool } from "../tool.ts";

export const listRules = defineTool({
  name: "list_rules",
  title: "List rules",
  toolset: "rules",
  description: "Lists the built-in rules by language, category, CWE or words in their titles. explain_rule tells more about one.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    language: z.string().max(40).optional(),
    category: z.enum(["security", "reliability", "maintainability", "tool"]).optional(),
    minimumSeverity: severity.optional(),
    cwe: z.string().max(20).optional().describe("for instance CWE-89"),
    query: z.string().max(200).optional().describe("words of the id or title (also: search)"),
    cursor,
    maxTokens,
  }),
  aliases: { lang: "language", search: "query", severity: "minimumSeverity" },
  output: z.object({ ...pageFields, rules: z.array(ruleSchema) }),
  run: async (_, input) => {
    const words = (input.query ?? "").toLowerCase().split(/\s+/).filter((word) => word !== "");
    const wantedCwe = input.cwe === undefined ? undefined : `CWE-${input.cwe.replace(/\D+/g, "")}`;
    const rules = allRules().filter(
      (rule) =>
        (input.language === undefined || rule.languages.includes(input.language.toLowerCase())) &&
        (input.category === undefined || rule.category === input.category) &&
        isAtLeast(rule.severity, input.minimumSeverity) &&
        (wantedCwe === undefined || rule.cwe.includes(wantedCwe)) &&
        words.every((word) => `${rule.id} ${rule.title}`.toLowerCase().includes(word)),
    );
    const tell = (rule: (typeof rules)[number]): { data: z.input<typeof ruleSchema>; line: string } => ({
      data: describeRule(rule),
      line: `${rule.id}: ${rule.title} (${rule.severity})`,
    });
    const page = pageWithin({ items: rules, tell, cursor: input.cursor, maxTokens: input.maxTokens, taken: 150 });
    return {
      data: { total: page.total, truncated: page.isTruncated, ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }), rules: [...page.items] },
      text: [`${page.items.length} of ${page.total} rules.`, ...page.lines].join("\n"),
    };
  },
});
