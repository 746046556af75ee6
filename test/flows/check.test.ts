// `assay check` in real repositories: what the index brings is told, what the work tree or the head holds is not.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const command = fileURLToPath(new URL("../../dist/assay.js", import.meta.url));
const flaw = 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n';
const clean = "def add(a, b):\n    return a + b\n";
let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "assay-check-")));
  git("init", "-q", "-b", "main");
});
afterEach(() => rmSync(root, { recursive: true }));

function git(...words: string[]): string {
  return execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...words], { cwd: root, encoding: "utf8" });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commit(): void {
  git("add", "-A");
  git("commit", "-q", "-m", "x", "--no-verify");
}

interface Checked {
  readonly code: number | null;
  readonly found: readonly string[];
  readonly errors: string;
}

function check(words: readonly string[] = [], environment: Record<string, string> = {}): Checked {
  const outcome = spawnSync(process.execPath, [command, "check", "--staged", "--only", "security", "--format", "json", ...words], { cwd: root, encoding: "utf8", env: { ...process.env, XDG_CACHE_HOME: join(root, ".git", "cache"), ...environment } });
  const { findings } = outcome.stdout === "" ? { findings: [] } : (JSON.parse(outcome.stdout) as { findings: { path: string; ruleId: string; region: { startLine: number } }[] });
  return { code: outcome.status, found: findings.map(({ path, ruleId, region }) => `${path}:${region.startLine} ${ruleId}`), errors: outcome.stderr };
}

describe("assay check", () => {
  it("tells what the first commit brings", () => {
    write("app.py", flaw);
    git("add", "-A");
    expect(check()).toMatchObject({ code: 1, found: ["app.py:5 python/command-injection"] });
  });

  it("passes over what was there before, also when it moves or its file is renamed", () => {
    write("app.py", flaw);
    commit();
    write("app.py", `# moved\n\n${flaw}\n${clean}`);
    git("add", "-A");
    expect(check()).toMatchObject({ code: 0, found: [], errors: expect.stringContaining("1 finding was there before") });
    expect(check(["--all"])).toMatchObject({ code: 1, found: ["app.py:7 python/command-injection"] });
  });

  it("reads the index and not the work tree", () => {
    write("app.py", clean);
    commit();
    write("app.py", flaw);
    git("add", "-A");
    write("app.py", clean);
    expect(check().found).toEqual(["app.py:5 python/command-injection"]);
    git("add", "-A");
    write("app.py", flaw);
    expect(check()).toMatchObject({ code: 0, found: [], errors: expect.stringContaining("nothing is staged") });
  });

  it("copes with deleted, binary and large files and with names that are no words", () => {
    write("gone.py", clean);
    commit();
    git("rm", "-q", "gone.py");
    write("with space/ünïcode\nline.py", flaw);
    write("picture.py", "\0\u0001binary");
    write("large.py", `x = "${"a".repeat(2_000_000)}"\n`);
    git("add", "-A");
    expect(check()).toMatchObject({ code: 1, found: ["with space/ünïcode\nline.py:5 python/command-injection"] });
  });

  it("holds to the files that are named, and takes them as they are where nothing is staged", () => {
    write("a.py", flaw);
    write("b.py", flaw);
    git("add", "-A");
    expect(check(["b.py"]).found).toEqual(["b.py:5 python/command-injection"]);
    commit();
    expect(check(["a.py"])).toMatchObject({ code: 1, found: ["a.py:5 python/command-injection"] });
  });

  it("compares the two ends of a range that pre-commit names", () => {
    write("a.py", flaw);
    commit();
    const from = git("rev-parse", "HEAD").trim();
    write("b.py", flaw);
    commit();
    const environment = { PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: "HEAD" };
    expect(check([], environment)).toMatchObject({ code: 1, found: ["b.py:5 python/command-injection"] });
    expect(check([], { PRE_COMMIT_FROM_REF: "nowhere", PRE_COMMIT_TO_REF: "HEAD" })).toMatchObject({ code: 2, errors: expect.stringContaining("nowhere") });
  });

  it.each([
    [".assay.yaml", "overrides:\n  - files: [lib/**]\n    rules:\n      python/command-injection: off\n"],
    ["assay.config.mjs", "export default { overrides: [{ files: ['lib/**'], rules: { 'python/command-injection': 'off' } }] };\n"],
  ])("follows the project's settings in %s, path by path", (name, text) => {
    write(name, text);
    write("app.py", flaw);
    write("lib/app.py", flaw);
    git("add", "app.py", "lib/app.py");
    expect(check().found).toEqual(["app.py:5 python/command-injection"]);
  });

  it("works in a submodule's own index and leaves it out of the outer one", () => {
    write("inner/x.py", clean);
    execFileSync("git", ["init", "-q"], { cwd: join(root, "inner") });
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", "x"], { cwd: join(root, "inner") });
    write("app.py", flaw);
    git("-c", "advice.addEmbeddedRepo=false", "add", "-A");
    expect(check().found).toEqual(["app.py:5 python/command-injection"]);
  });

  it("passes over what the branch that is merged brings, and not what the merge itself adds", () => {
    write("a.py", clean);
    commit();
    git("switch", "-q", "-c", "side");
    write("a.py", `${clean}\n\nSIDE = 1\n`);
    write("theirs.py", flaw);
    commit();
    git("switch", "-q", "main");
    write("a.py", `${clean}\n\nMAIN = 1\n`);
    commit();
    spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "merge", "-q", "side"], { cwd: root });
    write("a.py", clean);
    git("add", "-A");
    expect(check()).toMatchObject({ code: 0, found: [] });
    write("a.py", flaw);
    git("add", "-A");
    expect(check()).toMatchObject({ code: 1, found: ["a.py:5 python/command-injection"] });
  });

  it("passes over code that moves from one changed file to another, or out of one that goes", () => {
    write("a.py", `${clean}\n\n${flaw}`);
    write("b.py", clean);
    write("gone.py", `${flaw}\n\nrun("x")\n`);
    commit();
    write("a.py", clean);
    write("b.py", `${clean}\n\n${flaw}`);
    git("rm", "-q", "gone.py");
    write("new.py", `${clean}\n\n${flaw}\n\nrun("x")\n`);
    git("add", "-A");
    expect(check()).toMatchObject({ code: 0, found: [] });
    write("b.py", `${clean}\n\n${flaw}\n\n${flaw.replace("run", "again")}`);
    git("add", "-A");
    expect(check().found).toHaveLength(1);
  });

  it("leaves out what the project's ignore file names, and nothing that git tracks for all that it ignores", () => {
    write(".assayignore", "vendor/\n");
    write(".gitignore", "local/\n");
    write("vendor/a.py", flaw);
    write("local/b.py", flaw);
    git("add", ".gitignore", "vendor");
    git("add", "-f", "local");
    expect(check().found).toEqual(["local/b.py:5 python/command-injection"]);
  });

  it("says the same, byte for byte, whether the cache knows one side, both or none", () => {
    write("a.py", `${flaw}\n\n${clean}`);
    write("b.js", "export const run = (code) => eval(code);\n");
    commit();
    write("a.py", `${flaw}\n\n${flaw.replace("run", "again")}`);
    write("b.js", "export const run = (code, more) => eval(code + more);\n");
    git("add", "-A");
    const run = (): string => spawnSync(process.execPath, [command, "check", "--staged", "--format", "json"], { cwd: root, encoding: "utf8", env: { ...process.env, XDG_CACHE_HOME: join(root, ".git", "cache") } }).stdout;
    const cold = run();
    expect(cold).toContain("python/command-injection");
    expect(run()).toBe(cold);
    rmSync(join(root, ".git", "cache"), { recursive: true });
    spawnSync(process.execPath, [command, "scan", "-q"], { cwd: root, env: { ...process.env, XDG_CACHE_HOME: join(root, ".git", "cache") } });
    expect(run()).toBe(cold);
  });

  it("takes names as they are given from a folder below the root", () => {
    write("lib/a.py", flaw);
    write("b.py", flaw);
    git("add", "-A");
    const outcome = spawnSync(process.execPath, [command, "check", "--only", "security", "--format", "json", "./a.py", "../b.py"], { cwd: join(root, "lib"), encoding: "utf8", env: { ...process.env, XDG_CACHE_HOME: join(root, ".git", "cache") } });
    const { findings } = JSON.parse(outcome.stdout) as { findings: { path: string }[] };
    expect(findings.map(({ path }) => path)).toEqual(["b.py", "lib/a.py"]);
  });

  it("says that it needs git", () => {
    rmSync(join(root, ".git"), { recursive: true });
    expect(check()).toMatchObject({ code: 2, errors: expect.stringContaining("no git repository") });
  });
});
