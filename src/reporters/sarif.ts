// The report as SARIF 2.1.0, as GitHub code scanning and other consumers read it.

import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import type { DocumentedRule } from "../model/rule.ts";
import { publishableRemote } from "./remote-address.ts";
import type { Reporter } from "./reporter.ts";
import { sarifLimits } from "./sarif/limits.ts";
import { sourceRoot } from "./sarif/locations.ts";
import { toNotifications } from "./sarif/notifications.ts";
import { toResult } from "./sarif/results.ts";
import { toRuleDescriptor } from "./sarif/rule-descriptors.ts";

export const sarifReporter: Reporter = {
  id: "sarif",
  title: "SARIF 2.1.0, for GitHub code scanning and editors",
  fileExtension: "sarif",
  render: (report) => `${JSON.stringify(toLog(report), null, 2)}\n`,
};

function toLog(report: Report): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [toRun(report)],
  };
}

function toRun(report: Report): object {
  const rules = report.rules.slice(0, sarifLimits.rules);
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));
  const { kept, leftOut } = chooseResults(report, rules);
  const states = baselineStates(report);
  return {
    tool: {
      driver: {
        name: "Assay",
        version: report.toolVersion,
        semanticVersion: report.toolVersion,
        // Consumers want an absolute address; a name, as long as there is no public page to send readers to.
        informationUri: "urn:assay:tool",
        rules: rules.map(toRuleDescriptor),
      },
    },
    invocations: [{ executionSuccessful: report.isComplete, toolExecutionNotifications: toNotifications(report, leftOut) }],
    automationDetails: { id: "assay/scan/" },
    columnKind: "utf16CodeUnits",
    // No address: it would name a folder of this machine, and the same input must give the same bytes everywhere.
    originalUriBaseIds: {
      [sourceRoot]: { description: { text: "The root of the git work tree, else the folder that was scanned from." } },
    },
    ...toProvenance(report),
    results: kept.map((finding) => ({ ...toResult(finding, ruleIndexOf(finding, ruleIndexes)), ...toBaselineState(finding, states) })),
    properties: {
      complete: report.isComplete,
      ...(report.incompleteReasons.length === 0 ? {} : { incompleteReasons: report.incompleteReasons }),
      codeLines: report.score.codeLines,
      scoreMillipoints: report.score.millipoints,
      rating: report.score.rating,
      ...(report.gate === undefined ? {} : { gate: { status: report.gate.status, reason: report.gate.reason } }),
    },
  };
}

function ruleIndexOf(finding: Finding, ruleIndexes: ReadonlyMap<string, number>): number {
  const index = ruleIndexes.get(finding.ruleId);
  if (index === undefined) throw new Error(`The report has a finding of ${finding.ruleId} but does not list that rule.`);
  return index;
}

/** Suppressed findings are not compared: nothing is said of them. */
function baselineStates({ baseline, findings }: Report): ReadonlyMap<Finding, "new" | "unchanged"> {
  if (baseline === undefined) return new Map();
  return new Map([...findings.map((finding) => [finding, "new"] as const), ...baseline.known.map((finding) => [finding, "unchanged"] as const)]);
}

function toBaselineState(finding: Finding, states: ReadonlyMap<Finding, "new" | "unchanged">): object {
  const baselineState = states.get(finding);
  return baselineState === undefined ? {} : { baselineState };
}

/** Worst first, for GitHub shows only the first thousands; suppressed ones last. What no upload may hold is cut. */
function chooseResults(
  report: Report,
  rules: readonly DocumentedRule[],
): { readonly kept: readonly Finding[]; readonly leftOut: readonly string[] } {
  const securitySeverity = new Map(rules.map((rule) => [rule.id, rule.securitySeverity ?? 0]));
  const byUrgency = (a: Finding, b: Finding): number =>
    severityRank(a) - severityRank(b) || securitySeverity.get(b.ruleId)! - securitySeverity.get(a.ruleId)!;
  const all = [...[...report.findings].sort(byUrgency), ...[...(report.baseline?.known ?? [])].sort(byUrgency), ...[...report.suppressed].sort(byUrgency)];
  const kept = all.slice(0, sarifLimits.results);
  const cut = all.length - kept.length;
  return {
    kept,
    leftOut: cut === 0 ? [] : [`${cut} of ${all.length} results are left out, the least severe and the suppressed first.`],
  };
}

function severityRank(finding: Finding): number {
  return ["error", "warning", "info"].indexOf(finding.severity);
}

function toProvenance({ repository }: Report): object {
  const repositoryUri = publishableRemote(repository?.remote);
  if (repository === undefined || repositoryUri === undefined) return {};
  const { commit, branch } = repository;
  return {
    versionControlProvenance: [
      {
        repositoryUri,
        ...(commit === undefined ? {} : { revisionId: commit }),
        ...(branch === undefined ? {} : { branch }),
        mappedTo: { uriBaseId: sourceRoot },
      },
    ],
  };
}
