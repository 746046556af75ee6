// The report of `assay metrics --format json` fits its published schema.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { measurePaths } from "../../../../src/api/measure.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(`${root}/schemas/metrics.schema.json`, "utf8")));

it.each([undefined, "radon", "eslint", "sonar", "escomplex"])("fits the schema (compatibility: %s)", async (compatibility) => {
  const report = await measurePaths({ cwd: root, paths: ["fixtures/languages"], compatibility, hasDuplication: true, settingsFile: false, isTrusted: true, hasIgnores: false });
  const plain: unknown = JSON.parse(JSON.stringify(report));
  expect(validate(plain) ? [] : validate.errors).toEqual([]);
  expect(report.files.length).toBeGreaterThan(5);
  expect(report.project.functions).toBeGreaterThan(10);
});

it("refuses an unknown compatibility mode", async () => {
  const request = { cwd: root, paths: ["fixtures/languages"], compatibility: "cobol", settingsFile: false as const, isTrusted: true, hasIgnores: false };
  await expect(measurePaths(request)).rejects.toThrow("There is no compatibility mode");
});
