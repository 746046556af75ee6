// Suppressions are governed: each has a reason, may have an owner, a date and the code it was given for, and none outlives its use.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox } from "../support/command-line.ts";

let box: Sandbox;
beforeEach(() => {
  box = makeSandbox();
  box.git("init", "-q", "-b", "main");
});
afterEach(() => box.remove());

interface Listed {
  readonly path: string;
  readonly line: number;
  readonly state: string;
  readonly tool: string;
  readonly rules: readonly string[];
  readonly text: string;
  readonly owner?: string;
  readonly until?: string;
  readonly code?: string;
}

const list = (): readonly Listed[] => (JSON.parse(box.assay(["suppressions", "list", "--format", "json"]).out) as { suppressions: Listed[] }).suppressions;
const told = (): string[] => list().map(({ path, line, state, rules }) => [`${path}:${line}`, state, ...rules].join(" "));
const hashed = (comment: string, code = "hashlib.md5(password)"): string => `import hashlib\n\n\ndef digest(password):\n    # assay-ignore python/weak-hash ${comment}\n    return ${code}.hexdigest()\n\n\nprint(digest(b"x"))\n`;

describe("assay suppressions list", () => {
  it("tells rule, owner, date, reason and the code under it", () => {
    box.write("a.py", hashed("owner=@sec/team until=2999-12-31: a cache key"));
    expect(list()).toEqual([{ path: "a.py", line: 5, state: "active", tool: "assay", rules: ["python/weak-hash"], text: "a cache key", owner: "@sec/team", until: "2999-12-31", code: expect.stringMatching(/^[0-9a-f]{8}$/) }]);
    expect(box.assay(["suppressions", "list"]).out).toMatch(/^a\.py:5 {2}active {2}python\/weak-hash {2}owner=@sec\/team {2}until=2999-12-31 {2}code=[0-9a-f]{8}: a cache key\n1 suppression: 1 active\.\n$/);
  });

  it.each([
    ["expired", hashed("until=2020-01-01: a cache key")],
    ["malformed", hashed("owner=: a cache key")],
    ["malformed", hashed("code=xyz: a cache key")],
    ["malformed", hashed("owner=a owner=b: a cache key")],
    ["unused", hashed(": a cache key", "hashlib.sha256(password)")],
    ["void", hashed("code=00000000: a cache key")],
  ])("tells one that is %s", (state, text) => {
    box.write("a.py", text);
    expect(list()).toMatchObject([{ path: "a.py", line: 5, state }]);
  });

  it("lists other tools' comments as theirs", () => {
    box.write("a.py", 'import subprocess\n\n\ndef run(name):\n    subprocess.run("ls " + name, shell=True)  # nosec B602\n\n\nrun("x")\n');
    expect(list()).toMatchObject([{ path: "a.py", line: 5, state: "active", tool: "bandit" }]);
  });
});

describe("a suppression with code=", () => {
  beforeEach(() => {
    box.write("a.py", hashed(": a cache key"));
    const { code } = list()[0]!;
    box.write("a.py", hashed(`code=${code}: a cache key`));
  });

  it("holds while the code under it is the same, moved, reformatted or with another comment", () => {
    expect(told()).toEqual(["a.py:5 active python/weak-hash"]);
    const text = box.assay(["scan", "--stdin-filename", "a.py", "-"], { input: hashed(`code=${list()[0]!.code}: a cache key`, "hashlib.md5( password )") });
    expect(text.out).toMatch(/^No findings\./);
  });

  it("is void when that code is another: the finding counts again, and the gate fails", () => {
    box.git("add", "-A");
    box.git("commit", "-q", "-m", "x");
    box.git("switch", "-q", "-c", "topic");
    const code = list()[0]!.code;
    box.write("a.py", hashed(`code=${code}: a cache key`, "hashlib.md5(password + b'salt')"));
    expect(told()).toEqual(["a.py:5 void"]);
    const { out, code: exit } = box.assay(["gate", "--format", "json"]);
    const { findings } = JSON.parse(out) as { findings: { ruleId: string; message: string }[] };
    expect([exit, findings.map(({ ruleId }) => ruleId).sort()]).toEqual([1, ["assay/void-suppression", "python/weak-hash"]]);
    const fresh = /code=([0-9a-f]{8})/.exec(findings.find(({ ruleId }) => ruleId === "assay/void-suppression")!.message)![1]!;
    box.write("a.py", hashed(`code=${fresh}: a salted cache key`, "hashlib.md5(password + b'salt')"));
    expect(told()).toEqual(["a.py:5 active python/weak-hash"]);
  });
});

describe("suppressions of rules that look at the whole project", () => {
  const unused = (comment: string, use = ""): string => `${comment}\ndef helper():\n    return 1\n${use}`;

  it.each([
    ["are active where the rule finds something", unused("# assay-ignore python/unused-definition: called by a plugin"), ["lib.py:1 active python/unused-definition"]],
    ["are unused where it does not", unused("# assay-ignore python/unused-definition: called by a plugin", "\n\nprint(helper())\n"), ["lib.py:1 unused"]],
    ["are void where the code is another", unused("# assay-ignore python/unused-definition code=00000000: called by a plugin"), ["lib.py:1 void"]],
  ])("%s", (_name, text, expected) => {
    box.write("lib.py", text);
    box.write("main.py", "import lib\n\nprint(lib)\n");
    expect(told()).toEqual(expected);
    expect(told()).toEqual(expected);
  });

  it("are not judged where a part alone is scanned, or the report is switched off", () => {
    const text = unused("# assay-ignore python/unused-definition: called by a plugin", "\n\nprint(helper())\n");
    box.write("lib.py", text);
    expect(box.assay(["scan", "lib.py"]).out).toMatch(/^No findings\./);
    box.write(".assay.yaml", "reportUnusedSuppressions: false\n");
    expect(told()).toEqual([]);
  });

  it("are asked for by the gate", () => {
    box.write(".assay.yaml", "gate:\n  conditions:\n    - { metric: findings, on: all, category: tool, atMost: 0 }\n    - { metric: suppressed, on: all, atMost: 0 }\n");
    box.write("a.py", hashed("until=2020-01-01: a cache key"));
    box.write("b.py", hashed(": a cache key"));
    expect(JSON.parse(box.assay(["gate", "--format", "json"]).out)).toMatchObject({ gate: { status: "failed", conditions: [{ status: "failed", actualValue: "1" }, { status: "failed", actualValue: "1" }] } });
  });
});
