// Tells findings to an agent: ranked, each with its place, its path of data and its fix, held to a number of tokens.

import { z } from "zod";
import type { Finding, Fix, Region, TraceStep } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { type Page, type Told, estimateJson, pageWithin } from "./budget.ts";
import { confidence, place, severity } from "./fields.ts";

export const findingSchema = z.object({
  id: z.string().describe("stable under moved and reindented lines"),
  ruleId: z.string(),
  category: z.enum(["security", "reliability", "maintainability", "tool"]),
  severity,
  confidence,
  cwe: z.array(z.string()).optional(),
  message: z.string(),
  ...place,
  code: z.string().optional().describe("the line it stands on"),
  dataPath: z
    .array(z.object({ kind: z.enum(["source", "step", "sink"]), path: z.string().optional(), line: z.number().int(), note: z.string() }))
    .optional()
    .describe("the way of the data; `path` where it is another file"),
  fix: z
    .object({
      description: z.string(),
      safety: z.enum(["safe", "unsafe"]),
      edits: z.array(z.object({ startLine: z.number().int(), startColumn: z.number().int(), endLine: z.number().int(), endColumn: z.number().int(), replacement: z.string() })),
    })
    .optional(),
});

export const countsSchema = z.object({ error: z.number().int(), warning: z.number().int(), info: z.number().int() });

export const scanFacts = {
  complete: z.boolean().describe("false where something could not be analysed: see `incompleteReasons`"),
  incompleteReasons: z.array(z.string()),
  files: z.number().int().describe("files that were analysed"),
  counts: countsSchema,
};

/** What was kept of the analysis. */
export const recordFacts = {
  analysisId: z.string().optional().describe("names the stored analysis; the same answer to the same question keeps its id"),
  notRecorded: z.string().optional().describe("why the analysis could not be kept"),
};

export function tellRecord({ analysisId, notRecorded }: { readonly analysisId?: string | undefined; readonly notRecorded?: string | undefined }): z.input<z.ZodObject<typeof recordFacts>> {
  return { ...(analysisId === undefined ? {} : { analysisId }), ...(notRecorded === undefined ? {} : { notRecorded: notRecorded.slice(0, 600) }) };
}

type FindingData = z.input<typeof findingSchema>;

/** Longest line of code and most steps of a path that one finding tells. */
const longestCode = 200;
const mostSteps = 12;
const mostReasons = 10;

export function tellFinding(finding: Finding): Told<FindingData> {
  const { ruleId, category, message, path, region } = finding;
  const code = finding.excerpt.lines[region.startLine - finding.excerpt.firstLine]?.trim().slice(0, longestCode);
  const data: FindingData = {
    id: finding.fingerprint,
    ruleId,
    category,
    severity: finding.severity,
    confidence: finding.confidence,
    ...(finding.cwe.length === 0 ? {} : { cwe: [...finding.cwe] }),
    message,
    path,
    ...placeOf(region),
    ...(code === undefined || code === "" ? {} : { code }),
    ...(finding.trace.length === 0 ? {} : { dataPath: tellTrace(finding.trace, path) }),
    ...(finding.fix === undefined ? {} : { fix: tellFix(finding.fix) }),
  };
  return { data, line: `${finding.severity} ${path}:${region.startLine}:${region.startColumn} ${message} [${ruleId}, ${finding.fingerprint}]` };
}

function placeOf({ startLine, startColumn, endLine, endColumn }: Region): Omit<z.input<z.ZodObject<typeof place>>, "path"> {
  return { startLine, startColumn, endLine, endColumn };
}

/** Source and sink stand at the ends; of a long path the middle is left out. */
function tellTrace(trace: readonly TraceStep[], path: string): NonNullable<FindingData["dataPath"]> {
  const kept = trace.length <= mostSteps ? trace : [...trace.slice(0, mostSteps - 1), trace.at(-1)!];
  return kept.map((step) => ({ kind: step.kind, ...(step.path === path ? {} : { path: step.path }), line: step.region.startLine, note: step.note }));
}

function tellFix({ description, safety, edits }: Fix): NonNullable<FindingData["fix"]> {
  return { description, safety, edits: edits.map(({ region, replacement }) => ({ ...placeOf(region), replacement })) };
}

export function tellScan(report: Report, findings: readonly Finding[]): z.input<z.ZodObject<typeof scanFacts>> {
  const reasons = report.incompleteReasons;
  const shown = reasons.slice(0, mostReasons).map((reason) => reason.slice(0, 300));
  if (reasons.length > mostReasons) shown.push(`and ${reasons.length - mostReasons} more`);
  return { complete: report.isComplete, incompleteReasons: shown, files: report.files.length, counts: countBySeverity(findings) };
}

export function countBySeverity(findings: readonly Pick<Finding, "severity">[]): z.input<typeof countsSchema> {
  const count = (level: Finding["severity"]): number => findings.filter((finding) => finding.severity === level).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}

/** As many findings as fit beside `rest`. */
export function pageFindings(findings: readonly Finding[], rest: unknown, request: { readonly cursor?: string | undefined; readonly maxTokens: number }): Page<FindingData> {
  return pageWithin({ items: findings, tell: tellFinding, cursor: request.cursor, maxTokens: request.maxTokens, taken: estimateJson(rest) + headTokens });
}

/** For the first lines of the text and the frame of the result. */
const headTokens = 200;

/** `3 findings: 1 error, 2 warnings`, or that there is none. */
export function countLine(counts: z.input<typeof countsSchema>, what: string): string {
  const words = (["error", "warning", "info"] as const).filter((level) => counts[level] > 0).map((level) => `${counts[level]} ${level}`);
  const total = counts.error + counts.warning + counts.info;
  return total === 0 ? `No ${what} findings` : `${total} ${what} finding${total === 1 ? "" : "s"}: ${words.join(", ")}`;
}
