// The Code Quality report of GitLab: an array of issues that a merge request shows.

import type { Severity } from "../model/finding.ts";
import type { Reporter } from "./reporter.ts";

export const gitlabQualityReporter: Reporter = {
  id: "gitlab-quality",
  title: "GitLab's Code Quality report",
  fileExtension: "json",
  render: ({ findings }) => {
    const issues = findings.map(({ message, ruleId, fingerprint, severity, path, region }) => ({
      description: message,
      check_name: ruleId,
      // Issues of one fingerprint are shown as one: ours are unique in a run.
      fingerprint,
      severity: severities[severity],
      location: { path, lines: { begin: region.startLine } },
    }));
    return `${JSON.stringify(issues, null, 2)}\n`;
  },
};

const severities: Readonly<Record<Severity, string>> = { error: "critical", warning: "major", info: "minor" };
