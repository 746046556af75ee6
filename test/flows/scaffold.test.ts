// A new rule, language or reporter made by the scaffolder works without an edit outside its folder but the registries.

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../support/command-line.ts";

let copy = "";

const git = (...words: string[]): string =>
  execFileSync("git", ["-c", "user.name=Tester", "-c", "user.email=tester@example.invalid", ...words], { cwd: copy, encoding: "utf8" });
const node = (...words: string[]): { status: number | null; text: string } => {
  const result = spawnSync(process.execPath, words, { cwd: copy, encoding: "utf8", timeout: 120_000 });
  return { status: result.status, text: result.stdout + result.stderr };
};
const changed = (): string[] => git("status", "--porcelain", "--untracked-files=all").split("\n").filter((line) => line !== "").map((line) => line.slice(3)).sort();

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "assay-scaffold-"));
  for (const part of ["package.json", "package-lock.json", "src", "rules", "scripts", "schemas", "docs", "fixtures/projects/shop"]) {
    cpSync(join(projectRoot, part), join(copy, part), { recursive: true });
  }
  symlinkSync(join(projectRoot, "node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, ".gitignore"), "node_modules\ndist\ndist.*\n");
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "copy");
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("npm run new", () => {
  it("makes a rule that is built in and finds its flaw", () => {
    const made = node("scripts/new.mjs", "rule", "python/a-new-flaw");
    expect(made.text).toContain("rules/python/a-new-flaw/rule.ts");
    const outside = changed().filter((path) => !path.startsWith("rules/python/a-new-flaw/"));
    expect(outside.filter((path) => !path.includes(".generated.") && !path.startsWith("docs/") && !path.startsWith("schemas/"))).toEqual([]);
    expect(node("scripts/build.mjs").status).toBe(0);
    writeFileSync(join(copy, "probe.py"), "replace_me = 1\nother = 2\n");
    const scan = node("dist/assay.js", "scan", "probe.py", "--format", "json", "--no-cache");
    const report = JSON.parse(scan.text) as { findings: { ruleId: string; region: { startLine: number } }[] };
    expect(report.findings.map((finding) => `${finding.ruleId}:${finding.region.startLine}`)).toEqual(["python/a-new-flaw:1"]);
    expect(node("dist/assay.js", "explain", "python/a-new-flaw").text).toContain("A new flaw");
  });

  it("makes a reporter that --format knows", () => {
    node("scripts/new.mjs", "reporter", "counted");
    expect(node("scripts/build.mjs").status).toBe(0);
    expect(node("dist/assay.js", "scan", "probe.py", "--format", "counted", "--no-cache").text).toBe("1\n");
  });

  it("makes a language whose files are scanned", () => {
    node("scripts/new.mjs", "language", "tiny");
    expect(node("scripts/build.mjs").status).toBe(0);
    writeFileSync(join(copy, "probe.tiny"), "anything\n");
    const scan = node("dist/assay.js", "scan", "probe.tiny", "--format", "json", "--no-cache");
    expect((JSON.parse(scan.text) as { files: { language: string }[] }).files.map((file) => file.language)).toEqual(["tiny"]);
  });

  it.each([
    [["rule", "nolanguage"], "kebab-case"],
    [["rule", "cobol/flaw"], "cobol"],
    [["rule", "python/sql-injection"], "already there"],
    [["reporter", "Bad Name"], "kebab-case"],
    [["thing", "x"], "usage"],
  ])("refuses %j", (words, reason) => {
    const before = changed();
    const outcome = node("scripts/new.mjs", ...words);
    expect(outcome.status).toBe(2);
    expect(outcome.text).toContain(reason);
    expect(changed()).toEqual(before);
  });
});
