// The SARIF that we write passes the real multitool without an error or a warning, and the multitool does complain.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mergeSarif } from "../../../src/api/merge-sarif.ts";
import { defaultReporterOptions } from "../../../src/reporters/reporter.ts";
import { sarifReporter } from "../../../src/reporters/sarif.ts";
import { sampleReports } from "../../golden/reports.ts";
import { validateSarif, whyUnavailable } from "./multitool.mjs";

const scratch = mkdtempSync(join(tmpdir(), "assay-sarif-"));

function write(name: string, text: string): string {
  const file = join(scratch, `${name}.sarif`);
  writeFileSync(file, text);
  return file;
}

describe("SARIF multitool", () => {
  beforeAll(() => {
    const reason = whyUnavailable();
    if (reason !== undefined) throw new Error(reason);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(Object.keys(sampleReports))("has nothing to say about the %s report", (name) => {
    const file = write(name, sarifReporter.render(sampleReports[name]!, defaultReporterOptions));
    expect(validateSarif(file)).toEqual([]);
  });

  it("has nothing to say about known and new findings beside a suppressed one", () => {
    const { typical } = sampleReports;
    const [known, ...fresh] = typical!.findings;
    const report = { ...typical!, findings: fresh, baseline: { type: "commit", reference: "main", commit: "b".repeat(40), known: [known!], goneCount: 1 } } as const;
    const text = sarifReporter.render(report, defaultReporterOptions);
    const { results } = JSON.parse(text).runs[0] as { results: { baselineState?: string; suppressions: unknown[] }[] };
    expect(new Set(results.map(({ baselineState, suppressions }) => baselineState ?? `suppressed ${suppressions.length}`))).toEqual(new Set(["new", "unchanged", "suppressed 1"]));
    expect(validateSarif(write("baseline", text))).toEqual([]);
  });

  it("has nothing to say about shards that were merged", () => {
    const { typical } = sampleReports;
    const shards = typical!.findings.map((finding, index) => ({ name: `${index}`, text: sarifReporter.render({ ...typical!, findings: [finding], suppressed: index === 0 ? typical!.suppressed : [] }, defaultReporterOptions) }));
    const text = mergeSarif(shards);
    expect(JSON.parse(text).runs[0].results).toHaveLength(typical!.findings.length + typical!.suppressed.length);
    expect(validateSarif(write("merged", text))).toEqual([]);
  });

  it("complains about a result without a place and a rule without texts", () => {
    const log = JSON.parse(sarifReporter.render(sampleReports.typical!, defaultReporterOptions));
    delete log.runs[0].results[0].locations;
    delete log.runs[0].tool.driver.rules[0].fullDescription;
    const complaints = validateSarif(write("broken", JSON.stringify(log))).join("\n");
    expect(complaints).toContain("results[0]");
    expect(complaints).toContain("rules[0]");
  });
});
