// The tool `analyze_code_quality`: quality findings, the score with its ledger, what to mend first.

import { z } from "zod";
import { analyseForClient } from "../../api/analyse-for-client.ts";
import { suggestImprovements } from "../../api/suggest-improvements.ts";
import type { Report } from "../../model/report.ts";
import { codeSelection, cursor, maxTokens, pageFields, rating, selectionAliases, severity, taskId } from "../fields.ts";
import { countLine, findingSchema, pageFindings, scanFacts, tellScan, tellRecord, recordFacts } from "../findings-reply.ts";
import { takeWithin } from "../budget.ts";
import { onFiles } from "../progress.ts";
import { isAtLeast } from "../ranks.ts";
import { defineTool } from "../tool.ts";

const ledgerEntry = z.object({
  category: z.enum(["security", "reliability", "maintainability"]),
  points: z.number().describe("points lost"),
  ruleId: z.string().optional(),
  metric: z.string().optional(),
  path: z.string().optional(),
  line: z.number().int().optional(),
});

const scoreSchema = z.object({
  points: z.number().describe("100 less every entry of the ledger, exactly"),
  rating,
  ratings: z.object({ security: rating, reliability: rating, maintainability: rating }),
  debtMinutes: z.number(),
  codeLines: z.number(),
  ledger: z.array(ledgerEntry).describe("the largest losses"),
  ledgerRest: z.object({ entries: z.number().int(), points: z.number() }).describe("what the ledger holds beside them"),
});

const suggestionSchema = z.object({
  ruleId: z.string(),
  findings: z.number().int(),
  points: z.number().describe("points that the score regains"),
  minutes: z.number().describe("estimated work"),
  begin: z.string().describe("the first place, as path:line"),
  message: z.string(),
});

const mostLedgerEntries = 15;
const mostSuggestions = 5;
/** Shares of the reply's tokens. */
const ledgerShare = 0.2;
const suggestionShare = 0.15;

export const analyzeCodeQuality = defineTool({
  name: "analyze_code_quality",
  title: "Analyse code quality",
  toolset: "analysis",
  description:
    "Judges code or files of the project: reliability and maintainability findings with fixes, a score from 0 to 100 whose ledger names the cause of every lost point, and what to mend first. Security flaws count in the score; scan_security tells them. For a whole project name paths, not contents.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({ ...codeSelection, minimumSeverity: severity.optional().describe("leave out what is less severe"), taskId, cursor, maxTokens }),
  aliases: { ...selectionAliases, severity: "minimumSeverity", task: "taskId" },
  output: z.object({ ...recordFacts, ...scanFacts, score: scoreSchema, suggestions: z.array(suggestionSchema), ...pageFields, findings: z.array(findingSchema) }),
  run: async (context, input) => {
    const { report, analysisId, notRecorded } = await analyseForClient(context.services, { ...input, kind: "quality" }, { signal: context.signal, onProgress: onFiles(context) });
    const findings = report.findings.filter(({ category, severity: level }) => category !== "security" && isAtLeast(level, input.minimumSeverity));
    const score = tellScore(report, input.maxTokens);
    const suggested = suggestImprovements(report)
      .slice(0, mostSuggestions)
      .map(({ ruleId, findings: count, millipoints, minutes, path, line, message }) => ({
        ruleId,
        findings: count,
        points: millipoints / 1000,
        minutes,
        begin: `${path}:${line}`,
        message,
      }));
    const suggestions = takeWithin(suggested, input.maxTokens * suggestionShare);
    const facts = { ...tellRecord({ analysisId, notRecorded }), ...tellScan(report, findings), score, suggestions };
    const texts = suggestions.map(({ ruleId, points, minutes, begin }) => `to do: ${ruleId} at ${begin}, +${points} points, about ${minutes} min`);
    const head = `Score ${score.points} (${score.rating}). ${countLine(facts.counts, "quality")} in ${facts.files} file${facts.files === 1 ? "" : "s"}.`;
    const page = pageFindings(findings, [facts, texts], input);
    const { items, lines, isTruncated, total, nextCursor } = page;
    return {
      data: { ...facts, total, truncated: isTruncated, ...(nextCursor === undefined ? {} : { nextCursor }), findings: [...items] },
      text: [head, ...facts.incompleteReasons, ...texts, ...lines, ...(isTruncated ? [`${items.length} of ${total} findings shown; call again with nextCursor for more.`] : [])].join("\n"),
    };
  },
});

function tellScore({ score }: Report, most: number): z.input<typeof scoreSchema> {
  const ledger = [...score.ledger].sort((left, right) => right.millipoints - left.millipoints);
  const told = takeWithin(ledger.slice(0, mostLedgerEntries).map(tellLoss), most * ledgerShare);
  const rest = ledger.slice(told.length);
  return {
    points: score.millipoints / 1000,
    rating: score.rating,
    ratings: { ...score.ratings },
    debtMinutes: score.debtMinutes,
    codeLines: score.codeLines,
    ledger: told,
    ledgerRest: { entries: rest.length, points: rest.reduce((sum, entry) => sum + entry.millipoints, 0) / 1000 },
  };
}

function tellLoss({ category, millipoints, cause }: Report["score"]["ledger"][number]): z.input<typeof ledgerEntry> {
  const points = millipoints / 1000;
  if (cause.type === "finding") return { category, points, ruleId: cause.ruleId, path: cause.path, line: cause.line };
  return { category, points, metric: cause.metric, ...(cause.path === undefined ? {} : { path: cause.path }) };
}
