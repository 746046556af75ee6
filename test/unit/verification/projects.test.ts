// Fixes of small projects in the style of several frameworks: right ones are accepted, wrong ones refused.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { scanProject } from "../../../src/api/scan.ts";
import { verifyFix } from "../../../src/api/verify-fix.ts";

interface Case {
  readonly project: string;
  readonly path: string;
  readonly name: string;
  readonly old: string;
  readonly by: string;
  readonly alsoOld?: string;
  readonly alsoBy?: string;
  /** Where the file has several findings of one rule: the line of the one that is meant. */
  readonly findingLine?: number;
  readonly verdict: "accepted" | "refused";
}

// Written by hand beside this file.
const { projects, cases } = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8")) as {
  readonly projects: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly cases: readonly Case[];
};

async function fingerprintAt(root: string, path: string, line: number): Promise<string> {
  const { report } = await scanProject({ cwd: root, paths: [], isTrusted: false, hasIgnores: true, today: "2026-01-01" });
  const found = report.findings.find((finding) => finding.path === path && finding.region.startLine === line);
  expect(found, `a finding at ${path}:${line}`).toBeDefined();
  return found?.fingerprint ?? "";
}

describe.each(Object.keys(projects))("%s", (project) => {
  it.each(cases.filter((one) => one.project === project))("$verdict: $name", async ({ path, old, by, alsoOld, alsoBy, findingLine, verdict }) => {
    const files = projects[project] ?? {};
    const original = files[path] ?? "";
    expect(original).toContain(old);
    const fixed = original.replace(old, () => by).replace(alsoOld ?? "\0", () => alsoBy ?? "");
    const root = mkdtempSync(join(tmpdir(), "assay-verify-"));
    try {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
      const finding = findingLine === undefined ? undefined : await fingerprintAt(root, path, findingLine);
      const judged = await verifyFix({ cwd: root, replacements: new Map([[path, fixed]]), finding, level: "finding-gone", today: "2026-01-01" });
      expect(judged.verdict, judged.reason).toBe(verdict);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
