// The tool `get_execution_patterns`: what was run how often, how it went, which errors came again and what then worked.

import { z } from "zod";
import { executionPatterns } from "../../api/execution-history.ts";
import { estimateJson } from "../budget.ts";
import { maxTokens } from "../fields.ts";
import { defineTool } from "../tool.ts";

const output = z.object({
  mostRun: z.array(z.object({ codeHash: z.string(), title: z.string(), language: z.string(), runs: z.number().int(), successRate: z.number(), latestExecutionId: z.string() })),
  byLanguage: z.array(z.object({ language: z.string(), runs: z.number().int(), successRate: z.number() })),
  commonErrors: z.array(
    z.object({
      language: z.string(),
      errorKind: z.string(),
      count: z.number().int(),
      example: z.string(),
      latestExecutionId: z.string(),
      workedThenExecutionId: z.string().optional().describe("a run of the same task, else client, that passed within the hour"),
    }),
  ),
});

export const getExecutionPatterns = defineTool({
  name: "get_execution_patterns",
  title: "Show patterns of past runs",
  toolset: "history",
  description: "Shows what was run how often, success rates, common errors, and the run that then worked. get_execution_history with an executionId shows its code.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    language: z.string().max(40).optional(),
    since: z.string().max(40).optional().describe("ISO 8601"),
    limit: z.number().int().min(1).max(100).default(10).describe("most entries of each list"),
    maxTokens,
  }),
  aliases: { lang: "language" },
  output,
  run: async ({ services }, { language, since, limit, maxTokens: most }) => {
    const store = await services.store();
    let data = tell(await executionPatterns(store, { language, since, limit }), limit);
    for (let shown = limit; shown > 1 && 2 * estimateJson(data) > most; ) {
      shown = Math.floor(shown / 2);
      data = tell(data, shown);
    }
    const runs = data.mostRun.map(({ runs: count, successRate, title }) => `${count} times, ${Math.round(successRate * 100)} % passed: ${title}`);
    const errors = data.commonErrors.map(({ errorKind, count, example, workedThenExecutionId: worked }) => `${errorKind} ${count} times (${example.slice(0, 100)})${worked === undefined ? "" : `; then worked: ${worked}`}`);
    return { data, text: [...runs, ...errors].join("\n") || "Nothing was run more than once." };
  },
});

type Patterns = z.input<typeof output>;

function tell({ mostRun, byLanguage, commonErrors }: Awaited<ReturnType<typeof executionPatterns>> | Patterns, limit: number): Patterns {
  return {
    mostRun: mostRun.slice(0, limit).map((entry) => ({ ...entry })),
    byLanguage: byLanguage.slice(0, limit).map((entry) => ({ ...entry })),
    commonErrors: commonErrors.slice(0, limit).map((entry) => ({ ...entry, example: entry.example.slice(0, 300) })),
  };
}
