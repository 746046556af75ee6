// The tool `list_tasks`: tasks by filters, and how work flows.

import { z } from "zod";
import { listTasks as list, taskMetrics } from "../../api/tasks.ts";
import { taskStatuses } from "../../model/task.ts";
import { estimateJson } from "../budget.ts";
import { maxTokens } from "../fields.ts";
import { moreLine, pageFacts, pageOfStore, storedPageArguments, storedPageFields } from "../stored-page.ts";
import { priority, readiness, status, taskAliases } from "../task-fields.ts";
import { summarySchema, tellSummary } from "../task-reply.ts";
import { defineTool } from "../tool.ts";

const counts = Object.fromEntries(taskStatuses.map((name) => [name, z.number().int()])) as Record<(typeof taskStatuses)[number], z.ZodNumber>;

const metricsSchema = z.object({
  total: z.number().int(),
  byStatus: z.object(counts),
  ready: z.number().int(),
  blocked: z.number().int(),
  cycleTimeMs: z.object({ p50: z.number(), p95: z.number() }).optional().describe("from started to done"),
  throughputPerWeek: z.number().describe("done within the last seven days"),
});

export const listTasks = defineTool({
  name: "list_tasks",
  title: "List tasks",
  toolset: "tasks",
  description: "Lists tasks, newest first, by status, priority, readiness, language, how their runs ended, dependency, commit or branch; with metrics over all tasks: how many are ready or blocked, cycle time, throughput. next_task chooses what to do.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    status: status.optional(),
    priority: priority.optional(),
    readiness: readiness.optional(),
    codeLanguage: z.string().max(40).optional().describe("(also: language)"),
    executionStatus: z.string().max(40).optional().describe("how the latest run ended: passed, failed, timeout, …"),
    dependsOn: z.string().max(200).optional().describe("tasks that depend on this one"),
    commit: z.string().max(64).optional().describe("tasks that are tied to this commit"),
    branch: z.string().max(300).optional(),
    metrics: z.boolean().default(true).describe("figures over all tasks"),
    ...storedPageArguments,
    maxTokens,
  }),
  aliases: { status: taskAliases.status!, state: taskAliases.state!, priority: taskAliases.priority!, language: "codeLanguage" },
  output: z.object({ ...storedPageFields, tasks: z.array(summarySchema), metrics: metricsSchema.optional() }),
  run: async ({ services }, { limit, cursor, maxTokens: most, metrics: wantsMetrics, ...filter }) => {
    const store = await services.store();
    const metrics = wantsMetrics ? await taskMetrics(store) : undefined;
    const page = await pageOfStore({ fetch: (part) => list(store, { ...filter, ...part }), tell: tellSummary, limit, cursor, maxTokens: most, taken: estimateJson(metrics) + 100 });
    const head = metrics === undefined ? `${page.items.length} tasks.` : `${page.items.length} tasks of ${metrics.total}: ${metrics.ready} ready, ${metrics.blocked} blocked, ${metrics.throughputPerWeek} done in the last week.`;
    return {
      data: { ...pageFacts(page), tasks: page.items, ...(metrics === undefined ? {} : { metrics: { ...metrics, byStatus: { ...metrics.byStatus } } }) },
      text: [head, ...page.lines, ...moreLine(page)].join("\n"),
    };
  },
});
