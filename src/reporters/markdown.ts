// A comment for a merge request: the verdict first, a table of the most urgent findings, a mark by which it is found again.

import type { Finding, Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { escapeMarkdown, gateSection, headline, summary } from "./markdown/sections.ts";
import type { Reporter } from "./reporter.ts";

/** Stands in the comment, so that the next run replaces it instead of adding one. */
export const commentMark = "<!-- assay-report -->";

export const markdownReporter: Reporter = {
  id: "markdown",
  title: "Markdown for one comment in a merge request",
  fileExtension: "md",
  render: (report) => renderComment(report, maximumCharacters),
};

/** GitHub takes 65,536 characters; the rest is room for what a workflow adds. */
const maximumCharacters = 60_000;

function renderComment(report: Report, limit: number): string {
  const head = `${commentMark}\n## Assay: ${headline(report)}\n\n${summary(report)}\n${gateSection(report)}`;
  if (report.findings.length === 0) return head;
  const rows: string[] = [];
  let length = head.length;
  for (const finding of report.findings) {
    const row = toRow(finding);
    length += row.length;
    if (length > limit) break;
    rows.push(row);
  }
  const hidden = report.findings.length - rows.length;
  const more = hidden === 0 ? "" : `\n${hidden} more are not listed here.\n`;
  return `${head}\n| | Finding | Where |\n|---|---|---|\n${rows.join("")}${more}`;
}

const marks: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

function toRow({ severity, ruleId, message, path, region }: Finding): string {
  return `| ${marks[severity]} | **${escapeMarkdown(ruleId)}** ${escapeMarkdown(message)} | ${escapeMarkdown(`${path}:${region.startLine}`)} |\n`;
}
