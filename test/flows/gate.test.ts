// `assay gate` in real repositories: its answer, its exit code, its way to green, and that what it does not know never passes.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Outcome, type Sandbox, makeSandbox } from "../support/command-line.ts";

const first = 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n\n\nrun("x")\n';
const second = "import hashlib\n\n\ndef digest(password):\n    return hashlib.md5(password).hexdigest()\n\n\nprint(digest(b'x'))\n";
const clean = "def add(a, b):\n    return a + b\n\n\nprint(add(1, 2))\n";

interface Gate {
  readonly status: string;
  readonly reason: string;
  readonly conditions: readonly { readonly status: string; readonly metricKey: string; readonly comparator: string; readonly errorThreshold: string; readonly actualValue?: string; readonly unknown?: string }[];
  readonly steps: readonly { readonly text: string; readonly path?: string; readonly line?: number }[];
}

let box: Sandbox;
beforeEach(() => {
  box = makeSandbox({ "a.py": first });
  box.git("init", "-q", "-b", "main");
  commit();
  box.git("switch", "-q", "-c", "topic");
});
afterEach(() => box.remove());

function commit(): void {
  box.git("add", "-A");
  box.git("commit", "-q", "-m", "x");
}

function gate(words: readonly string[] = [], options: Parameters<Sandbox["assay"]>[1] = {}): { code: number; gate: Gate; outcome: Outcome } {
  const outcome = box.assay(["gate", "--format", "json", ...words], options);
  return { code: outcome.code, gate: outcome.out === "" ? ({} as Gate) : (JSON.parse(outcome.out) as { gate: Gate }).gate, outcome };
}

const ask = (...conditions: readonly string[]): void => box.write(".assay.yaml", `gate:\n  conditions:\n${conditions.map((condition) => `    - {${condition}}\n`).join("")}`);

describe("assay gate", () => {
  it("lets old findings be, and fails for a new one with the fix that mends it", () => {
    expect(gate()).toMatchObject({ code: 0, gate: { status: "passed" } });
    box.write("b.py", second);
    expect(gate()).toMatchObject({ code: 1, gate: { status: "failed", steps: [{ text: "mend python/weak-hash", path: "b.py", line: 5 }] } });
    commit();
    const { out, code } = box.assay(["gate"]);
    expect([code, out]).toEqual([1, expect.stringMatching(/The gate failed: new findings of medium or high confidence: 1[^]*To turn it green:\n {2}- mend python\/weak-hash b\.py:5/)]);
    box.write("b.py", clean);
    expect(gate()).toMatchObject({ code: 0 });
  });

  it("is not moved by code that goes away or is renamed", () => {
    box.write("b.py", clean.repeat(1));
    commit();
    box.git("switch", "-q", "main");
    box.git("merge", "-q", "topic");
    box.git("switch", "-q", "topic");
    box.git("rm", "-q", "b.py");
    box.git("mv", "a.py", "moved.py");
    expect(gate()).toMatchObject({ code: 0 });
  });

  it.each([
    ["without git", (): void => void execFileSync("rm", ["-rf", box.path(".git")]), "There is no git repository here"],
    ["for a revision that is not there", (): void => box.write(".assay.yaml", "gate:\n  against: gone\n"), 'no commit "gone"'],
  ])("cannot tell %s, and ends with 2", (_name, prepare, reason) => {
    prepare();
    expect(gate()).toMatchObject({ code: 2, gate: { status: "cannot-tell", reason: expect.stringContaining(reason) } });
  });

  it("cannot tell in a shallow clone, and says how to deepen it", () => {
    box.write("b.py", clean);
    commit();
    const clone = join(box.folder, "..", "clone");
    execFileSync("git", ["clone", "-q", "--depth", "1", "--branch", "topic", "--no-single-branch", `file://${box.folder}`, clone]);
    expect(gate([], { cwd: clone })).toMatchObject({ code: 2, gate: { reason: expect.stringContaining("fetch-depth: 0") } });
    execFileSync("git", ["-C", clone, "fetch", "-q", "--unshallow"]);
    expect(gate(["--baseline-commit", "origin/main"], { cwd: clone })).toMatchObject({ code: 0 });
  });

  it("cannot tell of a changed file that it cannot parse; an old one is the business of those who ask for all code", () => {
    box.write("broken.py", "x = (\n");
    expect(gate().code).toBe(1);
    box.write(".assay.yaml", "overrides:\n  - files: broken.py\n    rules: { assay/parse-error: off }\n");
    expect(gate()).toMatchObject({ code: 0 });
    ask("metric: findings, category: security, atMost: 0");
    expect(gate()).toMatchObject({ code: 2, gate: { reason: expect.stringContaining("broken.py could not be analysed whole") } });
    commit();
    box.git("branch", "-f", "main");
    box.write("b.py", clean);
    expect(gate()).toMatchObject({ code: 0 });
    ask("metric: findings, on: all, category: reliability, atMost: 0");
    expect(gate()).toMatchObject({ code: 2 });
  });

  it("measures against a baseline file, in which lines are not known", () => {
    box.assay(["baseline"]);
    box.write("b.py", second);
    commit();
    expect(gate(["--baseline", ".assay-baseline.json"])).toMatchObject({ code: 1, gate: { conditions: [{ status: "failed", metricKey: "new_findings", comparator: "GT", errorThreshold: "0", actualValue: "1" }, { metricKey: "score_fall" }] } });
    ask("metric: duplication, on: new, atMost: 3");
    expect(gate(["--baseline", ".assay-baseline.json"])).toMatchObject({ code: 2, gate: { reason: expect.stringContaining("does not tell which lines are new") } });
  });

  it("asks for coverage of new lines, and for the reports that tell it", () => {
    ask("metric: coverage, on: new, atLeast: 80");
    box.write("b.py", clean);
    expect(gate()).toMatchObject({ code: 2, gate: { reason: expect.stringContaining("no coverage report was named") } });
    expect(gate(["--coverage", "none.info"])).toMatchObject({ code: 2, gate: { reason: expect.stringContaining("there is no coverage report none.info") } });
    box.write("lcov.info", "SF:b.py\nDA:1,1\nDA:2,0\nDA:5,1\nend_of_record\n");
    expect(gate(["--coverage", "lcov.info"])).toMatchObject({ code: 1, gate: { conditions: [{ metricKey: "new_coverage", comparator: "LT", errorThreshold: "80 %", actualValue: "66.6 %" }], steps: [{ text: "let tests run 1 more of the new lines that none runs: b.py:2" }] } });
    box.write("lcov.info", "SF:b.py\nDA:1,1\nDA:2,1\nDA:5,1\nend_of_record\n");
    expect(gate(["--coverage", "lcov.info"]).code).toBe(0);
    box.write("c.py", clean);
    expect(gate(["--coverage", "lcov.info"])).toMatchObject({ code: 2, gate: { reason: expect.stringContaining("say nothing of c.py") } });
    box.write("lcov.info", "what is this");
    expect(gate(["--coverage", "lcov.info"]).outcome).toMatchObject({ code: 2, err: expect.stringContaining("no known format") });
  });

  it("measures duplication and complexity of what is new", () => {
    const long = Array.from({ length: 12 }, (_, index) => `    total = total * ${index + 2} + value % ${index + 3}`).join("\n");
    const body = (name: string): string => `def ${name}(value):\n    total = 0\n${long}\n    return total\n\n\nprint(${name}(1))\n`;
    ask("metric: duplication, on: new, atMost: 3", "metric: cognitive-complexity, on: new, atMost: 3");
    box.write("one.py", body("alpha"));
    expect(gate()).toMatchObject({ code: 0 });
    box.write("two.py", body("beta"));
    expect(gate()).toMatchObject({ code: 1, gate: { conditions: [{ status: "failed", metricKey: "new_duplication" }, { status: "passed" }] } });
    box.write("two.py", "def f(a, b, c):\n    if a:\n        if b:\n            if c:\n                return 1\n    return 2\n\n\nprint(f(1, 2, 3))\n");
    expect(gate()).toMatchObject({ code: 1, gate: { conditions: [{ status: "passed" }, { status: "failed", actualValue: "6" }], steps: [{ text: "bring `f` from 6 to 3" }] } });
  });

  it.each([
    ["metric: findings, atLeast: 3", "findings takes `atMost`"],
    ["metric: score", "needs `atLeast`"],
    ["metric: rating, atLeast: 3", "must be a rating"],
    ["metric: coverage, atLeast: A", "must be a number"],
    ["metric: score, on: new, atLeast: 3", "score is measured on all"],
    ["metric: score, severity: error, atLeast: 3", "score is not of single findings"],
    ["metric: speed, atMost: 3", "must be one of findings"],
    ["metric: findings, atmost: 3", "did you mean `atMost`"],
  ])("refuses the condition %s", (condition, message) => {
    ask(condition);
    expect(gate().outcome).toMatchObject({ code: 2, err: expect.stringMatching(new RegExp(`\\.assay\\.yaml:3:\\d+: .*${message.replaceAll(/[`.]/g, "\\$&")}`)) });
  });

  it("tells its answer in the formats, and ends with 0 where it is told to", () => {
    box.write("b.py", second);
    const { outcome } = gate(["--output", "markdown=gate.md", "--output", "sarif=gate.sarif", "--exit-zero"]);
    expect(outcome.code).toBe(0);
    expect(execFileSync("cat", [box.path("gate.md")], { encoding: "utf8" })).toMatch(/\*\*The gate failed: new findings of medium or high confidence: 1[^]*\| failed \|[^]*To turn it green/);
    expect(JSON.parse(execFileSync("cat", [box.path("gate.sarif")], { encoding: "utf8" }))).toMatchObject({ runs: [{ properties: { gate: { status: "failed" } } }] });
  });
});
