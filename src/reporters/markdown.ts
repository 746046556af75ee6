// A comment for a merge request: the verdict first, a table of the most urgent findings, a mark by which it is found again.

import type { Finding, Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
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

function headline({ findings, score }: Report): string {
  return `${findings.length === 0 ? "nothing found" : count(findings.length, "finding")}, score ${(Math.floor(score.millipoints / 100) / 10).toFixed(1)} (${score.rating})`;
}

/** The gate's sentence, its conditions, and what turns it green. */
function gateSection({ gate }: Report): string {
  if (gate === undefined) return "";
  const rows = gate.answers.map(({ status, text, unknown }) => `| ${status} | ${escapeMarkdown(text)}${unknown === undefined ? "" : ` (${escapeMarkdown(unknown)})`} |\n`);
  const steps = gate.steps.slice(0, mostSteps).map(({ text, path, line }) => `- ${escapeMarkdown(text)}${path === undefined ? "" : `, ${escapeMarkdown(line === undefined ? path : `${path}:${line}`)}`}\n`);
  const more = gate.steps.length > mostSteps ? `- and ${gate.steps.length - mostSteps} more\n` : "";
  return `\n**${escapeMarkdown(gate.reason)}**\n\n| | Condition |\n|---|---|\n${rows.join("")}${steps.length === 0 ? "" : `\nTo turn it green:\n\n${steps.join("")}${more}`}`;
}

const mostSteps = 10;

function summary({ findings, files, isComplete, incompleteReasons }: Report): string {
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [count(number, severity === "info" ? "note" : severity)];
  });
  const incomplete = isComplete ? "" : `\n\n**The report is incomplete:** ${escapeMarkdown(incompleteReasons.slice(0, 3).join(" "))}`;
  return `${count(files.length, "file")} scanned${parts.length === 0 ? "" : `: ${parts.join(", ")}`}.${incomplete}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

const marks: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

function toRow({ severity, ruleId, message, path, region }: Finding): string {
  return `| ${marks[severity]} | **${escapeMarkdown(ruleId)}** ${escapeMarkdown(message)} | ${escapeMarkdown(`${path}:${region.startLine}`)} |\n`;
}

/** Text of a project must not become markup, a link, a mention or another row. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()#+!|~]/g, (character) => `\\${character}`)
    .replaceAll("@", "&#64;")
    .replaceAll("://", "&#58;//");
}
