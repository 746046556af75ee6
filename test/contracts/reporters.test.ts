// Walks the registry of reporters: every entry is named, pure, deterministic and copes with every sample report.

import { describe, expect, it } from "vitest";
import { AssayError } from "../../src/model/errors.ts";
import type { Report } from "../../src/model/report.ts";
import { findReporter, reporterIds } from "../../src/reporters/registry.ts";
import { defaultReporterOptions } from "../../src/reporters/reporter.ts";
import { sampleReports } from "../golden/reports.ts";

function freezeDeeply(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  Object.freeze(value);
  Object.values(value).forEach(freezeDeeply);
}

describe("the registry", () => {
  it("holds the formats that callers rely on", () => {
    expect(reporterIds).toEqual(expect.arrayContaining(["json", "sarif", "text"]));
  });

  it("answers an unknown id with the known ones", async () => {
    const error = await findReporter("yaml").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AssayError);
    const { code, nextStep } = error as AssayError;
    expect(code).toBe("reporter-unknown");
    for (const id of reporterIds) expect(nextStep).toContain(id);
  });
});

const reporters = await Promise.all(reporterIds.map(async (id) => [id, await findReporter(id)] as const));

describe.each(reporters)("reporter %s", (id, reporter) => {
  it("is registered under its own id and says what it is", () => {
    expect(reporter.id).toBe(id);
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(reporter.title.length).toBeGreaterThan(0);
    expect(reporter.title.length).toBeLessThanOrEqual(60);
    expect(reporter.fileExtension).toMatch(/^[a-z0-9]+$/);
  });

  it.each(Object.entries(sampleReports))("renders the %s report alike twice, changes nothing and ends the line", (_, report) => {
    freezeDeeply(report);
    const rendered = reporter.render(report, defaultReporterOptions);
    expect(rendered.endsWith("\n")).toBe(true);
    expect(reporter.render(structuredClone(report), defaultReporterOptions)).toBe(rendered);
  });

  it("does not tell where on the machine the project lies, nor the password of its remote", () => {
    const report: Report = { ...sampleReports.typical!, root: "/home/reader/secret-folder" };
    const rendered = reporter.render(report, defaultReporterOptions);
    expect(rendered).not.toContain("secret");
  });
});
