// GitLab's SAST report: the security findings as vulnerabilities, those that a baseline knows among them.

import type { Finding, Severity } from "../model/finding.ts";
import type { DocumentedRule } from "../model/rule.ts";
import type { Report } from "../model/report.ts";
import type { Reporter } from "./reporter.ts";

export const gitlabSastReporter: Reporter = {
  id: "gitlab-sast",
  title: "GitLab's SAST report",
  fileExtension: "json",
  render: (report, { startedAt, endedAt }) => `${JSON.stringify(toDocument(report, { startedAt, endedAt }), null, 2)}\n`,
};

/** The version of GitLab's report schemas that this is written for. */
const schemaVersion = "15.1.0";
const vendor = { name: "Assay" } as const;

interface Times {
  readonly startedAt: Date;
  readonly endedAt: Date;
}

function toDocument(report: Report, { startedAt, endedAt }: Times): object {
  const tool = { id: "assay", name: "Assay", version: report.toolVersion, vendor };
  // GitLab itself tells new from old, and takes what is missing for mended: it needs all that is there.
  const all = [...report.findings, ...(report.baseline?.known ?? [])].filter(({ category }) => category === "security");
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  return {
    version: schemaVersion,
    scan: {
      analyzer: tool,
      scanner: tool,
      start_time: toTime(startedAt),
      end_time: toTime(endedAt),
      // A file that could not be analysed must not pass for a clean one; the findings of the others still count.
      status: "success",
      type: "sast",
      ...(report.isComplete ? {} : { messages: report.incompleteReasons.slice(0, mostMessages).map((value) => ({ level: "warn", value })) }),
    },
    vulnerabilities: all.map((finding) => toVulnerability(finding, rules.get(finding.ruleId))),
  };
}

const mostMessages = 100;

/** UTC without fractions and zone, as the schema wants it. */
function toTime(date: Date): string {
  return date.toISOString().slice(0, 19);
}

const mostIdentifiers = 20;
const longestName = 255;
const longestSolution = 7_000;

function toVulnerability(finding: Finding, rule: DocumentedRule | undefined): object {
  const { fingerprint, path, region, fix, suggestion } = finding;
  const solution = suggestion ?? fix?.description;
  return {
    id: fingerprint,
    category: "sast",
    name: cut(rule?.title ?? finding.ruleId, longestName),
    description: describe(finding, rule),
    severity: severityOf(finding, rule),
    ...(solution === undefined ? {} : { solution: cut(solution, longestSolution) }),
    location: { file: path, start_line: region.startLine, end_line: region.endLine },
    identifiers: [
      { type: "assay_rule", name: finding.ruleId, value: finding.ruleId },
      ...finding.cwe.map((cwe) => {
        const number = cwe.replace(/^CWE-/, "");
        return { type: "cwe", name: cwe, value: number, url: `https://cwe.mitre.org/data/definitions/${number}.html` };
      }),
    ].slice(0, mostIdentifiers),
    // By its own fingerprint a vulnerability is known again where lines have moved.
    tracking: {
      type: "source",
      items: [{ file: path, start_line: region.startLine, end_line: region.endLine, signatures: [{ algorithm: "scope_offset", value: fingerprint }] }],
    },
  };
}

/** What is wrong, the data's path in words, and why it matters. */
function describe({ message, trace, path }: Finding, rule: DocumentedRule | undefined): string {
  const steps = trace.filter(({ note }) => note !== "").map((step) => `${step.note} (${step.path === path ? "" : `${step.path}:`}${step.region.startLine})`);
  const way = steps.length === 0 ? "" : ` Path of the data: ${steps.join(", ")}.`;
  return `${message}${way}${rule === undefined ? "" : ` ${rule.description}`}`;
}

/** Our severity, and for errors the rule's own figure where it is critical (above 9.0, as CVSS bands have it). */
function severityOf({ severity }: Finding, rule: DocumentedRule | undefined): string {
  if (severity === "error" && (rule?.securitySeverity ?? 0) > 9) return "Critical";
  return severities[severity];
}

const severities: Readonly<Record<Severity, string>> = { error: "High", warning: "Medium", info: "Low" };

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
