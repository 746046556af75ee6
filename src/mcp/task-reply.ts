// Tells tasks: one whole, or a line each.

import { z } from "zod";
import type { Task, TaskSummary } from "../model/task.ts";
import { cutMiddle, estimateJson, type Told } from "./budget.ts";
import { originSchema } from "./origin-reply.ts";
import { priority, readiness, status } from "./task-fields.ts";
import type { Reply } from "./tool.ts";

const summaryFields = {
  id: z.string(),
  title: z.string(),
  status,
  priority,
  readiness: readiness.describe("derived: ready, blocked by dependencies, active, or settled"),
  dependsOn: z.array(z.string()),
  blockedBy: z.array(z.string()).describe("dependencies that are not settled"),
  codeLanguage: z.string().optional(),
  qualityScore: z.number().optional(),
  executionStatus: z.string().optional().describe("how its latest run ended"),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number().int().describe("send it back as expectedVersion, so that no change is lost"),
};

export const summarySchema = z.object(summaryFields);

export const taskSchema = z.object({
  ...summaryFields,
  description: z.string(),
  requiresPassingRun: z.boolean(),
  requiredBy: z.array(z.string()).describe("tasks that wait for this one"),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
  executionEnvironment: z.string().optional(),
  executionLog: z.string().optional().describe("a line for each of its runs"),
  commits: z.array(z.string()),
  executions: z.array(z.string()).describe("its latest runs"),
  analyses: z.array(z.string()).describe("its latest analyses"),
  origin: originSchema,
  extra: z.string().optional().describe("columns of an earlier program, as JSON"),
});

type SummaryData = z.input<typeof summarySchema>;
type TaskData = z.input<typeof taskSchema>;

const longestTitle = 300;
const mostIds = 40;

export function tellSummary(task: TaskSummary): Told<SummaryData> {
  const { id, status: state, priority: urgency, readiness: stage, codeLanguage, qualityScore, executionStatus, createdAt, updatedAt, version } = task;
  const title = cutTitle(task.title);
  const data: SummaryData = {
    id,
    title,
    status: state,
    priority: urgency,
    readiness: stage,
    dependsOn: task.dependsOn.slice(0, mostIds),
    blockedBy: task.blockedBy.slice(0, mostIds),
    ...(codeLanguage === undefined ? {} : { codeLanguage }),
    ...(qualityScore === undefined ? {} : { qualityScore }),
    ...(executionStatus === undefined ? {} : { executionStatus }),
    createdAt,
    updatedAt,
    version,
  };
  return { data, line: lineOf(task) };
}

export function lineOf({ id, title, status: state, priority: urgency, readiness: stage, blockedBy }: TaskSummary): string {
  const waits = blockedBy.length === 0 ? "" : `, waits for ${blockedBy.slice(0, 5).join(", ")}${blockedBy.length > 5 ? "…" : ""}`;
  return `${id}: ${cutTitle(title)} (${state}, ${urgency}, ${stage}${waits})`;
}

function cutTitle(title: string): string {
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1).replace(/[\uD800-\uDBFF]$/, "")}…` : title;
}

const frameTokens = 450;

/** Long texts are cut to what the reply may hold; the resource has them whole. */
export function tellTask(task: Task, maxTokens: number): TaskData {
  const { requiresPassingRun, startedAt, completedAt, executionEnvironment, executionLog, origin, extra } = task;
  const base = {
    ...tellSummary(task).data,
    requiresPassingRun,
    requiredBy: task.requiredBy.slice(0, mostIds),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(completedAt === undefined ? {} : { completedAt }),
    commits: task.commits.slice(-mostIds),
    executions: task.executions.slice(0, mostIds),
    analyses: task.analyses.slice(0, mostIds),
    origin: { ...origin },
  };
  const room = Math.max(200, maxTokens - frameTokens - estimateJson(base));
  const share = Math.floor(room / 4);
  return {
    ...base,
    description: cutMiddle(task.description, 2 * share).text,
    ...(executionEnvironment === undefined ? {} : { executionEnvironment: cutMiddle(executionEnvironment, Math.floor(share / 2)).text }),
    ...(executionLog === undefined ? {} : { executionLog: cutMiddle(executionLog, share).text }),
    ...(extra === undefined ? {} : { extra: cutMiddle(JSON.stringify(extra), Math.floor(share / 2)).text }),
  };
}

export const taskOutput = z.object({ task: taskSchema });

/** One task, with a sentence of what was done to it. */
export function replyWithTask(task: Task, maxTokens: number, sentence: string): Reply<z.input<typeof taskOutput>> {
  return { data: { task: tellTask(task, maxTokens) }, text: `${sentence} ${lineOf(task)}`.trim(), links: [linkTo(task)] };
}

export function linkTo({ id }: { readonly id: string }): NonNullable<Reply<unknown>["links"]>[number] {
  return { uri: `assay://tasks/${encodeURIComponent(id)}`, name: `task ${id}`.slice(0, 200), mimeType: "application/json" };
}
