// The summary page of a GitHub Actions job: verdict, score, the findings, and the code of the most urgent ones.

import { Buffer } from "node:buffer";
import type { Finding, Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { escapeMarkdown, gateSection, headline, summary } from "./markdown/sections.ts";
import type { Reporter } from "./reporter.ts";
import { diffFix } from "./text/fix-diff.ts";
import { collectRows } from "./text/path-rows.ts";
import { neutralize } from "./text/characters.ts";

export const githubSummaryReporter: Reporter = {
  id: "github-summary",
  title: "the job summary of GitHub Actions",
  fileExtension: "md",
  render: (report) => {
    const { head, budget } = withBudget(`## Assay: ${headline(report)}\n\n${summary(report)}\n${gateSection(report)}${scoreSection(report)}`);
    return report.findings.length === 0 ? head : head + findingsSection(report.findings, budget);
  },
};

/** GitHub takes 1 MiB a step; the rest is room for what the step adds itself. */
const maximumBytes = 1_000_000;
const mostCode = 50;
const mostRows = 2_000;

interface Budget {
  left: number;
}

/** Only what counts bytes may add to the page. */
function withBudget(head: string): { readonly head: string; readonly budget: Budget } {
  return { head, budget: { left: maximumBytes - Buffer.byteLength(head) } };
}

/** True, and paid for, where the text still has room. */
function pay(budget: Budget, text: string): boolean {
  const size = Buffer.byteLength(text);
  if (size > budget.left) return false;
  budget.left -= size;
  return true;
}

function scoreSection({ score }: Report): string {
  const rows = (["security", "reliability", "maintainability"] as const).map((category) => {
    const lost = score.ledger.filter((entry) => entry.category === category).reduce((sum, entry) => sum + entry.millipoints, 0);
    return `| ${category} | ${score.ratings[category]} | −${(Math.round(lost / 100) / 10).toFixed(1)} |\n`;
  });
  return `\n| | Rating | Points |\n|---|---|---|\n${rows.join("")}`;
}

const marks: Readonly<Record<Severity, string>> = { error: "❌ error", warning: "⚠️ warning", info: "ℹ️ note" };

function findingsSection(findings: readonly Finding[], budget: Budget): string {
  const parts = ["\n| | Finding | Where |\n|---|---|---|\n"];
  let shown = 0;
  for (const { severity, ruleId, message, path, region } of findings.slice(0, mostRows)) {
    const row = `| ${marks[severity]} | **${escapeMarkdown(ruleId)}** ${escapeMarkdown(message)} | ${escapeMarkdown(`${path}:${region.startLine}`)} |\n`;
    if (!pay(budget, row)) break;
    parts.push(row);
    shown += 1;
  }
  if (shown < findings.length) parts.push(`\n${findings.length - shown} more are not listed here.\n`);
  for (const finding of findings.slice(0, Math.min(shown, mostCode))) {
    const code = codeSection(finding);
    if (!pay(budget, code)) break;
    parts.push(code);
  }
  return parts.join("");
}

/** Folded away below its sentence: the code with the data's path, and the fix as a diff. */
function codeSection(finding: Finding): string {
  const { message, path, region, ruleId, fix } = finding;
  const frame = fence("", drawRows(finding));
  const diff = fix === undefined ? "" : `\nFix (${fix.safety} tier): ${escapeMarkdown(fix.description)}\n\n${fence("diff", diffFix(finding, fix).map(({ sign, text }) => `${sign} ${neutralize(text, true)}`))}`;
  return `\n<details><summary>${escapeMarkdown(`${path}:${region.startLine}`)} <b>${escapeMarkdown(ruleId)}</b></summary>\n\n${escapeMarkdown(message)}\n\n${frame}${diff}\n</details>\n`;
}

function drawRows(finding: Finding): string[] {
  let path = finding.path;
  return collectRows(finding).flatMap((row) => {
    if (row.type === "gap") return [`     … ${row.text}`];
    const note = row.notes.length === 0 ? "" : `    ← ${row.notes.join(", ")}`;
    const line = `${String(row.line).padStart(4)} │ ${neutralize(row.text, true)}${neutralize(note, true)}`;
    if (row.path === path) return [line];
    path = row.path;
    return [neutralize(path, true), line];
  });
}

/** A fence that no line of the code can end. */
function fence(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${lines.join("\n")}\n${marks}\n`;
}
