// What GitHub and other consumers rely on in the SARIF, field by field.

import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { Report } from "../../../src/model/report.ts";
import type { DocumentedRule } from "../../../src/model/rule.ts";
import { defaultReporterOptions } from "../../../src/reporters/reporter.ts";
import { sarifReporter } from "../../../src/reporters/sarif.ts";
import { encodePath, escapeLinks, linkText, toSarifRegion } from "../../../src/reporters/sarif/locations.ts";
import { sampleReports } from "../../golden/reports.ts";

/** JSON.parse gives no types, and the shape is what is tested here. */
type Json = ReturnType<typeof JSON.parse>;

function runOf(report: Report): Json {
  return JSON.parse(sarifReporter.render(report, defaultReporterOptions)).runs[0];
}

const typical = sampleReports.typical!;

describe("places", () => {
  it.each([
    ["src/app.py", "src/app.py"],
    ["a b/c#d?.py", "a%20b/c%23d%3F.py"],
    ["100%.py", "100%25.py"],
    ["página/還.py", "p%C3%A1gina/%E9%82%84.py"],
    ["c:d/e\\f.py", "c%3Ad/e%5Cf.py"],
    ["line\nbreak.py", "line%0Abreak.py"],
    ["lone\uD83D.py", "lone%EF%BF%BD.py"],
  ])("encodes %j as %s", (path, uri) => {
    expect(encodePath(path)).toBe(uri);
  });

  it("counts in UTF-16 units, so an astral character is two columns", () => {
    const { start } = { start: 'x = "😀"; '.length };
    const region = { start, end: start + 4, startLine: 1, startColumn: 11, endLine: 1, endColumn: 15 };
    expect(start).toBe(10);
    expect(toSarifRegion(region, { firstLine: 1, lines: ['x = "😀"; eval(y)'] })).toEqual({
      startLine: 1,
      startColumn: 11,
      endLine: 1,
      endColumn: 15,
      snippet: { text: "eval" },
    });
    expect(runOf(typical).columnKind).toBe("utf16CodeUnits");
  });

  it("leaves the snippet out where the line was cut", () => {
    const region = { start: 0, end: 500, startLine: 1, startColumn: 1, endLine: 1, endColumn: 501 };
    expect(toSarifRegion(region, { firstLine: 1, lines: ["x".repeat(400)] })).not.toHaveProperty("snippet");
  });

  it("gives every step of a path its own file", () => {
    const first = runOf(sampleReports.awkward!).results.find((result: Json) => result.ruleId === "javascript/html-injection");
    const steps = first.codeFlows[0].threadFlows[0].locations;
    expect(steps.map((step: Json) => step.location.physicalLocation.artifactLocation.uri)).toEqual([
      "web/store.ts",
      "web/store.ts",
      "web/p%C3%A1gina%20n%C2%BA%201%20%5Bdraft%5D.ts",
      "web/p%C3%A1gina%20n%C2%BA%201%20%5Bdraft%5D.ts",
    ]);
  });
});

describe("messages", () => {
  it("keeps code from being read as links", () => {
    expect(escapeLinks("`list[0](1)` and [1]")).toBe("`list\\[0\\](1)` and [1]");
    expect(linkText("source: a[0]")).toBe("source: a(0)");
  });

  it("links each source to its related location", () => {
    const [first] = runOf(typical).results;
    expect(first.message.text).toContain("[source: query string](1)");
    expect(first.relatedLocations.map((location: Json) => location.id)).toEqual([1]);
  });
});

describe("rules", () => {
  const rule = typical.rules.find((one) => one.id === "python/command-injection")!;
  const describeRule = (more: Partial<DocumentedRule>) =>
    runOf({ ...sampleReports.clean!, rules: [{ ...rule, ...more }] }).tool.driver.rules[0];

  it("carries weaknesses as tags and the security severity as text", () => {
    const { properties } = describeRule({ cwe: ["CWE-89", "CWE-1336"], securitySeverity: 7 });
    expect(properties.tags).toEqual(["security", "external/cwe/cwe-089", "external/cwe/cwe-1336"]);
    expect(properties["security-severity"]).toBe("7.0");
  });

  it("has no security severity outside security, for it would make a security alert of it", () => {
    expect(describeRule({ category: "reliability" }).properties).not.toHaveProperty("security-severity");
  });

  it("holds at most 20 tags and 1,024 characters of description", () => {
    const cwe = Array.from({ length: 30 }, (_, index) => `CWE-${index + 1}`);
    const described = describeRule({ cwe, description: "😀".repeat(600) });
    expect(described.properties.tags).toHaveLength(20);
    expect(described.fullDescription.text.length).toBeLessThanOrEqual(1_024);
    expect(described.fullDescription.text).not.toMatch(/\p{Surrogate}/u);
  });

  it.each([
    [{ sampled: 50, true: 49, on: "" }, "very-high"],
    [{ sampled: 50, true: 42, on: "" }, "high"],
    [{ sampled: 50, true: 30, on: "" }, "medium"],
    [{ sampled: 50, true: 10, on: "" }, "low"],
    [{ sampled: 3, true: 3, on: "" }, "high"],
    [undefined, "high"],
  ])("turns the measure %j into precision %s", (precision, band) => {
    expect(describeRule({ precision }).properties.precision).toBe(band);
  });

  it("never gives a rule without documentation an empty help", () => {
    expect(describeRule({ documentation: " \n" }).help.text).toBe(rule.description);
  });

  it("refuses a finding whose rule is not listed", () => {
    expect(() => sarifReporter.render({ ...typical, rules: [] }, defaultReporterOptions)).toThrow(/python\/command-injection/);
  });
});

describe("results", () => {
  it("carry both fingerprints, the level and the index of their rule", () => {
    const run = runOf(typical);
    for (const result of run.results) {
      expect(Object.keys(result.partialFingerprints)).toEqual(["primaryLocationLineHash", "assayFinding/v1"]);
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(["error", "warning", "note"]).toContain(result.level);
    }
  });

  it("carry the fix as regions to delete and text to insert", () => {
    const fixed = runOf(typical).results.find((result: Json) => result.ruleId === "python/mutable-default-argument");
    const [change] = fixed.fixes[0].artifactChanges;
    expect(change.artifactLocation.uri).toBe("app.py");
    expect(change.replacements).toEqual([
      { deletedRegion: { startLine: 8, startColumn: 10, endLine: 8, endColumn: 17 }, insertedContent: { text: "seen=None" } },
      {
        deletedRegion: { startLine: 9, startColumn: 1, endLine: 9, endColumn: 1 },
        insertedContent: { text: "    if seen is None:\n        seen = []\n" },
      },
    ]);
  });

  it("say which are suppressed and why, after the active ones", () => {
    const { results } = runOf(typical);
    expect(results.at(-1).suppressions).toEqual([
      { kind: "inSource", status: "accepted", justification: "Runs in a throw-away container." },
    ]);
    expect(results.slice(0, -1).every((result: Json) => result.suppressions.length === 0)).toBe(true);
  });

  it("are sorted by severity and cut to 25,000, which a notification tells", () => {
    const [error, warning] = typical.findings as [Finding, Finding];
    const findings = [...Array.from({ length: 25_000 }, () => warning), error];
    const run = runOf({ ...typical, findings });
    expect(run.results).toHaveLength(25_000);
    expect(run.results[0].level).toBe("error");
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain("2 of 25002 results are left out");
  });

  it("leave the middle of an endless path out", () => {
    const [finding] = typical.findings as [Finding];
    const trace = Array.from({ length: 10_001 }, (_, index) => ({ ...finding.trace[0]!, note: `step ${index}` }));
    const [result] = runOf({ ...typical, findings: [{ ...finding, trace }] }).results;
    const steps = result.codeFlows[0].threadFlows[0].locations;
    expect(steps).toHaveLength(10_000);
    expect(steps.at(-1).location.message.text).toBe("step 10000.");
    expect(result.relatedLocations.length).toBeLessThan(1_000);
  });
});

describe("the run", () => {
  it("says that an incomplete scan did not succeed, and which files it could not read whole", () => {
    const { invocations } = runOf(sampleReports.incomplete!);
    expect(invocations[0].executionSuccessful).toBe(false);
    const said = invocations[0].toolExecutionNotifications.map((one: Json) => [one.level, one.descriptor.id]);
    expect(said).toEqual([
      ["error", "assay/parse-problem"],
      ["error", "assay/skipped-timeout"],
      ["warning", "assay/rule-crashed"],
      ["note", "assay/skipped-not-utf8"],
      ["note", "assay/no-git"],
    ]);
    expect(runOf(typical).invocations[0].executionSuccessful).toBe(true);
  });

  it("holds at most 1,000 notifications", () => {
    const skipped = Array.from({ length: 5_000 }, (_, index) => ({ path: `f${index}.py`, reason: "generated" as const, detail: "" }));
    const notifications = runOf({ ...typical, skipped }).invocations[0].toolExecutionNotifications;
    expect(notifications).toHaveLength(1_000);
    expect(notifications.at(-1).message.text).toBe("4001 more notifications are left out.");
  });

  it("tells commit and remote where they are known, and nothing about the machine", () => {
    const run = runOf(typical);
    expect(run.versionControlProvenance).toEqual([
      {
        repositoryUri: "https://git.example.org/shop/shop",
        revisionId: typical.repository!.commit,
        branch: "main",
        mappedTo: { uriBaseId: "%SRCROOT%" },
      },
    ]);
    expect(run.automationDetails.id).toBe("assay/scan/");
    expect(run.originalUriBaseIds["%SRCROOT%"]).not.toHaveProperty("uri");
    expect(runOf(sampleReports.awkward!)).not.toHaveProperty("versionControlProvenance");
  });
});
