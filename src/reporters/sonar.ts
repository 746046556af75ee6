// SonarQube's Generic Issue format: rules with both vocabularies of severity, issues with 0-based columns.

import type { Category, Finding, Severity } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { Reporter } from "./reporter.ts";

export const sonarReporter: Reporter = {
  id: "sonar",
  title: "SonarQube's generic issues",
  fileExtension: "json",
  render: (report) => `${JSON.stringify({ rules: rulesOf(report), issues: report.findings.map(toIssue) }, null, 2)}\n`,
};

const severities: Readonly<Record<Severity, string>> = { error: "CRITICAL", warning: "MAJOR", info: "MINOR" };
const impacts: Readonly<Record<Severity, string>> = { error: "HIGH", warning: "MEDIUM", info: "LOW" };
const types: Readonly<Record<Category, string>> = { security: "VULNERABILITY", reliability: "BUG", maintainability: "CODE_SMELL", tool: "CODE_SMELL" };
const qualities: Readonly<Record<Category, string>> = { security: "SECURITY", reliability: "RELIABILITY", maintainability: "MAINTAINABILITY", tool: "MAINTAINABILITY" };

/** The rules that were found to be broken; a rule that nothing names is not wanted there. */
function rulesOf({ rules, findings }: Report): object[] {
  const named = new Map(findings.map((finding) => [finding.ruleId, finding] as const));
  const known = new Map(rules.map((rule) => [rule.id, rule] as const));
  return [...named]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([id, { category, severity }]) => ({
      id,
      name: known.get(id)?.title ?? id,
      description: known.get(id)?.description ?? id,
      engineId: "assay",
      cleanCodeAttribute: category === "security" ? "TRUSTWORTHY" : "LOGICAL",
      type: types[category],
      severity: severities[severity],
      impacts: [{ softwareQuality: qualities[category], severity: impacts[severity] }],
    }));
}

function toIssue({ ruleId, message, path, region, remediationMinutes, trace, related }: Finding): object {
  const place = { startLine: region.startLine, endLine: region.endLine, startColumn: region.startColumn - 1, endColumn: region.endColumn - 1 };
  const ofPath = trace.filter(({ kind }) => kind !== "sink").map((step) => ({
    message: step.note,
    filePath: step.path,
    textRange: { startLine: step.region.startLine, endLine: step.region.endLine, startColumn: step.region.startColumn - 1, endColumn: step.region.endColumn - 1 },
  }));
  const places = (related ?? []).map(({ path: filePath, startLine, endLine, note }) => ({ message: note, filePath, textRange: { startLine, endLine } }));
  const secondary = [...ofPath, ...places];
  return {
    ruleId,
    effortMinutes: remediationMinutes,
    primaryLocation: { message, filePath: path, textRange: place },
    ...(secondary.length === 0 ? {} : { secondaryLocations: secondary }),
  };
}
