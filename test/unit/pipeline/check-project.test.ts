// A rule about the whole project that throws: the others still run, and the report says what is missing.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { scanProject } from "../../../src/api/scan.ts";
import { projectRules } from "../../../rules/registry.generated.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-check-project-"));
  writeFileSync(join(folder, "a.py"), "import json\n\nimport b\n\n\ndef run():\n    return b.run()\n");
  writeFileSync(join(folder, "b.py"), "import a\n\n\ndef run():\n    return a.run()\n\n\ndef _spare():\n    return 1\n");
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const scan = async (): ReturnType<typeof scanProject> => scanProject({ cwd: folder, paths: [], isTrusted: false, hasIgnores: true, today: "2026-01-01", jobs: 1 });

it("is told by a notice without a path, and leaves the report incomplete", async () => {
  const before = (await scan()).report;
  expect(before).toMatchObject({ isComplete: true, notices: [] });
  const told = new Set(before.findings.map(({ ruleId }) => ruleId));
  const broken = projectRules.find(({ meta }) => told.has(meta.id))!;
  vi.spyOn(broken, "checkProject").mockImplementation(() => {
    throw new Error("no such module");
  });
  const { report } = await scan();
  const message = `The rule ${broken.meta.id} did not finish: no such module`;
  expect(report).toMatchObject({ isComplete: false, incompleteReasons: [`${message}.`], notices: [{ level: "error", code: "rule-crashed", message }] });
  expect(report.notices[0]).not.toHaveProperty("path");
  expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(before.findings.map(({ ruleId }) => ruleId).filter((id) => id !== broken.meta.id));
  // Those of other rules about the project among them.
  expect(report.findings.some(({ ruleId }) => projectRules.some(({ meta }) => meta.id === ruleId))).toBe(true);
});
