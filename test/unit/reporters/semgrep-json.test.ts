// Semgrep's JSON: the same finding in the shape and with the numbers that the real program wrote (1.182.0).

import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import { semgrepJsonReporter } from "../../../src/reporters/semgrep-json.ts";
import { defaultReporterOptions } from "../../../src/reporters/reporter.ts";
import { sampleReports } from "../../golden/reports.ts";

/** What `semgrep scan --json` answered for `pattern: print($X)`, `fix: log($X)` on `text`, less its `metadata`. */
const text = 'é = "😀"; print(é)\nprint(\n  1)\n';
const recorded = [
  {
    check_id: "no-print",
    path: "t.py",
    start: { line: 1, col: 14, offset: 13 },
    end: { line: 1, col: 23, offset: 22 },
    extra: { message: "prints é", fix: "log(é)", severity: "WARNING", validation_state: "NO_VALIDATOR", engine_kind: "OSS" },
  },
  {
    check_id: "no-print",
    path: "t.py",
    start: { line: 2, col: 1, offset: 23 },
    end: { line: 3, col: 5, offset: 34 },
    extra: { message: "prints 1", fix: "log(1)", severity: "WARNING", validation_state: "NO_VALIDATOR", engine_kind: "OSS" },
  },
];

const sample = sampleReports.typical!;

function findingOf(message: string, replacement: string, place: [number, number, number, number, number, number]): Finding {
  const [start, end, startLine, startColumn, endLine, endColumn] = place;
  const region = { start, end, startLine, startColumn, endLine, endColumn };
  return {
    ...sample.findings[0]!,
    ruleId: "no-print",
    severity: "warning",
    path: "t.py",
    message,
    region,
    trace: [],
    excerpt: { firstLine: 1, lines: text.split("\n").slice(0, 3) },
    fix: { description: "log", safety: "unsafe", edits: [{ start, end, replacement, region }] },
  };
}

const findings = [findingOf("prints é", "log(é)", [10, 18, 1, 11, 1, 19]), findingOf("prints 1", "log(1)", [19, 30, 2, 1, 3, 5])];

function render(report: typeof sample, sourceOf?: (path: string) => string | undefined): { results: { start: object; extra: Record<string, unknown> }[]; paths: object; errors: object[] } {
  return JSON.parse(semgrepJsonReporter.render(report, { ...defaultReporterOptions, ...(sourceOf === undefined ? {} : { sourceOf }) })) as ReturnType<typeof render>;
}

describe("semgrep-json", () => {
  it("has the real program's numbers and fields for the same findings", () => {
    const { results, errors } = render({ ...sample, findings, notices: [] }, () => text);
    expect(results).toMatchObject(recorded);
    expect(errors).toEqual([]);
    expect(results[1]!.extra["lines"]).toBe("print(\n  1)");
  });

  it("keeps byte columns without the file's text", () => {
    const { results } = render({ ...sample, findings });
    expect(results.map(({ start }) => start)).toMatchObject([{ line: 1, col: 14 }, { line: 2, col: 1, offset: 19 }]);
  });

  it("makes one replacement of the whole range of several edits, and none of edits outside it", () => {
    const region = findings[0]!.region;
    const edit = (start: number, end: number, replacement: string): object => ({ start, end, replacement, region });
    const withEdits = (...edits: object[]): unknown =>
      render({ ...sample, findings: [{ ...findings[0]!, fix: { ...findings[0]!.fix!, edits: edits as never } }] }, () => text).results[0]!.extra["fix"];
    expect(withEdits(edit(10, 15, "log"), edit(17, 18, ", 1)"))).toBe("log(é, 1)");
    expect(withEdits(edit(0, 1, "x"))).toBeUndefined();
  });

  it("tells the way of the data", () => {
    const traced = sample.findings.find(({ trace }) => trace.length > 1)!;
    const trace = render({ ...sample, findings: [traced] }).results[0]!.extra["dataflow_trace"] as Record<string, unknown>;
    expect(trace).toMatchObject({ taint_source: ["CliLoc", [{ path: traced.trace[0]!.path }, expect.any(String)]], taint_sink: ["CliLoc", expect.anything()] });
  });
});
