// The tool `get_analysis_results`: past analyses, the findings of one, trends, and two side by side.

import { z } from "zod";
import { analysisTrend, compareAnalyses, getAnalysis, listAnalyses, listFindings } from "../../api/analysis-history.ts";
import type { ProjectStore } from "../../api/project-store.ts";
import { AssayError } from "../../model/errors.ts";
import { estimateJson, takeWithin, type Told } from "../budget.ts";
import { maxTokens, taskId } from "../fields.ts";
import { countsSchema } from "../findings-reply.ts";
import { analysisSchema, historyFilters, storedFindingSchema, tellAnalysis, tellStoredFinding } from "../history-reply.ts";
import { moreLine, pageFacts, pageOfStore, storedPageArguments, storedPageFields } from "../stored-page.ts";
import { defineTool, type Reply } from "../tool.ts";

const input = z.object({
  analysisId: z.string().max(200).optional().describe("one analysis with its findings (also: id)"),
  compareWith: z.string().max(200).optional().describe("with analysisId: an earlier analysis; tells new, fixed and unchanged findings (also: before)"),
  kind: z.enum(["quality", "security", "scan", "metrics"]).optional(),
  path: z.string().max(4000).optional().describe("analyses that looked at this file; with analysisId its findings there (also: file)"),
  ruleId: z.string().max(200).optional().describe("with analysisId: findings of this rule"),
  taskId,
  ...historyFilters,
  trend: z.boolean().default(false).describe("score and findings over time, oldest first"),
  ...storedPageArguments,
  maxTokens,
});

const output = z.object({
  ...storedPageFields,
  analyses: z.array(analysisSchema).optional(),
  findings: z.array(storedFindingSchema).optional(),
  trend: z.array(z.object({ analysisId: z.string(), startedAt: z.string(), commit: z.string().optional(), score: z.number(), counts: countsSchema })).optional(),
  comparison: z
    .object({
      before: z.string(),
      after: z.string(),
      counts: z.object({ new: z.number().int(), fixed: z.number().int(), unchanged: z.number().int() }),
      scoreChange: z.number(),
      new: z.array(storedFindingSchema),
      fixed: z.array(storedFindingSchema),
    })
    .optional(),
});

type Input = z.output<typeof input>;
type Answer = Reply<z.input<typeof output>>;

export const getAnalysisResults = defineTool({
  name: "get_analysis_results",
  title: "Show past analyses",
  toolset: "history",
  description:
    "Lists past analyses, newest first, by file, commit, branch, task or time. With analysisId: its findings. With compareWith too: what is new, fixed and unchanged since that earlier one. With trend: how score and findings went.",
  effect: "reads",
  isIdempotent: true,
  input,
  aliases: { id: "analysisId", before: "compareWith", file: "path", filePath: "path", task: "taskId" },
  output,
  run: async ({ services }, given) => {
    const store = await services.store();
    if (given.compareWith !== undefined) return compare(store, given);
    if (given.analysisId !== undefined) return showOne(store, given.analysisId, given);
    return given.trend ? showTrend(store, given) : list(store, given);
  },
});

function filterOf({ kind, path, taskId: task, branch, commit, since, until }: Input) {
  return { kind, path, taskId: task, branch, commit, since, until };
}

async function list(store: ProjectStore, given: Input): Promise<Answer> {
  const { limit, cursor, maxTokens: most } = given;
  const page = await pageOfStore({ fetch: (part) => listAnalyses(store, { ...filterOf(given), ...part }), tell: tellAnalysis, limit, cursor, maxTokens: most, taken: 100 });
  return { data: { ...pageFacts(page), analyses: page.items }, text: [...page.lines, ...moreLine(page)].join("\n") || "No analyses." };
}

async function showOne(store: ProjectStore, analysisId: string, { path, ruleId, limit, cursor, maxTokens: most }: Input): Promise<Answer> {
  const told = tellAnalysis(await getAnalysis(store, analysisId));
  const fetch = (part: { limit: number; cursor?: string | undefined }) => listFindings(store, { analysisId, path, ruleId, ...part });
  const page = await pageOfStore({ fetch, tell: tellStoredFinding, limit, cursor, maxTokens: most, taken: estimateJson(told) + 100 });
  return {
    data: { ...pageFacts(page), analyses: [told.data], findings: page.items },
    text: [told.line, ...page.lines, ...moreLine(page)].join("\n"),
    links: [{ uri: `assay://analyses/${encodeURIComponent(analysisId)}`, name: `analysis ${analysisId}`, mimeType: "application/json" }],
  };
}

async function showTrend(store: ProjectStore, given: Input): Promise<Answer> {
  const { limit, maxTokens: most } = given;
  const points = (await analysisTrend(store, { ...filterOf(given), limit })).map(({ analysisId, startedAt, commit, scoreMillipoints, counts }) => {
    const data = { analysisId, startedAt, ...(commit === undefined ? {} : { commit }), score: scoreMillipoints / 1000, counts: { ...counts } };
    return { data, line: `${startedAt} score ${data.score}, ${counts.error} errors, ${counts.warning} warnings` };
  });
  // The latest matter most; what does not fit is the oldest.
  const kept = keepWithin(points.reverse(), most - 250).reverse();
  return { data: { truncated: kept.length < points.length, trend: kept.map(({ data }) => data) }, text: kept.map(({ line }) => line).join("\n") || "No analyses." };
}

async function compare(store: ProjectStore, { analysisId, compareWith, limit, maxTokens: most }: Input): Promise<Answer> {
  if (analysisId === undefined || compareWith === undefined) {
    throw new AssayError({ code: "usage", message: "`compareWith` needs `analysisId`, the later of the two.", nextStep: "Name both analyses; call without either to list them." });
  }
  const found = await compareAnalyses(store, { before: compareWith, after: analysisId, limit });
  const room = most - 350;
  const added = keepWithin(found.new.map(tellStoredFinding), Math.floor(room / 2));
  const fixed = keepWithin(found.fixed.map(tellStoredFinding), Math.floor(room / 2));
  const { counts } = found;
  return {
    data: {
      truncated: added.length < counts.new || fixed.length < counts.fixed,
      comparison: { before: found.before, after: found.after, counts: { ...counts }, scoreChange: found.scoreChangeMillipoints / 1000, new: added.map(({ data }) => data), fixed: fixed.map(({ data }) => data) },
    },
    text: [`${counts.new} new, ${counts.fixed} fixed, ${counts.unchanged} unchanged; score ${found.scoreChangeMillipoints / 1000}.`, ...added.map(({ line }) => `new: ${line}`), ...fixed.map(({ line }) => `fixed: ${line}`)].join("\n"),
  };
}

function keepWithin<Data>(told: readonly Told<Data>[], room: number): Told<Data>[] {
  return takeWithin(told, room, ({ data, line }) => [data, line]);
}
