// What the text report promises whatever it is given: width, order, counts, one line for nothing.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { Report } from "../../../src/model/report.ts";
import { defaultReporterOptions, type ReporterOptions } from "../../../src/reporters/reporter.ts";
import { textReporter } from "../../../src/reporters/text.ts";
import { widthOf } from "../../../src/reporters/text/characters.ts";
import { formatGain, formatTenths, shareTenths } from "../../../src/reporters/text/points.ts";
import { markCode, wrap } from "../../../src/reporters/text/wrap.ts";
import { scoreReport } from "../../../src/score/score-report.ts";
import { sampleReports } from "../../golden/reports.ts";
import { makeFinding } from "../score/findings.ts";

function render(report: Report, options: Partial<ReporterOptions> = {}): string {
  return textReporter.render(report, { ...defaultReporterOptions, ...options });
}

function withFindings(findings: readonly Finding[]): Report {
  return { ...sampleReports.typical!, findings, suppressed: [], score: scoreReport({ findings, codeLines: 5_000 }) };
}

describe("text", () => {
  it.each([40, 60, 80, 120, 200])("keeps every line of code within %d columns", (widthColumns) => {
    for (const report of Object.values(sampleReports)) {
      for (const isUnicode of [true, false]) {
        const framed = render(report, { widthColumns, isUnicode }).split("\n").filter((line) => /^ +\d* [│|]/.test(line));
        for (const line of framed) expect(widthOf(line)).toBeLessThanOrEqual(widthColumns);
      }
    }
  });

  it("breaks a long note below a line on a narrow terminal", () => {
    const finding = sampleReports.typical!.findings[0]!;
    const { path, region } = finding;
    const note = "a value that somebody types in, which then runs as code";
    const trace = [{ kind: "sink" as const, path, region, note, line: "x".repeat(region.endColumn + 20) }];
    const framed = render(withFindings([{ ...finding, trace }]), { widthColumns: 40 }).split("\n");
    for (const line of framed.filter((text) => /^ +\d* │/.test(text))) expect(widthOf(line)).toBeLessThanOrEqual(40);
    expect(framed.join(" ").replaceAll(/[ │╰]+/g, " ")).toContain(note);
  });

  it("says nothing found in one line", () => {
    expect(render(sampleReports.clean!)).toMatch(/^No findings\. [^\n]+\n$/);
    expect(render(sampleReports.nothing!)).toBe("Nothing to scan: no file of a known language.\n");
  });

  it("writes colour only when asked, and apart from it the same text", () => {
    for (const report of Object.values(sampleReports)) {
      expect(render(report)).not.toContain("\u001B");
      expect(render(report, { hasColor: true }).replaceAll(/\u001B\[\d+m/g, "")).toBe(render(report));
    }
  });

  it("writes ASCII only when asked", () => {
    for (const report of Object.values(sampleReports)) {
      expect(render(report, { isUnicode: false })).toMatch(/^[\n -~]*$/);
    }
  });

  it("keeps the order of the report, or groups by file", () => {
    const { findings } = sampleReports.typical!;
    const heads = (text: string): string[] => [...text.matchAll(/^[✗▲•] (\S+)/gm)].map((match) => match[1]!);
    expect(heads(render(sampleReports.typical!))).toEqual(findings.map((finding) => finding.ruleId));
    const byLine = [...findings].sort((a, b) => a.region.start - b.region.start);
    expect(heads(render(sampleReports.typical!, { groupBy: "file" }))).toEqual(byLine.map((finding) => finding.ruleId));
  });

  it("counts by rule what it does not show", () => {
    const findings = Array.from({ length: 9 }, (_, index) => ({
      ...makeFinding({}, index),
      ruleId: index < 3 ? "python/unused-import" : "python/command-injection",
    }));
    const text = render(withFindings(findings), { maxFindings: 2 });
    expect(text).toContain("… and 7 more (6 python/command-injection, 1 python/unused-import)");
    expect(render(withFindings(findings), { maxFindings: 9 })).not.toContain("more (");
  });

  it.each([
    [24, 80],
    [40, 100],
    [60, 120],
  ])("fits %d rows of %d columns where it is left to choose, however much was found", (heightRows, widthColumns) => {
    const places = fc.record({ rule: fc.nat(30), category: fc.constantFrom("security" as const, "reliability" as const, "maintainability" as const), severity: fc.constantFrom("error" as const, "warning" as const, "info" as const), path: fc.stringMatching(/^[a-z/]{1,120}\.py$/) });
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 300 }), (sketches) => {
        const findings = sketches.map(({ rule, path, ...sketch }, index) => ({ ...makeFinding(sketch, index), ruleId: `python/some-rule-${rule}`, path }));
        const text = render(withFindings(findings), { maxFindings: undefined, heightRows, widthColumns });
        const lines = text.trimEnd().split("\n");
        expect(lines.length).toBeLessThanOrEqual(heightRows);
        for (const line of lines.filter((one) => /^[✗▲•] +\d/.test(one))) expect(widthOf(line)).toBeLessThanOrEqual(widthColumns);
        expect(text).toMatch(/^Score /m);
      }),
      { numRuns: 60 },
    );
  });

  it("draws everything where that fits, and says what to do first where it does not", () => {
    const few = withFindings([makeFinding({})]);
    expect(render(few, { maxFindings: undefined })).toBe(render(few));
    const findings = Array.from({ length: 200 }, (_, index) => ({ ...makeFinding({}, index), ruleId: index < 150 ? "python/weak-hash" : "python/command-injection" }));
    const text = render(withFindings(findings), { maxFindings: undefined });
    expect(text).toMatch(/^✗ 150 python\/weak-hash {10}src\/file-0\.py:1 {2}0+$/m);
    expect(text).toContain("✗  50 python/command-injection  src/file-3.py:151");
    expect(text).toMatch(/Do first, for the most points in the least time:\n1\. src\/file-\d\.py:\d+ \+[\d.]+ in 10 min: An example\.\n2\. /);
    expect(text).toContain("--max-findings 200");
  });

  it.each([
    [100, "0.1"],
    [2_340, "2.3"],
    [91, "0.091"],
    [5, "0.005"],
    [20, "0.02"],
  ])("writes a gain of %d thousandths as %s", (millipoints, text) => {
    expect(formatGain(millipoints)).toBe(text);
  });

  it("lengthens short ids until they tell findings apart", () => {
    const findings = ["3f2a91aa", "3f2a91ab"].map((id, index) => ({ ...makeFinding({}, index), fingerprint: id.padEnd(16, "0") }));
    const text = render(withFindings(findings));
    expect(text).toContain("3f2a91aa");
    expect(text).toContain("3f2a91ab");
    expect(text).toContain("Fixing 3f2a91aa, 3f2a91ab brings A");
  });

  it("names what is worth most where the rating cannot rise", () => {
    const text = render(withFindings([makeFinding({ severity: "warning", confidence: "low" })]));
    expect(text).toContain("The rating is A; most is lost to 000000 (−2.3).");
  });
});

describe("points", () => {
  it("still add up to 100 when rounded, and never show an unreached rating", () => {
    const losses = fc.tuple(fc.nat(50_000), fc.nat(30_000), fc.nat(20_000));
    fc.assert(
      fc.property(losses, (list) => {
        const millipoints = 100_000 - list[0] - list[1] - list[2];
        const shown = shareTenths(millipoints, list);
        expect(shown.score + shown.losses.reduce((sum, loss) => sum + loss, 0)).toBe(1_000);
        expect(shown.score * 100).toBeLessThanOrEqual(millipoints);
        for (const [index, loss] of shown.losses.entries()) expect(Math.abs(loss * 100 - list[index]!)).toBeLessThan(100);
      }),
    );
  });

  it.each([
    [1_000, "100"],
    [799, "79.9"],
    [0, "0"],
  ])("writes %d tenths as %s", (tenths, text) => {
    expect(formatTenths(tenths)).toBe(text);
  });
});

describe("wrap", () => {
  const indents = { first: "", later: "  " };

  it("breaks between words and indents what follows", () => {
    expect(wrap([{ text: "one two three four" }], 9, indents)).toEqual(["one two", "  three", "  four"]);
  });

  it("keeps wider gaps inside a line and drops them at a break", () => {
    expect(wrap([{ text: "one  two" }], 20, indents)).toEqual(["one  two"]);
    expect(wrap([{ text: "one  two" }], 5, indents)).toEqual(["one", "  two"]);
  });

  it("leaves a word whole that is wider than the line, and gives nothing for nothing", () => {
    expect(wrap([{ text: "a abcdefghijkl b" }], 6, indents)).toEqual(["a", "  abcdefghijkl", "  b"]);
    expect(wrap([], 10, indents)).toEqual([]);
  });

  it("paints runs, not words", () => {
    const paint = (text: string): string => `<${text}>`;
    expect(wrap(markCode("call `a b` now", paint), 40, indents)).toEqual(["call< `a b`> now"]);
  });
});
