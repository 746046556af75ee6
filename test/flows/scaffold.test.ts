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

/** A small language of its own: `step NAME`, `when …`, `end`, and Python behind `python:`. One file is all that it needs. */
const trialLanguage = `import { EmbeddedText } from "../../syntax/embedded.ts";
import { Kind } from "../../syntax/kinds.ts";
import type { FindEmbedded, Language, Parse } from "../../syntax/language.ts";
import { Role } from "../../syntax/roles.ts";
import { TreeBuilder } from "../../syntax/tree-builder.ts";

const parse: Parse = (text) => {
  const builder = new TreeBuilder();
  const comments: { start: number; end: number }[] = [];
  builder.open(Kind.Program, Role.None, 0, text.length);
  const open: number[] = [];
  for (const line of text.matchAll(/[^\\n]+/g)) {
    const start = line.index + line[0].search(/\\S/);
    const end = line.index + line[0].length;
    const [word, name = ""] = line[0].trim().split(" ");
    if (word!.startsWith("--")) comments.push({ start, end });
    else if (word === "step") {
      open.push(builder.open(Kind.FunctionDeclaration, Role.Body, start, text.length, name));
      open.push(builder.open(Kind.Block, Role.Body, start, text.length));
    } else if (word === "end") {
      for (const node of open.splice(0).reverse()) builder.close(node, end);
    } else if (word === "when") {
      const node = builder.open(Kind.If, Role.Body, start, end);
      builder.leaf(Kind.Name, Role.Test, end - name.length, end, name);
      builder.close(node);
    }
  }
  for (const node of open.reverse()) builder.close(node);
  builder.close(0);
  return builder.finish({ language: "steps", text, comments, problems: [] });
};

const findEmbedded: FindEmbedded = (tree) =>
  [...tree.text.matchAll(/python: (.*)/g)].map((found) => {
    const start = found.index + "python: ".length;
    const out = new EmbeddedText(tree.text).copy(start, start + found[1]!.length);
    return { language: "python", ending: "", text: out.text, origin: out.origin(), isProgram: false, isEditable: true };
  });

export const language: Language = {
  id: "steps",
  title: "Steps",
  aliases: [],
  extensions: [".steps"],
  fileNames: [],
  interpreters: [],
  lineComment: "--",
  scopeRules: { opens: new Map(), binding: "explicit", isClassScopeVisibleInside: true, builtins: new Set() },
  loadEmbedded: async () => findEmbedded,
  load: async () => parse,
};
`;
const trialProgram = `-- a comment
step first
  when ready
  when open
end
python: print(x is "a")
python: print(x is "b") # assay-ignore python/is-with-literal: shown in a test
`;

afterAll(() => rmSync(copy, { recursive: true, force: true }));

// Each runs the generators and the build, every one of them bounded by itself.
describe("npm run new", { timeout: 240_000 }, () => {
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

  it("makes a language with functions, and one that holds code of another, without an edit elsewhere", () => {
    const before = changed();
    node("scripts/new.mjs", "language", "steps");
    writeFileSync(join(copy, "src/languages/steps/index.ts"), trialLanguage);
    const outside = changed().filter((path) => !before.includes(path) && !path.startsWith("src/languages/steps/"));
    expect(outside.filter((path) => !path.includes(".generated.") && !path.startsWith("docs/") && !path.startsWith("schemas/"))).toEqual([]);
    expect(node("scripts/build.mjs").status).toBe(0);
    writeFileSync(join(copy, "probe.steps"), trialProgram);
    const scan = node("dist/assay.js", "scan", "probe.steps", "--format", "json", "--no-cache");
    const report = JSON.parse(scan.text) as { findings: { ruleId: string; language: string; region: { startLine: number; startColumn: number } }[]; suppressed: unknown[] };
    expect(report.findings.map(({ ruleId, language, region }) => `${language} ${ruleId} ${region.startLine}:${region.startColumn}`)).toEqual(["python python/is-with-literal 6:15"]);
    expect(report.suppressed).toHaveLength(1);
    const metrics = node("dist/assay.js", "metrics", "probe.steps", "--format", "json");
    const [figures] = (JSON.parse(metrics.text) as { files: { language: string; lines: { code: number; comment: number }; functions: { name: string; startLine: number; endLine: number; cyclomatic: number }[] }[] }).files;
    expect(figures).toMatchObject({
      language: "steps",
      lines: { code: 6, comment: 1 },
      functions: [{ name: "first", startLine: 2, endLine: 5, cyclomatic: 3 }],
    });
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
