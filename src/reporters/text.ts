// The report for people at a terminal: findings by urgency, one frame each, and how the project stands at the end.

import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Reporter, ReporterOptions } from "./reporter.ts";
import { neutralize } from "./text/characters.ts";
import { type FindingContext, writeFinding } from "./text/finding-block.ts";
import { writeGate } from "./text/gate.ts";
import { writeOverview } from "./text/overview.ts";
import { createStyle } from "./text/style.ts";
import { writeNothingFound, writeSummary } from "./text/summary.ts";
import { wrap } from "./text/wrap.ts";

export const textReporter: Reporter = {
  id: "text",
  title: "Text with code frames, for people",
  fileExtension: "txt",
  render: renderText,
};

function renderText(report: Report, options: ReporterOptions): string {
  const style = createStyle(options);
  const gate = report.gate === undefined ? [] : ["", ...writeGate(report.gate, style)];
  if (report.findings.length === 0) return join([writeNothingFound(report, style), ...gate]);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const shortId = createShortId(report);
  const context: FindingContext = {
    style,
    shortId,
    precisionOf: (ruleId) => rules.get(ruleId)?.precision,
    confidenceOf: (ruleId) => rules.get(ruleId)?.confidence,
  };
  const isFitted = options.maxFindings === undefined;
  if (!isFitted || mayFit(report, options)) {
    const whole = [...writeFindings(report, options, context), ...writeSummary(report, context), ...gate];
    if (!isFitted || whole.length <= options.heightRows) return join(whole);
  }
  return join([...writeOverview(report, context, options.heightRows - gate.length), ...gate]);
}

/** Head, sentence, place, code and the empty lines. */
const leastLinesOfFinding = 6;

/** False without drawing where there are far too many findings. */
function mayFit({ findings }: Report, { heightRows }: ReporterOptions): boolean {
  return findings.length * leastLinesOfFinding <= heightRows;
}

function join(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

function writeFindings(report: Report, options: ReporterOptions, context: FindingContext): string[] {
  const ordered = options.groupBy === "file" ? orderByFile(report.findings) : report.findings;
  const shown = ordered.slice(0, options.maxFindings);
  const lines: string[] = [];
  let path: string | undefined;
  for (const finding of shown) {
    if (options.groupBy === "file" && finding.path !== path) lines.push(fileHeading(finding.path, ordered, context), "");
    path = finding.path;
    lines.push(...writeFinding(finding, context), "");
  }
  return [...lines, ...writeHidden(ordered.slice(shown.length), context)];
}

const shortestId = 6;

/** The shortest beginning of fingerprints that still tells all of the report's findings apart. */
function createShortId(report: Report): (fingerprint: string) => string {
  const fingerprints = [...report.findings, ...(report.baseline?.known ?? []), ...report.suppressed].map((finding) => finding.fingerprint);
  const distinct = new Set(fingerprints).size;
  const longest = Math.max(shortestId, ...fingerprints.map((fingerprint) => fingerprint.length));
  let length = shortestId;
  while (length < longest && new Set(fingerprints.map((one) => one.slice(0, length))).size < distinct) length += 1;
  return (fingerprint) => fingerprint.slice(0, length);
}

/** Files in the order of their most urgent finding; within a file from top to bottom. */
function orderByFile(findings: readonly Finding[]): Finding[] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const list = byPath.get(finding.path);
    if (list === undefined) byPath.set(finding.path, [finding]);
    else list.push(finding);
  }
  return [...byPath.values()].flatMap((list) => list.sort((a, b) => a.region.start - b.region.start));
}

function fileHeading(path: string, all: readonly Finding[], { style }: FindingContext): string {
  const count = all.filter((finding) => finding.path === path).length;
  const noun = count === 1 ? "finding" : "findings";
  return `${style.bold(neutralize(path, style.isUnicode))}${style.dim(`  ${count} ${noun}`)}`;
}

const mostRulesNamed = 5;

function writeHidden(hidden: readonly Finding[], { style }: FindingContext): string[] {
  if (hidden.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { ruleId } of hidden) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const named = sorted.slice(0, mostRulesNamed).map(([ruleId, count]) => `${count} ${ruleId}`);
  const others = sorted.length > mostRulesNamed ? [`${sorted.length - mostRulesNamed} more rules`] : [];
  const text = `${style.signs.ellipsis} and ${hidden.length} more (${[...named, ...others].join(", ")})`;
  return [...wrap([{ text, paint: style.dim }], style.widthColumns, { first: "", later: "  " }), ""];
}
