// Remedies of many shapes, right and wrong, of small projects in the text form of the held-out batches, as far as simulation decides.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanProject } from "../../../src/api/scan.ts";
import { verifyFix } from "../../../src/api/verify-fix.ts";
import { heldOutProjects } from "../../support/held-out-fixes.ts";

const today = "2026-01-01";
const folder = new URL("shapes/", import.meta.url);
const projects = readdirSync(folder)
  .sort()
  .flatMap((name) => heldOutProjects(readFileSync(new URL(name, folder), "utf8")));

describe.each(projects)("$name", ({ files, fixes }) => {
  const root = mkdtempSync(join(tmpdir(), "assay-shapes-"));
  beforeAll(() => {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** The finding of a rule on the line that holds the text. */
  const fingerprintOf = async (wanted: string): Promise<string | undefined> => {
    const [rule, part = ""] = wanted.split(":");
    const { report } = await scanProject({ cwd: root, paths: [], isTrusted: false, hasIgnores: true, today });
    const found = report.findings.find(({ ruleId, path, region }) => ruleId === rule && files.get(path)?.split("\n")[region.startLine - 1]?.includes(part));
    expect(found, wanted).toBeDefined();
    return found?.fingerprint;
  };

  it.each(fixes)("judges $name", async ({ isRight, rule, finding, files: replacements }) => {
    const named = finding === undefined ? undefined : await fingerprintOf(finding);
    const { verdict, reason } = await verifyFix({ cwd: root, replacements, rule, finding: named, level: "finding-gone", today });
    expect(verdict, reason).toBe(isRight ? "accepted" : "refused");
  });
});
