// Every JSON golden is valid by the published schema, and the schema is strict enough to refuse what is not.

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { sampleReports } from "../../golden/reports.ts";

const schema = JSON.parse(readFileSync(new URL("../../../schemas/report.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

function readGolden(name: string) {
  return JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), "utf8"));
}

describe("schemas/report.schema.json", () => {
  it.each(Object.keys(sampleReports))("accepts the %s report", (name) => {
    validate(readGolden(name));
    expect(validate.errors).toBeNull();
  });

  it.each<[string, (report: ReturnType<typeof readGolden>) => void]>([
    ["an unknown key", (report) => (report.extra = 1)],
    ["an unknown key of a finding", (report) => (report.findings[0].extra = 1)],
    ["a missing score", (report) => delete report.score],
    ["another schema version", (report) => (report.schemaVersion = 2)],
    ["a weakness that is not CWE-N", (report) => (report.findings[0].cwe = ["cwe-078"])],
    ["a column 0", (report) => (report.findings[0].region.startColumn = 0)],
    ["points in fractions", (report) => (report.score.millipoints = 1.5)],
    ["a remote without address", (report) => (report.repository.remote = "/srv/shop.git")],
    ["a suppressed finding without its reason", (report) => delete report.suppressed[0].suppression],
  ])("refuses %s", (_, spoil) => {
    const report = readGolden("typical");
    spoil(report);
    expect(validate(report)).toBe(false);
  });
});
