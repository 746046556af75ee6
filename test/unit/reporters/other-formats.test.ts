// The formats of other tools: each keeps its grammar, whatever stands in messages, paths and code.

import { spawnSync } from "node:child_process";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { Report } from "../../../src/model/report.ts";
import { commentMark } from "../../../src/reporters/markdown.ts";
import { findReporter, reporterIds } from "../../../src/reporters/registry.ts";
import { defaultReporterOptions } from "../../../src/reporters/reporter.ts";
import { sampleReports } from "../../golden/reports.ts";
import { gitlabSastSchema } from "./gitlab-sast-schema.ts";

const typical = sampleReports.typical!;
const [first] = typical.findings;

/** A finding whose every text tries to be more than text. */
const hostile: Finding = {
  ...first!,
  path: 'src/a,b:c%20"<x>&\u0001\n.py',
  message: "It is ]]> <b>bad</b> | `x` [a](https://evil.test) @team ::error::x\r\nagain\u0000.",
  region: { start: 10, end: 14, startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 },
  excerpt: { firstLine: 2, lines: ["😀é = </failure><script>"] },
  trace: [],
};
const hostileReport: Report = { ...typical, findings: [hostile] };
const manyReport: Report = { ...typical, findings: Array.from({ length: 30_000 }, (_, index) => ({ ...first!, fingerprint: index.toString(16).padStart(16, "0") })) };

const reporters = new Map(await Promise.all(reporterIds.map(async (id) => [id, await findReporter(id)] as const)));

function render(id: string, report: Report, sourceOf?: (path: string) => string): string {
  return reporters.get(id)!.render(report, { ...defaultReporterOptions, ...(sourceOf === undefined ? {} : { sourceOf }) });
}

function parse(id: string, report: Report): unknown {
  return JSON.parse(render(id, report));
}

/** Python's own parser says whether XML is well formed; it answers with the root's name and the number of elements. */
function readXml(text: string): string {
  const script = "import sys, xml.etree.ElementTree as E\nr = E.fromstring(sys.stdin.buffer.read())\nprint(r.tag, len(list(r.iter())))";
  const { stdout, stderr } = spawnSync("python3", ["-c", script], { input: text, encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.trim();
}

describe.each(["junit", "checkstyle"])("%s", (id) => {
  it.each(Object.entries({ ...sampleReports, hostile: hostileReport }))("is well-formed XML for the %s report", (_, report) => {
    expect(readXml(render(id, report))).toMatch(/^(?:testsuites|checkstyle) \d+$/);
  });
});

it("counts a failed case a finding in JUnit", () => {
  const text = render("junit", typical);
  expect(text.match(/<failure /g)).toHaveLength(typical.findings.length);
  expect(text).toContain(`failures="${typical.findings.length}"`);
});

it("names rule, line and severity in Checkstyle", () => {
  const text = render("checkstyle", hostileReport);
  expect(text).toContain(`<error line="2" column="5" severity="${hostile.severity}"`);
  expect(text).toContain(`source="assay.${hostile.ruleId}"`);
});

describe("github", () => {
  it("writes one command a finding and lets no text begin another", () => {
    const lines = render("github", hostileReport).trimEnd().split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^::error file=src\/a%2Cb%3Ac%2520"<x>&\u0001%0A\.py,line=2,endLine=2,col=5,endColumn=9,title=/);
    expect(lines[0]).toContain("::error::x%0D%0Aagain");
  });

  it("leaves columns out where a region has several lines", () => {
    const region = { ...hostile.region, endLine: 4 };
    expect(render("github", { ...typical, findings: [{ ...hostile, region }] })).not.toContain("col=");
  });
});

it("gives GitLab unique fingerprints and its own words of severity", () => {
  const issues = parse("gitlab-quality", typical) as { fingerprint: string; severity: string; location: { path: string; lines: { begin: number } } }[];
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(typical.findings.length);
  for (const { severity } of issues) expect(["info", "minor", "major", "critical", "blocker"]).toContain(severity);
  expect(issues[0]?.location).toEqual({ path: first!.path, lines: { begin: first!.region.startLine } });
});

describe("gitlab-sast", () => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(gitlabSastSchema);

  it.each(Object.entries({ ...sampleReports, hostile: hostileReport }))("is what GitLab asks for, for the %s report", (_, report) => {
    validate(parse("gitlab-sast", report));
    expect(validate.errors).toBeNull();
  });

  interface Vulnerability {
    readonly id: string;
    readonly severity: string;
    readonly description: string;
    readonly identifiers: readonly { readonly type: string; readonly value: string }[];
  }
  const read = (report: Report): { scan: Record<string, unknown>; vulnerabilities: Vulnerability[] } => parse("gitlab-sast", report) as { scan: Record<string, unknown>; vulnerabilities: Vulnerability[] };

  it("holds the security findings, the known ones among them, and no others", () => {
    const [known, ...fresh] = typical.findings.filter(({ category }) => category === "security");
    const report: Report = { ...typical, findings: [...fresh, ...typical.findings.filter(({ category }) => category !== "security")], baseline: { type: "file", reference: "b.json", known: [known!], goneCount: 0 } };
    expect(read(report).vulnerabilities.map(({ id }) => id).sort()).toEqual([known!, ...fresh].map(({ fingerprint }) => fingerprint).sort());
  });

  it("names rule and weakness, and tells the data's path", () => {
    const injection = read(typical).vulnerabilities.find(({ identifiers }) => identifiers[0]?.value === "python/command-injection");
    expect(injection).toMatchObject({ severity: "Critical", identifiers: [{ type: "assay_rule" }, { type: "cwe", value: "78" }] });
    expect(injection?.description).toContain("Path of the data: source: query string (9)");
  });

  it("takes its times from the door's clock, and says what was not analysed", () => {
    const options = { ...defaultReporterOptions, startedAt: new Date("2026-03-01T10:00:00.250Z"), endedAt: new Date("2026-03-01T10:00:07.999Z") };
    const { scan } = JSON.parse(reporters.get("gitlab-sast")!.render(sampleReports.incomplete!, options)) as { scan: { messages: unknown[] } };
    expect(scan).toMatchObject({ start_time: "2026-03-01T10:00:00", end_time: "2026-03-01T10:00:07" });
    expect(scan.messages.length).toBe(sampleReports.incomplete!.incompleteReasons.length);
  });
});

it("counts bytes for reviewdog", () => {
  const text = 'first\n😀é = "x"\n';
  const region = { start: 12, end: 15, startLine: 2, startColumn: 7, endLine: 2, endColumn: 10 };
  const report = { ...typical, findings: [{ ...hostile, region, excerpt: { firstLine: 2, lines: ['😀é = "x"'] } }] };
  const { diagnostics } = JSON.parse(render("rdjson", report, () => text)) as { diagnostics: { location: { range: unknown } }[] };
  // Three units are six bytes.
  expect(diagnostics[0]?.location.range).toEqual({ start: { line: 2, column: 10 }, end: { line: 2, column: 13 } });
});

it("counts columns from 0 for SonarQube and describes every rule that it names", () => {
  const { rules, issues } = parse("sonar", typical) as { rules: { id: string }[]; issues: { ruleId: string; primaryLocation: { textRange: { startColumn: number } } }[] };
  expect(issues[0]?.primaryLocation.textRange.startColumn).toBe(first!.region.startColumn - 1);
  expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(issues.map(({ ruleId }) => ruleId)));
});

describe("markdown", () => {
  it("carries the mark by which the next run finds it, and keeps text from becoming markup", () => {
    const text = render("markdown", hostileReport);
    expect(text.startsWith(commentMark)).toBe(true);
    const row = text.trimEnd().split("\n").at(-1)!;
    expect(row).not.toMatch(/<b>|\]\(https:|@team|[^\\]\| `/);
    expect(row.replaceAll("\\|", "").match(/\|/g)).toHaveLength(4);
  });

  it("stays below what a comment may hold, and says how much it leaves out", () => {
    const text = render("markdown", manyReport);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ more are not listed here\./);
  });
});

describe("github-summary", () => {
  it("stays below what a step may write, and says how much it leaves out", () => {
    const text = render("github-summary", { ...manyReport, findings: manyReport.findings.map((finding) => ({ ...finding, message: "é".repeat(1_000) })) });
    expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
    expect(text).toMatch(/\d+ more are not listed here\./);
  });

  it("shows the code of a finding with its path, and the fix", () => {
    const text = render("github-summary", typical);
    expect(text).toContain("    ← source: query string");
    expect(text).toContain("```diff\n- ");
  });

  it("ends no fence early", () => {
    const code = { ...hostile, excerpt: { firstLine: 2, lines: ["```` </details><script>"] } };
    expect(render("github-summary", { ...typical, findings: [code] })).toContain("\n`````\n   2 │ ```` </details><script>\n`````\n");
  });
});

it("shows the rating in a badge, and no colour of success for an incomplete report", () => {
  expect(parse("badge", typical)).toMatchObject({ schemaVersion: 1, label: "assay", message: typical.score.rating });
  expect(parse("badge", sampleReports.incomplete!)).toMatchObject({ color: "lightgrey" });
});
