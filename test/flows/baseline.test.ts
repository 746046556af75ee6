// Baselines in real repositories: what is known is passed over, a baseline shrinks by itself and grows only when told to.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Outcome, type Sandbox, makeSandbox } from "../support/command-line.ts";

/** Switches on what nobody needs unless it is asked for. */
const unusedFiles = "rules:\n  python/unused-file: info\n";
const first = 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n';
const second = "import hashlib\n\n\ndef digest(password):\n    return hashlib.md5(password).hexdigest()\n";
const clean = "def add(a, b):\n    return a + b\n";
const file = ".assay-baseline.json";

let box: Sandbox;
beforeEach(() => {
  box = makeSandbox();
  box.git("init", "-q", "-b", "main");
});
afterEach(() => box.remove());

function commit(): void {
  box.git("add", "-A");
  box.git("commit", "-q", "-m", "x");
}

const found = ({ out }: Outcome): string[] => (JSON.parse(out) as { findings: { path: string; ruleId: string; region: { startLine: number } }[] }).findings.map(({ path, ruleId, region }) => `${path}:${region.startLine} ${ruleId}`);
const scan = (words: readonly string[] = [], environment: Record<string, string> = {}): Outcome => box.assay(["scan", "--only", "security", "--format", "json", ...words], { environment });
const baseline = (): string => readFileSync(box.path(file), "utf8");
const entries = (): number => (JSON.parse(baseline()) as { findings: unknown[] }).findings.length;

describe("assay baseline", () => {
  it("writes the same bytes for the same findings, one line each", () => {
    box.write("b.py", second);
    box.write("a.py", first);
    expect(box.assay(["baseline"])).toMatchObject({ code: 0, err: expect.stringContaining(`${file} now holds`) });
    const text = baseline();
    expect(text.split("\n").filter((line) => line.startsWith('{"path":'))).toHaveLength(entries());
    expect(box.assay(["baseline"])).toMatchObject({ code: 0, err: expect.stringContaining("still holds") });
    expect(baseline()).toBe(text);
  });

  it("is no use of what it names", () => {
    box.write(".assay.yaml", unusedFiles);
    box.write("pkg/__init__.py", "");
    box.write("pkg/lonely.py", "def lonely():\n    return 1\n");
    box.write("pkg/main.py", "import pkg\n\nprint(pkg)\n");
    box.assay(["baseline"]);
    expect(entries()).toBeGreaterThan(0);
    expect(box.assay(["baseline", "--check"])).toMatchObject({ code: 0 });
  });

  it("takes nothing new in unless it is told to", () => {
    box.write("a.py", first);
    box.assay(["baseline"]);
    const text = baseline();
    box.write("b.py", second);
    expect(box.assay(["baseline"])).toMatchObject({ code: 0, err: expect.stringMatching(/not taken in[^]*b\.py:\d+ python\/weak-hash/) });
    expect(baseline()).toBe(text);
    expect(box.assay(["baseline", "--accept"]).err).toMatch(/taken in:[^]*b\.py:\d+ python\/weak-hash/);
    expect(entries()).toBeGreaterThan(text.split("\n").filter((line) => line.startsWith('{"path":')).length);
  });

  it("drops what is gone, and with --check only says so", () => {
    box.write("a.py", first);
    box.write("b.py", second);
    box.assay(["baseline"]);
    const before = baseline();
    box.write("b.py", clean);
    expect(box.assay(["baseline", "--check"])).toMatchObject({ code: 1, err: expect.stringContaining("gone") });
    expect(baseline()).toBe(before);
    box.assay(["baseline"]);
    expect(baseline()).not.toContain("weak-hash");
    expect(baseline()).toContain("command-injection");
  });

  it("keeps the entries of a file that cannot be parsed for now", () => {
    box.write("a.py", first);
    box.assay(["baseline"]);
    box.write("a.py", "def run(:\n");
    box.assay(["baseline"]);
    expect(baseline()).toContain("command-injection");
  });

  it.each([
    ["{", "not JSON"],
    ["<<<<<<< ours\n", "merge conflict"],
    ['{"assayBaseline": 2}', "no baseline of format 1"],
    ['{"assayBaseline": 1, "codeLines": 1, "findings": [{"path": "a"}]}', "finding 1 is not complete"],
  ])("refuses a file that holds %j", (text, reason) => {
    box.write(file, text);
    expect(box.assay(["scan", "--baseline", file])).toMatchObject({ code: 2, err: expect.stringContaining(reason) });
  });

  it("refuses a file that is not there", () => {
    expect(box.assay(["scan", "--baseline", "none.json"])).toMatchObject({ code: 2, err: expect.stringContaining("There is no baseline") });
  });
});

describe("scan --baseline", () => {
  beforeEach(() => {
    box.write("a.py", first);
    box.write("b.py", second);
    box.assay(["baseline"]);
  });

  it("reports and fails for new findings only, and names the settings' file so too", () => {
    expect(scan(["--baseline", file])).toMatchObject({ code: 0 });
    box.write("c.py", first);
    const named = scan(["--baseline", file]);
    expect([named.code, found(named)]).toEqual([1, ["c.py:5 python/command-injection"]]);
    expect(found(scan())).toHaveLength(3);
    box.write(".assay.yaml", `baseline: ${file}\n`);
    expect(found(scan())).toEqual(["c.py:5 python/command-injection"]);
    expect(found(scan(["--no-baseline"]))).toHaveLength(3);
  });

  it("knows a finding that moved, was reindented, or whose file was renamed", () => {
    execFileSync("mv", [box.path("a.py"), box.path("renamed.py")]);
    box.write("b.py", `${clean}\n\nif True:\n${second.replaceAll(/^(?=.)/gm, "    ")}`);
    expect(found(scan(["--baseline", file]))).toEqual([]);
  });

  it("lets one known finding answer for one of now: a copy is new", () => {
    box.write("copy.py", first);
    expect(found(scan(["--baseline", file]))).toEqual(["copy.py:5 python/command-injection"]);
  });

  it("knows a finding in a renamed function, tells it under the new name, and not one of a function that does something else", () => {
    const called = (name: string, rest = ""): string => `${first.replace("run(name):", `${name}(name):${rest}`)}\n\n${name}("x")\n`;
    const whole = (): Outcome => box.assay(["scan", "--baseline", file, "--format", "json"]);
    box.write("a.py", called("launch"));
    const outcome = whole();
    expect([found(outcome), outcome.err]).toEqual([[], expect.stringContaining("in a function that was renamed")]);
    // The rest may change now: the baseline tells the finding under the new name.
    box.write("a.py", called("launch", "\n    print(name)"));
    expect(found(whole())).toEqual([]);
    box.write("a.py", called("start", "\n    print('start')"));
    expect(found(scan(["--baseline", file]))).toEqual(["a.py:6 python/command-injection"]);
  });

  it("drops what is gone, but not in CI, and not when only a part was looked at", () => {
    const before = baseline();
    box.write("b.py", clean);
    box.assay(["scan", "--baseline", file, "a.py"]);
    scan(["--baseline", file]);
    expect(baseline()).toBe(before);
    expect(box.assay(["scan", "--baseline", file], { environment: { CI: "true" } }).err).toContain("`assay baseline` drops them");
    expect(baseline()).toBe(before);
    expect(box.assay(["scan", "--baseline", file]).err).toContain("dropped from it");
    expect(baseline()).not.toContain("weak-hash");
    box.write("b.py", second);
    expect(found(scan(["--baseline", file]))).toEqual(["b.py:5 python/weak-hash"]);
  });

  it("says in SARIF what is new, and in text what is known", () => {
    box.write("c.py", first);
    const { runs } = JSON.parse(box.assay(["scan", "--only", "security", "--format", "sarif", "--baseline", file]).out) as { runs: { results: { baselineState: string }[] }[] };
    expect(runs[0]!.results.map(({ baselineState }) => baselineState).sort()).toEqual(["new", "unchanged", "unchanged"]);
    expect(box.assay(["scan", "--only", "security", "--baseline", file]).out).toContain(`1 new finding: 1 error. 2 known in ${file}`);
  });
});

describe("scan --baseline-commit", () => {
  beforeEach(() => {
    box.write("a.py", first);
    box.write("pkg/__init__.py", "");
    box.write("pkg/used.py", "def helper():\n    return 1\n");
    box.write("pkg/main.py", "from pkg.used import helper\n\nprint(helper())\n");
    commit();
    box.git("switch", "-q", "-c", "topic");
  });

  it("takes what is ignored for no part of the earlier commit either", () => {
    box.write("old/z.py", second);
    box.write(".assayignore", "old/\n");
    commit();
    box.git("branch", "-f", "main");
    box.git("rm", "-q", "-r", "old");
    const { goneCount } = (JSON.parse(scan(["--baseline-commit", "main"]).out) as { baseline: { goneCount: number } }).baseline;
    expect(goneCount).toBe(0);
    // The same flaw in a file that is looked at is new, though an ignored one had it.
    box.write("b.py", second);
    expect(found(scan(["--baseline-commit", "main"]))).toEqual(["b.py:5 python/weak-hash"]);
  });

  it("compares with the merge base, also where main went on", () => {
    box.write("b.py", second);
    commit();
    box.git("switch", "-q", "main");
    box.write("c.py", first);
    commit();
    box.git("switch", "-q", "topic");
    expect(found(scan(["--baseline-commit", "main"]))).toEqual(["b.py:5 python/weak-hash"]);
  });

  it("knows what moved between files, and sees what is not committed", () => {
    box.git("mv", "a.py", "moved.py");
    box.write("b.py", second);
    expect(found(scan(["--baseline-commit", "main"]))).toEqual(["b.py:5 python/weak-hash"]);
  });

  it("knows a renamed function and class, in the project's own languages and embedded, but not a copy", () => {
    const method = "class Store {\n  find(request, db) {\n    return db.query(`select * from t where a = '${request.query.a}'`);\n  }\n}\nmodule.exports = { Store };\n";
    const page = "<script>\nfunction show() {\n  document.body.innerHTML = location.hash;\n}\nshow();\n</script>\n";
    box.write("store.js", method);
    box.write("page.html", page);
    commit();
    box.git("branch", "-f", "main");
    expect(found(scan(["--no-baseline"])).length).toBeGreaterThan(2);
    box.write("a.py", first.replaceAll("run", "launch"));
    box.write("store.js", method.replaceAll("Store", "Shelf"));
    box.write("page.html", page.replaceAll("show", "display"));
    expect(found(scan(["--baseline-commit", "main"]))).toEqual([]);
    // Documented and given types while it moved into a class.
    box.write("a.py", 'import os\n\n\nclass Shell:\n    def start(name: str) -> None:\n        """Lists."""\n        os.system("ls " + name)\n');
    expect(found(scan(["--baseline-commit", "main"]))).toEqual([]);
    box.write("a.py", `${first}\n\ndef launch(name):\n    os.system("ls " + name)\n`);
    expect(found(scan(["--baseline-commit", "main"]))).toEqual(["a.py:9 python/command-injection"]);
  });

  it("finds a new source of an old sink new", () => {
    const flow = (source: string): string => `import os\nimport sys\nfrom flask import request\n\n\ndef run():\n    name = ${source}\n    os.system("ls " + name)\n`;
    box.write("flow.py", flow("sys.argv[1]"));
    commit();
    box.write("flow.py", `# moved\n${flow("sys.argv[1]")}`);
    expect(found(scan(["--baseline-commit", "topic"]))).toEqual([]);
    box.write("flow.py", flow('request.args["name"]'));
    expect(found(scan(["--baseline-commit", "topic"]))).toEqual(["flow.py:8 python/command-injection"]);
  });

  it("tells what a change makes dead elsewhere", () => {
    box.write(".assay.yaml", unusedFiles);
    box.write("pkg/main.py", "print(1)\n");
    const outcome = box.assay(["scan", "--format", "json", "--baseline-commit", "main"]);
    expect(found(outcome).filter((line) => line.startsWith("pkg/used.py"))).not.toEqual([]);
    box.git("checkout", "-q", "--", "pkg/main.py");
    expect(found(box.assay(["scan", "--format", "json", "--baseline-commit", "main"]))).toEqual([]);
  });

  it("gives the same with a warm cache, and leaves the cache right for the next scan", () => {
    box.write("a.py", `${first}\n\n${clean}`);
    box.write("b.py", second);
    const cold = box.assay(["scan", "--format", "json", "--baseline-commit", "main", "--no-cache"]).out;
    for (let turn = 0; turn < 2; turn++) expect(box.assay(["scan", "--format", "json", "--baseline-commit", "main"]).out).toBe(cold);
    expect(box.assay(["scan", "--format", "json"]).out).toBe(box.assay(["scan", "--format", "json", "--no-cache"]).out);
  });

  it("finds the commit by itself", () => {
    const auto = (environment: Record<string, string> = {}): string[] => found(scan(["--baseline-commit", "auto"], environment));
    box.write("b.py", second);
    expect(auto()).toEqual(["b.py:5 python/weak-hash"]);
    commit();
    expect(auto()).toEqual(["b.py:5 python/weak-hash"]);
    box.git("switch", "-q", "main");
    expect(auto()).toEqual(["a.py:5 python/command-injection"]);
    box.write("c.py", second);
    expect(auto()).toEqual(["c.py:5 python/weak-hash"]);
    box.git("update-ref", "refs/remotes/origin/release", "topic");
    expect(auto({ GITHUB_BASE_REF: "release" })).toEqual(["c.py:5 python/weak-hash"]);
    expect(scan(["--baseline-commit", "auto"], { GITHUB_BASE_REF: "gone" })).toMatchObject({ code: 2, err: expect.stringContaining("origin/gone") });
  });

  it("explains a shallow clone, and a revision that is not there", () => {
    commit2();
    const clone = join(box.folder, "..", "clone");
    execFileSync("git", ["clone", "-q", "--depth", "1", "--branch", "topic", `file://${box.folder}`, clone]);
    expect(existsSync(join(clone, ".git", "shallow"))).toBe(true);
    expect(box.assay(["scan", "--baseline-commit", "origin/main"], { cwd: clone })).toMatchObject({ code: 2, err: expect.stringContaining("fetch-depth: 0") });
    expect(box.assay(["scan", "--baseline-commit", "nowhere"])).toMatchObject({ code: 2, err: expect.stringContaining('no commit "nowhere"') });
  });

  function commit2(): void {
    box.write("b.py", second);
    commit();
  }
});

describe("check with a baseline", () => {
  it("compares with the file, or with the commit, instead of the head", () => {
    box.write("a.py", first);
    commit();
    box.assay(["baseline"]);
    box.git("switch", "-q", "-c", "topic");
    box.write("b.py", second);
    commit();
    box.write("b.py", `${second}\n\n${clean}`);
    box.write("a.py", `${first}\n\n${clean}`);
    box.git("add", "-A");
    const check = (...words: string[]): string[] => found(box.assay(["check", "--only", "security", "--format", "json", ...words]));
    expect(check()).toEqual([]);
    expect(check("--baseline-commit", "main")).toEqual(["b.py:5 python/weak-hash"]);
    expect(check("--baseline", file)).toEqual(["b.py:5 python/weak-hash"]);
  });

  it("knows what a staged rename brings along, and says nothing of a project that it does not see", () => {
    box.write("old.py", first);
    box.write("lib.py", "def helper():\n    return 1\n");
    commit();
    box.git("mv", "old.py", "new.py");
    box.write("new.py", `${clean}\n\n${first}`);
    box.write("lib.py", "def helper():\n    return 2\n");
    box.git("add", "-A");
    expect(found(box.assay(["check", "--format", "json"]))).toEqual([]);
  });
});
