// What the Markdown formats say alike: the verdict, the gate's answer, the counts; and how text of a project is made harmless.

import type { Report } from "../../model/report.ts";

export function headline({ findings, score }: Report): string {
  return `${findings.length === 0 ? "nothing found" : count(findings.length, "finding")}, score ${(Math.floor(score.millipoints / 100) / 10).toFixed(1)} (${score.rating})`;
}

/** The gate's sentence, its conditions, and what turns it green. */
export function gateSection({ gate }: Report): string {
  if (gate === undefined) return "";
  const rows = gate.answers.map(({ status, text, unknown }) => `| ${status} | ${escapeMarkdown(text)}${unknown === undefined ? "" : ` (${escapeMarkdown(unknown)})`} |\n`);
  const steps = gate.steps.slice(0, mostSteps).map(({ text, path, line }) => `- ${escapeMarkdown(text)}${path === undefined ? "" : `, ${escapeMarkdown(line === undefined ? path : `${path}:${line}`)}`}\n`);
  const more = gate.steps.length > mostSteps ? `- and ${gate.steps.length - mostSteps} more\n` : "";
  return `\n**${escapeMarkdown(gate.reason)}**\n\n| | Condition |\n|---|---|\n${rows.join("")}${steps.length === 0 ? "" : `\nTo turn it green:\n\n${steps.join("")}${more}`}`;
}

const mostSteps = 10;

export function summary({ findings, files, isComplete, incompleteReasons }: Report): string {
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

/**
 * Text of a project must not become markup, a link, a mention, a reference or another row. Links and mentions are made of
 * the text that is read, whatever its spelling, so a comment that nobody sees parts them.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_{}[\]()#+!|~]/g, (character) => `\\${character}`)
    .replaceAll(/@|:(?=\/\/)|\bwww(?=\.)|#(?=\d)/gi, (start) => `${start}<!-- -->`);
}
