// The tools around rule files, as a rule's author uses them.

import { chmodSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

let sandbox: Sandbox;

afterEach(() => sandbox.remove());

const twoRules = [
  "rules:",
  "  - id: a",
  "    languages: [python]",
  "    severity: WARNING",
  "    message: m",
  "    pattern: foo(...)",
  "    fix: bar()",
  "  - id: b",
  "    languages: [python]",
  "    severity: WARNING",
  "    message: m",
  "    pattern: foo(1)",
  "",
].join("\n");

describe("assay rules test", () => {
  const agreeing = "# ruleid: a, b\nfoo(1)\n# ruleid: a\n# ok: b\nfoo(2)\n# ok: a\nbaz()\n";

  it("is content with a target, a .test. variant and a fixed file that agree", () => {
    sandbox = makeSandbox({ "d/r.yaml": twoRules, "d/r.py": agreeing, "d/r.test.py": agreeing, "d/r.fixed.py": agreeing.replace(/foo\(\d\)/g, "bar()") });
    expect(sandbox.assay(["rules", "test", "d"])).toEqual({ code: 0, out: "10 expectations held and 0 failed in 2 files; 2 fixed files came out alike.\n", err: "" });
  });

  it("names every expectation that fails, with file, line and rule", () => {
    sandbox = makeSandbox({
      "r.yaml": twoRules,
      "r.py": "# ruleid: a\nbaz()\n# ok: a\nfoo(2)\nfoo(1)\n# ruleid: c\nbaz()\n# todoruleid: a\nbaz()\n# todook: a\nfoo(3)\n# todoruleid: a\nfoo(4)\n",
      "r.fixed.py": "# ruleid: a\nbaz()\n",
    });
    const outcome = sandbox.assay(["rules", "test", "r.yaml"]);
    expect(outcome.code).toBe(1);
    expect(outcome.out.split("\n")).toEqual([
      'r.fixed.py:3: the fixes give "# ok: a", the file has ""',
      "r.py:2: missing: `a` is announced here and found nothing",
      "r.py:4: unexpected: `a` found something that no comment announces",
      "r.py:5: unexpected: `a` found something that no comment announces",
      "r.py:5: unexpected: `b` found something that no comment announces",
      "r.py:6: unknown rule: no rule file of this target has a rule `c`",
      "note: r.py:12: `a` finds this now: write `ruleid`",
      "0 expectations held and 6 failed in 1 file.",
      "",
    ]);
  });

  it("ends with 2 for rules that do not load and where there is nothing to test", () => {
    sandbox = makeSandbox({ "r.yaml": twoRules.replace("foo(1)", "foo("), "r.py": "# ruleid: a\nfoo(1)\n", "lonely/x.yaml": twoRules });
    const broken = sandbox.assay(["rules", "test", "r.yaml"]);
    expect(broken.code).toBe(2);
    expect(broken.out).toMatch(/^r\.yaml:12:\d+: does not load: /);
    const lonely = sandbox.assay(["rules", "test", "lonely"]);
    expect({ code: lonely.code, out: lonely.out }).toEqual({ code: 2, out: "" });
    expect(lonely.err).toContain("lonely/x.yaml");
    expect(sandbox.assay(["rules", "test", "missing"]).err).toContain("missing");
  });

  it("tries our rule folders: bad examples mark findings, good and fixed ones are silent", () => {
    const rule = twoRules.replace("message: m", "message: calls foo");
    sandbox = makeSandbox({ "python/f/rule.yaml": rule, "python/f/bad.py": "foo(2)  # expect: calls foo\n", "python/f/good.py": "bar()\n", "python/f/fixed.py": "bar()\n" });
    expect(sandbox.assay(["rules", "test", "."])).toMatchObject({ code: 0, out: "3 expectations held and 0 failed in 3 files.\n" });
    sandbox.write("python/f/good.py", "bar()\nfoo(3)\n");
    sandbox.write("python/f/bad.py", "bar()  # expect: calls foo\n");
    const outcome = sandbox.assay(["rules", "test", "."]);
    expect(outcome.code).toBe(1);
    expect(outcome.out).toContain('python/f/bad.py:1: missing: no finding here says "calls foo"');
    expect(outcome.out).toContain('python/f/good.py:2: unexpected: `a` says "calls foo"');
  });
});

describe("assay rules why", () => {
  const search = [
    "rules:",
    "  - id: s",
    "    languages: [python]",
    "    severity: WARNING",
    "    message: m",
    "    patterns:",
    "      - pattern-inside: |",
    "          def $F(...):",
    "            ...",
    "      - pattern: run($X)",
    "      - pattern-not: run('safe')",
    "      - metavariable-regex: { metavariable: $X, regex: u.* }",
    "  - id: t",
    "    languages: [python]",
    "    severity: WARNING",
    "    message: m",
    "    mode: taint",
    "    pattern-sources: [{ pattern: read() }]",
    "    pattern-sanitizers: [{ pattern: clean(...) }]",
    "    pattern-sinks: [{ pattern: run(...) }]",
    "    paths: { exclude: [skipped.py] }",
    "",
  ].join("\n");
  const code = "def f(u, v):\n    run(u)\n    run('safe')\n    run(v)\nrun(u)\nother()\nrun(u)  # nosemgrep\n";
  const flows = "x = read()\nrun(x)\ny = clean(x)\nrun(y)\nrun(z)\nprint(x)\n";

  it.each([
    ["r.yaml:s", "app.py:2", /^The rule reports this line\.$/],
    ["r.yaml:s", "app.py:3", /^`pattern-not` \(line 11 of the rule file\) dropped the last candidate: it takes the last candidate away: it matches line 3\.$/],
    ["r.yaml:s", "app.py:4", /^`metavariable-regex` \(line 12 .*: it does not hold where `\$X` is `v` \(line 4\)\.$/],
    ["r.yaml:s", "app.py:5", /^`pattern-inside` \(line 7 .*: it matches nothing at this line; it matches line 1-4\.$/],
    ["r.yaml:s", "app.py:6", /^`pattern-inside` /],
    ["r.yaml:t", "flow.py:2", /^The rule reports this line\.$/],
    ["r.yaml:t", "flow.py:4", /^A sanitizer stops the flow: entry 1 \(line 19 of the rule file\), it matches line 3\.$/],
    ["r.yaml:t", "flow.py:5", /^A sink matches at this line, but no tainted data flows there from a source; of the sources it matches line 1\.$/],
    ["r.yaml:t", "flow.py:6", /^No sink matches at this line: `pattern` \(line 20 .*: it matches nothing at this line; it matches line 2, 4, 5\.$/],
    ["r.yaml:t", "app.py:2", /^A sink matches at this line, and no source matches in the file: .*does not hold the word `read`\.$/],
    ["r.yaml:t", "skipped.py:2", /^The rule's `paths:` leave out skipped\.py/],
    ["r.yaml:t", "x.js:1", /^The rule is for python and the file is javascript\.$/],
  ])("%s %s", (rule, place, verdict) => {
    sandbox = makeSandbox({ "r.yaml": search, "app.py": code, "flow.py": flows, "skipped.py": flows, "x.js": "run(x)\n" });
    const outcome = sandbox.assay(["rules", "why", rule, place]);
    expect({ code: outcome.code, err: outcome.err }).toEqual({ code: 0, err: "" });
    expect(outcome.out.split("\n")[1]).toMatch(verdict);
    const answer = JSON.parse(sandbox.assay(["rules", "why", rule, place, "--format", "json"]).out) as { verdict: string };
    expect(answer.verdict).toBe(outcome.out.split("\n")[1]);
  });

  it("prints the operators with what each yields at the line", () => {
    sandbox = makeSandbox({ "r.yaml": search, "app.py": code });
    expect(sandbox.assay(["rules", "why", "r.yaml:s", "app.py:4"]).out.split("\n").slice(3)).toEqual([
      "patterns  [line 6: 0 here of 1]",
      "  pattern-inside def $F(...): ⏎ ...  [line 7: 1 here of 1; candidates 1]",
      "      1:1-4:11  def f(u, v): ⏎ run(u) ⏎ run('safe') ⏎ run(v)  ($F = f)",
      "  pattern run($X)  [line 10: 1 here of 5; candidates 1 → 1]",
      "      4:5-4:11  run(v)  ($X = v)",
      "  pattern-not run('safe')  [line 11: 0 here of 1; candidates 1 → 1]",
      "  metavariable-regex $X =~ u.*  [line 12: 0 here of 1; candidates 1 → 0]",
      "",
    ]);
  });

  it("says that a comment suppresses the finding", () => {
    sandbox = makeSandbox({ "r.yaml": twoRules, "app.py": "foo(1)  # nosemgrep\n" });
    expect(sandbox.assay(["rules", "why", "r.yaml:a", "app.py:1"]).out).toContain("a `nosemgrep` comment suppresses it");
  });

  it.each([
    [["r.yaml", "app.py:1"], "r.yaml:a, r.yaml:b"],
    [["r.yaml:c", "app.py:1"], 'no rule "c"'],
    [["r.yaml:a", "app.py"], "names no line"],
    [["r.yaml:a", "app.py:9"], "there is no line 9"],
    [["r.yaml:a", "gone.py:1"], "gone.py"],
    [["gone.yaml:a", "app.py:1"], "gone.yaml"],
    [["bad.yaml", "app.py:1"], "Mend the rule first"],
  ])("refuses %j", (words, cause) => {
    sandbox = makeSandbox({ "r.yaml": twoRules, "bad.yaml": twoRules.replace(/foo\(.*/g, "foo("), "app.py": "foo(1)\n" });
    const outcome = sandbox.assay(["rules", "why", ...words]);
    expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 2, out: "" });
    expect(outcome.err).toContain(cause);
  });
});

describe("assay rules bench", () => {
  it("gives each rule its cost, its matches and the share of files that it entered", () => {
    sandbox = makeSandbox({ "r.yaml": twoRules.replace("pattern: foo(1)", "pattern: never($X)"), "src/x.py": "foo(1)\nfoo(2)\n", "src/y.py": "bar()\n", "src/z.js": "foo(1)\n" });
    const answer = JSON.parse(sandbox.assay(["rules", "bench", "r.yaml", "--targets", "src", "--format", "json"]).out) as { fileCount: number; rules: { ruleId: string; cpuMs: number }[] };
    expect(answer.fileCount).toBe(2);
    const byId = [...answer.rules].sort((left, right) => (left.ruleId < right.ruleId ? -1 : 1));
    expect(byId).toMatchObject([
      { ruleId: "a", matchCount: 2, fileCount: 2, enteredCount: 1 },
      { ruleId: "b", matchCount: 0, fileCount: 2, enteredCount: 0 },
    ]);
    expect(answer.rules.map(({ cpuMs }) => cpuMs)).toEqual(answer.rules.map(({ cpuMs }) => cpuMs).sort((left, right) => right - left));
    const text = sandbox.assay(["rules", "bench", "r.yaml", "--targets", "src"]);
    expect(text.code).toBe(0);
    expect(text.out).toMatch(/ 2 {5}50 % {2}a {5}src\/x\.py/);
    expect(text.out).toContain("2 rules on 2 files:");
    expect(sandbox.assay(["rules", "bench", "r.yaml"]).code).toBe(2);
    expect(sandbox.assay(["rules", "bench", "r.yaml", "--targets", "gone"]).err).toContain("gone");
  });
});

describe("--format semgrep-json", () => {
  it("counts bytes", () => {
    sandbox = makeSandbox({ "r.yaml": twoRules, "app.py": "é = '😀'; foo(é)\n" });
    const report = JSON.parse(sandbox.assay(["scan", "app.py", "--config", "r.yaml", "--format", "semgrep-json"]).out) as { results: object[] };
    expect(report.results).toMatchObject([
      { check_id: "a", path: "app.py", start: { line: 1, col: 14, offset: 13 }, end: { line: 1, col: 21, offset: 20 }, extra: { fix: "bar()", severity: "WARNING", lines: "é = '😀'; foo(é)" } },
    ]);
  });
});

describe("scan --config", () => {
  it("tells of a rule that gave up on a file, and is not complete", () => {
    const rule = "rules:\n  - id: a\n    languages: [python]\n    severity: WARNING\n    message: m\n    pattern-regex: (a|aa|\\n)+;\n";
    sandbox = makeSandbox({ "r.yaml": rule, "app.py": "aaaaaaaaaaaaaaaaaaaa\n".repeat(3_000), "short.py": "x = a;\n" });
    const report = JSON.parse(sandbox.assay(["scan", "--config", "r.yaml", "--format", "json", "--exit-zero"]).out) as object;
    const message = "The rule a did not finish: the search of one of its patterns took too many steps on this file";
    expect(report).toMatchObject({
      complete: false,
      incompleteReasons: [`app.py: ${message}.`],
      notices: [{ level: "error", code: "rule-crashed", path: "app.py", message }],
      findings: [{ path: "short.py" }],
    });
  });
});

describe("scan --engine", () => {
  /** Stands for the real program: answers what `answer.json` holds and keeps its arguments. */
  const program = '#!/bin/sh\nprintf "%s\\n" "$@" > arguments.txt\ncat answer.json\n';
  const at = (line: number, col: number, offset: number): object => ({ line, col, offset });
  const result = (start: object, end: object): object => ({ check_id: "a", path: "app.py", start, end, extra: { message: "m", severity: "WARNING", fix: "bar()" } });
  const answer = { version: "1.182.0", results: [result(at(1, 14, 13), at(1, 21, 20)), result(at(3, 1, 28), at(3, 6, 33))], errors: [] };

  function scan(engine: string, words: readonly string[] = ["--config", "r.yaml"]): ReturnType<Sandbox["assay"]> {
    sandbox = makeSandbox({ "r.yaml": twoRules, "app.py": "é = '😀'; foo(é)\nfoo(3)\nother\n", "answer.json": JSON.stringify(answer), "semgrep.sh": program });
    chmodSync(sandbox.path("semgrep.sh"), 0o755);
    return sandbox.assay(["scan", "app.py", ...words, "--format", "json", "--engine", engine], { environment: { ASSAY_SEMGREP: "./semgrep.sh" } });
  }

  const placesIn = (out: string): string[] =>
    (JSON.parse(out) as { findings: { ruleId: string; region: { startLine: number; startColumn: number } }[] }).findings.map(({ ruleId, region }) => `${ruleId} ${region.startLine}:${region.startColumn}`);

  it("semgrep takes the real program's findings in the place of ours", () => {
    const outcome = scan("semgrep");
    expect(placesIn(outcome.out)).toEqual(["a 1:11", "a 3:1"]);
    const words = readFileSync(sandbox.path("arguments.txt"), "utf8").split("\n");
    expect(words).toEqual(expect.arrayContaining(["--metrics", "off", "--disable-version-check", "--no-rewrite-rule-ids", "app.py"]));
  });

  it("both shows every finding and tells each difference", () => {
    const outcome = scan("both");
    expect(placesIn(outcome.out)).toEqual(["a 1:11", "a 2:1", "a 3:1"]);
    expect(outcome.err).toContain("app.py:3: only semgrep finds a at 3:1-3:6");
    expect(outcome.err).toContain("app.py:2: only the native engine finds a at 2:1-2:7");
    expect(outcome.err).toContain("agree on 1 findings; 1 only semgrep has, 1 only the native engine");
  });

  it("refuses what it cannot do with the next step", () => {
    expect(scan("semgrep", [])).toMatchObject({ code: 2, out: "" });
    const environments: Record<string, string>[] = [{ PATH: "/nonexistent" }, { ASSAY_SEMGREP: "./gone" }];
    for (const environment of environments) {
      const outcome = sandbox.assay(["scan", "app.py", "--config", "r.yaml", "--engine", "semgrep"], { environment });
      expect({ code: outcome.code, out: outcome.out }).toEqual({ code: 2, out: "" });
      expect(outcome.err).toContain("ASSAY_SEMGREP");
    }
    sandbox.write("answer.json", "no JSON");
    const broken = sandbox.assay(["scan", "app.py", "--config", "r.yaml", "--engine", "both"], { environment: { ASSAY_SEMGREP: "./semgrep.sh" } });
    expect({ code: broken.code, out: broken.out }).toEqual({ code: 2, out: "" });
    expect(broken.err).toContain("semgrep did not answer");
  });
});
