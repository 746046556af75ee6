// The command line as people and scripts use it: selection, suppression, settings, flags, exit codes.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type Outcome, type Sandbox, makeSandbox } from "../support/command-line.ts";

const flaw = "import os\n\n\ndef run(name):\n    os.system('ls ' + name)\n";
const clean = "def add(left, right):\n    return left + right\n";
let sandbox: Sandbox;

afterEach(() => sandbox.remove());

function rulesOf(outcome: Outcome): string[] {
  const report = JSON.parse(outcome.out) as { findings: { path: string; ruleId: string; severity: string }[] };
  return report.findings.map((finding) => `${finding.path} ${finding.ruleId} ${finding.severity}`);
}

const scanJson = (...words: string[]): string[] => rulesOf(sandbox.assay(["scan", "--format", "json", ...words]));

describe("exit codes", () => {
  it.each([
    [["scan"], 1],
    [["scan", "--exit-zero"], 0],
    [["scan", "clean.py"], 0],
    [["scan", "--fail-level", "never"], 0],
    [["scan", "--only", "quality"], 0],
    [["scan", "--severity", "error"], 1],
  ] as const)("%j ends with %i", (words, code) => {
    sandbox = makeSandbox({ "app.py": flaw, "clean.py": clean });
    expect(sandbox.assay(words).code).toBe(code);
  });

  it("counts warnings against --max-warnings", () => {
    sandbox = makeSandbox({ "app.py": "def f(items=[]):\n    items.append(1)\n    return items\n" });
    expect(sandbox.assay(["scan"]).code).toBe(0);
    expect(sandbox.assay(["scan", "--max-warnings", "0"]).code).toBe(1);
    expect(sandbox.assay(["scan", "--fail-level", "warning"]).code).toBe(1);
  });

  it.each([
    [["scan", "--nonsense"], "--nonsense"],
    [["scan", "--format", "xml"], "xml"],
    [["scan", "--jobs", "0"], "--jobs"],
    [["scan", "--jobs", "many"], "--jobs"],
    [["scan", "--only", "beauty"], "beauty"],
    [["scan", "--severity", "fatal"], "fatal"],
    [["scan", "--fail-level", "fatal"], "fatal"],
    [["scan", "--max-file-size", "-1"], "--max-file-size"],
    [["scan", "--max-file-size", "big"], "big"],
    [["scan", "--timeout", "soon"], "soon"],
    [["scan", "--max-warnings", "-2"], "--max-warnings"],
    [["scan", "--color", "red"], "red"],
    [["scan", "--config", "rules.yaml"], "rules.yaml"],
    [["scan", "--settings", "missing.yaml"], "missing.yaml"],
    [["scan", "--since", "no-such-ref"], "no-such-ref"],
    [["scan", "no/such/path"], "no/such/path"],
    [["scan", "-"], "--stdin-filename"],
    [["scan", "-", "app.py", "--stdin-filename", "x.py"], "standard input"],
    [["scan", "-", "--stdin-filename", "x.unknown"], "x.unknown"],
    [["scan", "--output", "a", "--output", "b"], "--output"],
    [["scan", "--output", ""], "--output"],
    [["scan", "--output", "-"], "--output"],
    [["scan", "--output", "json="], "--output"],
    [["scan", "--output", "xml=report.xml"], "xml"],
    [["scan", "--output", "."], "it is a folder"],
    [["scan", "--output", "missing/report.txt"], "its folder does not exist"],
    [["scan", "--output", "app.py/report.txt"], "its folder does not exist"],
    [["scan", "--output", "json=same", "--output", "sarif=./same"], "twice"],
    [["scan", "--output", "/dev/full"], "no space is left"],
    [["scan", ""], "a path is empty"],
    [["rules", "list", "--language", "cobol"], "cobol"],
    [["explain", "python/no-such-rule"], "python/no-such-rule"],
    [["frobnicate"], "frobnicate"],
  ] as const)("%j is refused with 2 and names the cause", (words, cause) => {
    sandbox = makeSandbox({ "app.py": clean });
    const outcome = sandbox.assay(words);
    expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 2, out: "" });
    expect(outcome.err).toContain(cause);
    expect(outcome.err).not.toMatch(/internal error|\n\s+at /);
  });
});

describe("selection", () => {
  it("--only, --severity and paths narrow the report", () => {
    sandbox = makeSandbox({ "app.py": `${flaw}\n\ndef f(items=[]):\n    return items\n`, "other.py": flaw });
    expect(scanJson("--only", "security", "app.py")).toEqual(["app.py python/command-injection error"]);
    expect(scanJson("--only", "quality", "app.py")).toEqual(["app.py python/mutable-default-argument warning"]);
    expect(scanJson("--severity", "error")).toEqual(["app.py python/command-injection error", "other.py python/command-injection error"]);
  });

  it("--since scans what changed, renamed and untracked files included", () => {
    sandbox = makeSandbox({ "old.py": flaw, "same.py": flaw });
    sandbox.git("init", "-q", "-b", "main");
    sandbox.git("add", ".");
    sandbox.git("commit", "-q", "-m", "first");
    sandbox.git("mv", "old.py", "renamed name.py");
    sandbox.write("new.py", flaw);
    expect(scanJson("--since", "HEAD").map((entry) => entry.replace(/ python.*/, ""))).toEqual(["new.py", "renamed name.py"]);
  });

  it("reads standard input under a name", () => {
    sandbox = makeSandbox();
    const outcome = sandbox.assay(["scan", "-", "--stdin-filename", "src/app.py", "--format", "json"], { input: flaw });
    expect(rulesOf(outcome)).toEqual(["src/app.py python/command-injection error"]);
    expect(outcome.code).toBe(1);
  });

  it.each([
    ["over the limit", `${flaw}# ${"x\n# ".repeat(600_000)}`, "too-large"],
    ["with NUL bytes", `${flaw}\0`, "binary"],
    ["marked as generated", `# @generated\n${flaw}`, "generated"],
  ])("skips standard input that is %s, as it skips such a file", (_, input, reason) => {
    sandbox = makeSandbox();
    const outcome = sandbox.assay(["scan", "-", "--stdin-filename", "app.py", "--format", "json"], { input });
    expect(JSON.parse(outcome.out)).toMatchObject({ findings: [], skipped: [{ path: "app.py", reason }] });
  });

  it("ends standard input that takes longer than --timeout", () => {
    sandbox = makeSandbox();
    const input = `${flaw}${"x = [1, 2, 3]\n".repeat(40_000)}`;
    const outcome = sandbox.assay(["scan", "-", "--stdin-filename", "app.py", "--format", "json", "--timeout", "1ms"], { input });
    expect(JSON.parse(outcome.out)).toMatchObject({ complete: false, skipped: [{ path: "app.py", reason: "timeout" }] });
  });

  it("honours .gitignore and .assayignore, also for named paths, and says so", () => {
    sandbox = makeSandbox({ "a.py": flaw, "b.py": flaw, "c.py": flaw, ".gitignore": "b.py\n", ".assayignore": "c.py\n" });
    sandbox.git("init", "-q");
    expect(scanJson()).toEqual(["a.py python/command-injection error"]);
    const named = sandbox.assay(["scan", "c.py", "--format", "json"]);
    expect(rulesOf(named)).toEqual([]);
    expect(named.err).toContain("c.py");
    expect(scanJson("--no-ignore")).toHaveLength(3);
  });
});

describe("suppression", () => {
  const suppressed = (comment: string): string => flaw.replace("+ name)", `+ name)  # ${comment}`);

  it("takes a reason", () => {
    sandbox = makeSandbox({ "app.py": suppressed("assay-ignore python/command-injection: the name is a constant of ours") });
    expect(scanJson()).toEqual([]);
  });

  it.each([
    ["assay-ignore python/command-injection", "assay/malformed-suppression"],
    ["assay-ignore python/command-injection:", "assay/malformed-suppression"],
    ["assay-ignore: because", "assay/malformed-suppression"],
    ["assay-ignore python/no-such-rule: because", "assay/malformed-suppression"],
    ["assay-ignore python/command-injection until=2001-01-01: was to be mended", "assay/expired-suppression"],
  ])("%s silences nothing", (comment, rule) => {
    sandbox = makeSandbox({ "app.py": suppressed(comment) });
    expect(scanJson()).toEqual(["app.py python/command-injection error", `app.py ${rule} warning`]);
  });

  it("reports one that is unused", () => {
    sandbox = makeSandbox({ "app.py": "x = 1  # assay-ignore python/command-injection: once it was needed\n" });
    expect(scanJson()).toEqual(["app.py assay/unused-suppression warning"]);
  });

  it("lists what was suppressed in the machine formats", () => {
    sandbox = makeSandbox({ "app.py": suppressed("assay-ignore python/command-injection: a constant") });
    const report = JSON.parse(sandbox.assay(["scan", "--format", "json"]).out) as { suppressed: { suppression: { justification: string } }[] };
    expect(report.suppressed.map((finding) => finding.suppression.justification)).toEqual(["a constant"]);
    const sarif = JSON.parse(sandbox.assay(["scan", "--format", "sarif"]).out) as { runs: { results: { suppressions?: unknown[] }[] }[] };
    expect(sarif.runs[0]?.results.map((result) => result.suppressions?.length)).toEqual([1]);
  });
});

describe("settings", () => {
  it("turn rules off, change severities, set options and speak per path", () => {
    sandbox = makeSandbox({
      "src/app.py": flaw,
      "tests/app.py": flaw,
      "lib/app.py": flaw,
      "base.yaml": "rules:\n  python/command-injection: warning\n",
      ".assay.yaml":
        "extends: ./base.yaml\nexclude: [lib/**]\noverrides:\n  - files: [tests/**]\n    rules:\n      python/command-injection: off\n",
    });
    expect(scanJson()).toEqual(["src/app.py python/command-injection warning"]);
    expect(scanJson("--no-settings")).toHaveLength(3);
  });

  it("may be a TypeScript module", () => {
    sandbox = makeSandbox({ "app.py": flaw, "assay.config.ts": 'export default { rules: { "python/command-injection": "info" } };\n' });
    expect(scanJson()).toEqual(["app.py python/command-injection info"]);
  });

  it.each(["process.exit(0)", "export default await new Promise(() => {})"])("that end the run (%s) do not look like a clean scan", (program) => {
    sandbox = makeSandbox({ "app.py": flaw, "assay.config.mjs": program });
    const outcome = sandbox.assay(["scan"]);
    expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 2, out: "" });
    expect(outcome.err).toContain("assay.config.mjs");
  });

  it("that print something leave the report on standard output alone", () => {
    sandbox = makeSandbox({ "app.py": flaw, "assay.config.ts": 'console.log("hello"); process.stdout.write("there"); export default {}' });
    const outcome = sandbox.assay(["scan", "--format", "json"]);
    expect(JSON.parse(outcome.out)).toMatchObject({ schemaVersion: 1 });
    expect(outcome.err).toContain("hello");
  });

  it("set the level that fails", () => {
    sandbox = makeSandbox({ "app.py": "def f(items=[]):\n    return items\n", ".assay.json": '{ "failLevel": "warning" }' });
    expect(sandbox.assay(["scan"]).code).toBe(1);
  });

  it("that are wrong are refused with their place and a suggestion", () => {
    sandbox = makeSandbox({ "app.py": flaw, ".assay.yaml": "rules:\n  python/comand-injection: off\n" });
    const outcome = sandbox.assay(["scan"]);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain(".assay.yaml:2");
    expect(outcome.err).toContain("python/command-injection");
  });
});

describe("outputs", () => {
  it("writes several formats in one run and nothing into the project unasked", () => {
    sandbox = makeSandbox({ "app.py": flaw });
    const before = readdirSync(sandbox.folder);
    sandbox.assay(["scan"]);
    expect(readdirSync(sandbox.folder)).toEqual(before);
    const outcome = sandbox.assay(["scan", "--output", "sarif=out.sarif", "--output", "json=out.json"]);
    expect(outcome.out).toContain("python/command-injection");
    expect(JSON.parse(readFileSync(sandbox.path("out.sarif"), "utf8"))).toMatchObject({ version: "2.1.0" });
    expect(JSON.parse(readFileSync(sandbox.path("out.json"), "utf8"))).toMatchObject({ schemaVersion: 1 });
  });

  it("--format with --output writes the file and keeps standard output silent", () => {
    sandbox = makeSandbox({ "app.py": flaw });
    const outcome = sandbox.assay(["scan", "--only", "security", "--format", "sarif", "--output", "out.sarif"]);
    expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 1, out: "" });
    expect(existsSync(sandbox.path("out.sarif"))).toBe(true);
  });

  it("is the same bytes for any number of jobs and with a warm cache", () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`m${index}.py`, `${flaw}\n${"# filler\n".repeat(1000)}X = ${index}\n`]));
    sandbox = makeSandbox(files);
    const texts = ["1", "2", "4"].map((jobs) => sandbox.assay(["scan", "--format", "sarif", "--no-cache", "--jobs", jobs]).out);
    const cold = sandbox.assay(["scan", "--format", "sarif"]).out;
    const warm = sandbox.assay(["scan", "--format", "sarif"]).out;
    expect(new Set([...texts, cold, warm]).size).toBe(1);
    expect(texts[0]).toContain("python/command-injection");
  });
});

describe("other commands", () => {
  it("explain works offline for every rule", () => {
    sandbox = makeSandbox();
    const listed = JSON.parse(sandbox.assay(["rules", "list", "--format", "json"]).out) as { rules: { id: string; title: string }[] };
    expect(listed.rules.length).toBeGreaterThan(20);
    const outcome = sandbox.assay(["explain", "python/command-injection"]);
    expect(outcome.code).toBe(0);
    expect(outcome.out).toContain("CWE-78");
  });

  it("init shows the file, writes only with --yes and never overwrites", () => {
    sandbox = makeSandbox();
    expect(sandbox.assay(["init"]).out).toContain("+failLevel: error");
    expect(readdirSync(sandbox.folder)).toEqual([]);
    expect(sandbox.assay(["init", "--yes"]).code).toBe(0);
    expect(sandbox.assay(["scan"]).code).toBe(0);
    expect(sandbox.assay(["init", "--yes"]).err).toContain("the settings are there");
  });

  it.each(["bash", "zsh", "fish"])("completion %s names commands and flags", (shell) => {
    sandbox = makeSandbox();
    const { out } = sandbox.assay(["completion", shell]);
    expect(out).toContain("scan");
    expect(out).toContain("fail-level");
  });

  it("doctor finds every parser working", () => {
    sandbox = makeSandbox();
    const report = JSON.parse(sandbox.assay(["doctor", "--format", "json"]).out) as { checks: { id: string; status: string }[] };
    const parsers = report.checks.filter((check) => check.id.startsWith("parser-"));
    expect(parsers.map((check) => check.status)).toEqual(parsers.map(() => "works"));
    expect(parsers.length).toBeGreaterThanOrEqual(3);
  });

  it("--version prints the version alone", () => {
    sandbox = makeSandbox();
    expect(sandbox.assay(["--version"]).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("rule files in Semgrep's syntax", () => {
  const rules = [
    "rules:",
    "  - id: no-print",
    "    languages: [python]",
    "    severity: WARNING",
    "    message: prints $X",
    "    metadata: { cwe: 'CWE-532: Insertion of sensitive information into a log file', confidence: HIGH }",
    "    pattern: print($X)",
    "    fix: log($X)",
    "",
  ].join("\n");

  it("run alone with --config, and beside ours with --with-builtin", () => {
    sandbox = makeSandbox({ "app.py": `${flaw}print(1)\nprint(2)  # nosemgrep\n`, "rules/print.yaml": rules });
    expect(scanJson("--config", "rules", "app.py")).toEqual(["app.py no-print warning"]);
    expect(scanJson("--config", "rules", "--only", "security", "app.py")).toEqual(["app.py no-print warning"]);
    expect(scanJson("--config", "rules/print.yaml", "--with-builtin", "app.py")).toEqual(["app.py python/command-injection error", "app.py no-print warning"]);
    const sarif = JSON.parse(sandbox.assay(["scan", "app.py", "--config", "rules", "--format", "sarif"]).out) as {
      runs: { tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } }; results: { message: { text: string }; fixes?: unknown[] }[] }[];
    };
    expect(sarif.runs[0]?.tool.driver.rules.map((rule) => [rule.id, rule.properties.tags.includes("external/cwe/cwe-532")])).toEqual([["no-print", true]]);
    expect(sarif.runs[0]?.results.map((result) => [result.message.text, result.fixes?.length])).toEqual([["prints 1.", 1]]);
  });

  it("make a notice, not a finding, of code that cannot be parsed", () => {
    sandbox = makeSandbox({ "app.py": "def broken(:\n    pass\nprint(1)\n", "rules.yaml": rules });
    const outcome = sandbox.assay(["scan", "app.py", "--config", "rules.yaml", "--format", "json"]);
    expect(rulesOf(outcome)).toEqual(["app.py no-print warning"]);
    expect((JSON.parse(outcome.out) as { complete: boolean }).complete).toBe(false);
  });

  it("are validated with file, line and column", () => {
    sandbox = makeSandbox({ "good.yaml": rules, "bad.yaml": "rules:\n  - id: x\n    languages: [python]\n    severity: LOUD\n    message: m\n    pattern: f(\n" });
    expect(sandbox.assay(["rules", "validate", "good.yaml"])).toMatchObject({ code: 0, out: "1 rules in 1 files: all load.\n" });
    const outcome = sandbox.assay(["rules", "validate", "bad.yaml"]);
    expect(outcome.code).toBe(1);
    expect(outcome.out).toMatch(/^bad\.yaml:\d+:\d+: /);
  });

  it("are checked in batches, where a failing case does not end the run", () => {
    sandbox = makeSandbox({ "r.yaml": rules, "broken.yaml": "rules: 5\n", "t.txt": "é = '😀'; print(é)\n" });
    const cases = [
      { id: "a", config: "r.yaml", target: "t.txt", language: "python" },
      { id: "b", config: "broken.yaml", target: "t.txt", language: "python" },
      { id: "c", config: "r.yaml", target: "missing.py", language: "python" },
    ];
    sandbox.write("cases.jsonl", `${cases.map((one) => JSON.stringify(one)).join("\n")}\nnot json\n`);
    expect(sandbox.assay(["rules", "check", "--cases", "cases.jsonl", "--output", "out.jsonl"]).code).toBe(0);
    const answers = readFileSync(sandbox.path("out.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line) as { id: string; findings: unknown[]; fixes?: unknown[]; messages?: unknown[]; error?: string });
    expect(answers[0]).toEqual({ id: "a", findings: [["no-print", 1, 11, 1, 19]], fixes: [["no-print", 1, 11, "log(é)"]], messages: [["no-print", 1, 11, "prints é"]] });
    expect(answers.slice(1).map((answer) => [answer.id, answer.findings, typeof answer.error])).toEqual([
      ["b", [], "string"],
      ["c", [], "string"],
      ["line 4", [], "string"],
    ]);
  });
});
