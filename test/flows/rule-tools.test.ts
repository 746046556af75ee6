// The tools around rule files, as a rule's author uses them.

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
