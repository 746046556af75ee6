// Annotations of GitHub Actions: one workflow command a finding, the worst first, because only ten of a kind are shown.

import type { Finding, Severity } from "../model/finding.ts";
import type { Reporter } from "./reporter.ts";

export const githubReporter: Reporter = {
  id: "github",
  title: "annotations of GitHub Actions",
  fileExtension: "txt",
  render: ({ findings }) => (findings.length === 0 ? "::notice title=assay::Nothing found.\n" : findings.map((finding) => `${toCommand(finding)}\n`).join("")),
};

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

function toCommand({ severity, path, region, ruleId, message }: Finding): string {
  // Columns are taken only for regions of one line.
  const columns = region.startLine === region.endLine ? { col: region.startColumn, endColumn: region.endColumn } : {};
  const properties = { file: path, line: region.startLine, endLine: region.endLine, ...columns, title: ruleId };
  const shown = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[severity]} ${shown.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
