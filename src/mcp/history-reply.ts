// Tells stored runs, analyses and findings.

import { z } from "zod";
import type { AnalysisRecord, StoredFinding } from "../model/analysis-record.ts";
import { type ExecutionRecord, executionStatuses } from "../model/execution-record.ts";
import type { Told } from "./budget.ts";
import { confidence, rating, severity } from "./fields.ts";
import { countsSchema } from "./findings-reply.ts";
import { originSchema } from "./origin-reply.ts";

export const executionSchema = z.object({
  id: z.string(),
  language: z.string(),
  status: z.enum(executionStatuses),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  startedAt: z.string(),
  durationMs: z.number(),
  cpuMs: z.number(),
  peakMemoryBytes: z.number(),
  title: z.string().describe("one line of the code"),
  codeHash: z.string().describe("equal for equal code"),
  errorKind: z.string().optional(),
  errorMessage: z.string().optional(),
  taskId: z.string().optional(),
  client: z.string().optional(),
  isolation: z.string().nullable(),
  policyVersion: z.number().int().optional().describe("get_policy shows it"),
  maskedSecrets: z.number().int(),
  origin: originSchema,
});

export function tellExecution(record: ExecutionRecord): Told<z.input<typeof executionSchema>> {
  const { sizes: _sizes, memoryEnforcement: _enforcement, origin, ...rest } = record;
  const { id, startedAt, language, status, durationMs, title } = record;
  return { data: { ...rest, durationMs: Math.round(durationMs), cpuMs: Math.round(record.cpuMs), origin: { ...origin } }, line: `${id} ${startedAt} ${language} ${status}, ${Math.round(durationMs)} ms: ${title}` };
}

export const analysisSchema = z.object({
  id: z.string(),
  kind: z.enum(["quality", "security", "scan", "metrics"]),
  startedAt: z.string(),
  durationMs: z.number(),
  taskId: z.string().optional(),
  complete: z.boolean(),
  files: z.number().int(),
  codeLines: z.number().int(),
  score: z.number().describe("0 to 100"),
  rating,
  counts: countsSchema,
  origin: originSchema,
});

export function tellAnalysis(record: AnalysisRecord): Told<z.input<typeof analysisSchema>> {
  const { id, kind, startedAt, durationMs, taskId, isComplete, fileCount, codeLines, scoreMillipoints, counts, origin } = record;
  const score = scoreMillipoints / 1000;
  const data = { id, kind, startedAt, durationMs, ...(taskId === undefined ? {} : { taskId }), complete: isComplete, files: fileCount, codeLines, score, rating: record.rating, counts: { ...counts }, origin: { ...origin } };
  return { data, line: `${id} ${startedAt} ${kind}: score ${score}, ${counts.error} errors, ${counts.warning} warnings, ${counts.info} notes in ${fileCount} files` };
}

export const storedFindingSchema = z.object({
  id: z.string().describe("stable under moved and reindented lines"),
  ruleId: z.string(),
  severity,
  confidence,
  cwe: z.array(z.string()).optional(),
  path: z.string(),
  line: z.number().int(),
  message: z.string(),
});

export function tellStoredFinding(finding: StoredFinding): Told<z.input<typeof storedFindingSchema>> {
  const { fingerprint, ruleId, path, line, cwe } = finding;
  const message = finding.message.slice(0, 1_000);
  const data = { id: fingerprint, ruleId, severity: finding.severity, confidence: finding.confidence, ...(cwe.length === 0 ? {} : { cwe: [...cwe] }), path, line, message };
  return { data, line: `${finding.severity} ${path}:${line} ${message} [${ruleId}, ${fingerprint}]` };
}

/** Filters that runs and analyses share. */
export const historyFilters = {
  branch: z.string().max(300).optional(),
  commit: z.string().max(64).optional().describe("the full hash"),
  since: z.string().max(40).optional().describe("ISO 8601, inclusive"),
  until: z.string().max(40).optional().describe("ISO 8601, exclusive"),
};
