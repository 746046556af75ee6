// The tool `scan_security`: security findings of code or paths.

import { z } from "zod";
import { analyseForClient } from "../../api/analyse-for-client.ts";
import { codeSelection, confidence, cursor, maxTokens, pageFields, selectionAliases, severity, taskId } from "../fields.ts";
import { countLine, findingSchema, pageFindings, scanFacts, tellScan, tellRecord, recordFacts } from "../findings-reply.ts";
import { isAtLeast } from "../ranks.ts";
import { onFiles } from "../progress.ts";
import { defineTool } from "../tool.ts";

export const scanSecurity = defineTool({
  name: "scan_security",
  title: "Scan for security flaws",
  toolset: "analysis",
  description:
    "Finds security flaws in code or in files of the project, most urgent first: each with its CWE, severity, confidence, the path of the data from source to sink, and a fix where one is certain. Runs nothing of the code. For a whole project name paths, not contents. explain_rule tells more about a finding's rule.",
  effect: "reads",
  isIdempotent: true,
  input: z.object({
    ...codeSelection,
    minimumSeverity: severity.optional().describe("leave out what is less severe"),
    minimumConfidence: confidence.optional().describe("leave out what is less sure"),
    taskId,
    cursor,
    maxTokens,
  }),
  aliases: { ...selectionAliases, severity: "minimumSeverity", confidence: "minimumConfidence", task: "taskId" },
  output: z.object({ ...recordFacts, ...scanFacts, ...pageFields, findings: z.array(findingSchema) }),
  run: async (context, input) => {
    const { report, analysisId, notRecorded } = await analyseForClient(context.services, { ...input, kind: "security" }, { signal: context.signal, onProgress: onFiles(context) });
    const findings = report.findings.filter(
      (finding) =>
        finding.category !== "reliability" &&
        finding.category !== "maintainability" &&
        isAtLeast(finding.severity, input.minimumSeverity) &&
        isAtLeast(finding.confidence, input.minimumConfidence),
    );
    const facts = { ...tellRecord({ analysisId, notRecorded }), ...tellScan(report, findings) };
    const page = pageFindings(findings, facts, input);
    const head = `${countLine(facts.counts, "security")} in ${report.files.length} file${report.files.length === 1 ? "" : "s"}.`;
    const { items, lines, isTruncated, total, nextCursor } = page;
    return {
      data: { ...facts, total, truncated: isTruncated, ...(nextCursor === undefined ? {} : { nextCursor }), findings: [...items] },
      text: [head, ...facts.incompleteReasons, ...lines, ...moreLine(isTruncated, items.length, total)].join("\n"),
    };
  },
});

function moreLine(isTruncated: boolean, shown: number, total: number): string[] {
  return isTruncated ? [`${shown} of ${total} shown; call again with nextCursor for more.`] : [];
}
