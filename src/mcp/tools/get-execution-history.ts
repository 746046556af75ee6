// The tool `get_execution_history`: past runs, their figures, and one run with what it printed.

import { z } from "zod";
import { executionStatistics, getExecution, listExecutions, readExecutionText } from "../../api/execution-history.ts";
import type { ProjectStore } from "../../api/project-store.ts";
import { executionStatuses, executionTexts } from "../../model/execution-record.ts";
import { cutMiddle, estimateJson } from "../budget.ts";
import { maxTokens, taskId } from "../fields.ts";
import { executionSchema, historyFilters, tellExecution } from "../history-reply.ts";
import { moreLine, pageFacts, pageOfStore, storedPageArguments, storedPageFields } from "../stored-page.ts";
import { defineTool, type Reply } from "../tool.ts";

const statisticsSchema = z.object({
  total: z.number().int(),
  byStatus: z.record(z.string(), z.number().int()),
  successRate: z.number().optional().describe("passed of all that ran, 0 to 1"),
  durationMs: z.object({ p50: z.number(), p95: z.number() }).optional(),
  peakMemoryBytes: z.number().optional(),
});

const output = z.object({
  ...storedPageFields,
  executions: z.array(executionSchema),
  statistics: statisticsSchema.optional().describe("over all runs that the filters let through"),
  texts: z.object({ code: z.string(), stdout: z.string(), stderr: z.string() }).optional().describe("of the run that executionId names; assay://executions/ID/stdout?offset=0 has each whole"),
});

export const getExecutionHistory = defineTool({
  name: "get_execution_history",
  title: "Show past runs",
  toolset: "history",
  description:
    "Lists past runs, newest first, by language, status, task, branch, commit, error or time, with statistics over all of them: success rate, p50 and p95 of the duration, peak memory. With executionId: that run, its code and what it printed.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    executionId: z.string().max(200).optional().describe("one run (also: id)"),
    language: z.string().max(40).optional(),
    status: z.enum(executionStatuses).optional(),
    taskId,
    ...historyFilters,
    errorKind: z.string().max(200).optional().describe("for instance NameError"),
    codeHash: z.string().max(64).optional().describe("runs of the same code"),
    client: z.string().max(200).optional(),
    statistics: z.boolean().default(true),
    ...storedPageArguments,
    maxTokens,
  }),
  aliases: { id: "executionId", lang: "language", task: "taskId" },
  output,
  run: async ({ services }, { executionId, limit, cursor, maxTokens: most, statistics: wantsStatistics, ...filter }) => {
    const store = await services.store();
    if (executionId !== undefined) return showOne(store, executionId, most);
    const statistics = wantsStatistics ? await executionStatistics(store, filter) : undefined;
    const page = await pageOfStore({ fetch: (part) => listExecutions(store, { ...filter, ...part }), tell: tellExecution, limit, cursor, maxTokens: most, taken: estimateJson(statistics) + 100 });
    const figures = statistics === undefined ? [] : [describeFigures(statistics)];
    return {
      data: { ...pageFacts(page), executions: page.items, ...(statistics === undefined ? {} : { statistics: { ...statistics, byStatus: countsOf(statistics.byStatus) } }) },
      text: [...figures, ...page.lines, ...moreLine(page)].join("\n") || "No runs.",
    };
  },
});

type Statistics = Awaited<ReturnType<typeof executionStatistics>>;

function countsOf(byStatus: Statistics["byStatus"]): Record<string, number> {
  return Object.fromEntries(Object.entries(byStatus));
}

function describeFigures({ total, successRate, durationMs }: Statistics): string {
  if (successRate === undefined || durationMs === undefined) return `${total} runs.`;
  return `${total} runs: ${Math.round(successRate * 100)} % passed, p50 ${Math.round(durationMs.p50)} ms, p95 ${Math.round(durationMs.p95)} ms.`;
}

/** What is read of each text: more could not be told anyway. */
const unitsPerToken = 4;

async function showOne(store: ProjectStore, id: string, most: number): Promise<Reply<z.input<typeof output>>> {
  const { data, line } = tellExecution(await getExecution(store, id));
  const room = Math.max(300, most - estimateJson(data) - estimateJson(line) - 250);
  const texts = { code: "", stdout: "", stderr: "" };
  for (const name of executionTexts) {
    const { text, totalLength } = await readExecutionText(store, { id, name, limit: Math.max(2_000, room * unitsPerToken) });
    const cut = cutMiddle(text, Math.floor(room / 3)).text;
    texts[name] = totalLength > text.length ? `${cut}\n[… ${totalLength - text.length} characters more …]` : cut;
  }
  const links = executionTexts.map((name) => ({ uri: `assay://executions/${encodeURIComponent(id)}/${name}`, name: `${name} of ${id}`, mimeType: "text/plain" }));
  return { data: { truncated: false, executions: [data], texts }, text: line, links };
}
