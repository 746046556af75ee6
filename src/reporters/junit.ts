// JUnit's XML, for servers that show test results: a suite a file, a failed case a finding.

import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { groupByFile } from "./by-file.ts";
import type { Reporter } from "./reporter.ts";
import { escapeXml } from "./xml.ts";

export const junitReporter: Reporter = {
  id: "junit",
  title: "JUnit XML",
  fileExtension: "xml",
  render: (report) => `<?xml version="1.0" encoding="UTF-8"?>\n${suites(report)}\n`,
};

function suites({ findings, files }: Report): string {
  const groups = groupByFile(findings);
  const flawed = new Set(groups.map(([path]) => path));
  const clean = files.filter(({ path }) => !flawed.has(path)).length;
  const passed = clean === 0 ? [] : [`  <testsuite name="files without findings" tests="1" failures="0">\n    <testcase name="${clean} files" classname="assay"/>\n  </testsuite>`];
  const failed = groups.map(([path, group]) => `  <testsuite name="${escapeXml(path)}" tests="${group.length}" failures="${group.length}">\n${group.map(testCase).join("\n")}\n  </testsuite>`);
  return [`<testsuites name="assay" tests="${findings.length + passed.length}" failures="${findings.length}">`, ...failed, ...passed, "</testsuites>"].join("\n");
}

function testCase({ ruleId, path, region, severity, message, excerpt }: Finding): string {
  const place = `${path}:${region.startLine}:${region.startColumn}`;
  const body = [place, ...excerpt.lines].join("\n");
  return [
    `    <testcase name="${escapeXml(`${ruleId} line ${region.startLine}`)}" classname="${escapeXml(path)}" file="${escapeXml(path)}" line="${region.startLine}">`,
    `      <failure type="${severity}" message="${escapeXml(message)}">${escapeXml(body)}</failure>`,
    "    </testcase>",
  ].join("\n");
}
