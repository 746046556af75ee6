// Tests that hang, write elsewhere, need the network or fail now and then, and the lines of a fix that they run.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { judgeTests } from "../../../src/api/judge-tests.ts";
import { findTestCommand } from "../../../src/verification/test-command.ts";
import type { RunResult } from "../../../src/api/run-code.ts";
import type { Rung } from "../../../src/model/verdict.ts";

const old = "import hashlib\n\n\ndef digest(text):\n    if not text:\n        return ''\n    return hashlib.md5(text).hexdigest()\n";
const fixed = "import hashlib\n\n\ndef digest(text):\n    if text is None:\n        return 'none'\n    return hashlib.sha256(text).hexdigest()\n";
const test = "import unittest\nfrom digests import digest\n\n\nclass Digests(unittest.TestCase):\n    def test_length(self):\n        self.assertGreater(len(digest(b'a')), 8)\n";
const command = "python3 -m unittest -q";

async function judge(files: Readonly<Record<string, string>>, how: { command?: string; change?: readonly [path: string, before: string, after: string]; limitMs?: number; baselines?: Map<string, RunResult>; look?: (root: string) => void } = {}): Promise<Rung> {
  const root = mkdtempSync(join(tmpdir(), "assay-tests-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const [path, before, after] = how.change ?? (["digests.py", old, fixed] as const);
    const names = readdirSync(root).sort();
    const policy = how.limitMs === undefined ? {} : { timeoutMs: { standard: how.limitMs, ceiling: how.limitMs } };
    const rung = await judgeTests({ root, files: [{ path, before, after }], command: how.command ?? command, baselines: how.baselines ?? new Map(), policy, signal: undefined });
    expect(readdirSync(root).sort()).toEqual(names);
    how.look?.(root);
    return rung;
  } finally {
    rmSync(root, { recursive: true });
  }
}

const project = { "digests.py": old, "test_digests.py": test };

describe("tests that", () => {
  it("pass before and after are told with the lines that they ran", async () => {
    expect(await judge(project)).toEqual({ name: "tests-pass", status: "passed", evidence: ["They pass before and after: `python3 -m unittest -q`, exit code 0.", "The tests ran 2 of 3 changed lines, not digests.py:6."] });
  });

  it("lie in a folder that is no package are found there", async () => {
    const found = findTestCommand(["digests.py", "tests/test_digests.py", "pkg/__init__.py", "pkg/test_inner.py"], () => test);
    expect(found?.command).toBe("python3 -m unittest discover -q && python3 -m unittest discover -q -s 'tests'");
    const { status } = await judge({ "digests.py": old, "tests/test_digests.py": test.replace("8)", "9)") }, { command: findTestCommand(["tests/test_digests.py"], () => test)!.command, change: ["digests.py", old, old.replace("hexdigest()", "hexdigest()[:9]")] });
    expect(status).toBe("failed");
  });

  it("are none where nothing was run", async () => {
    const { status, isAbsent } = await judge({ "digests.py": old, "tests/test_digests.py": test }, { command: "python3 -m unittest discover -q" });
    expect([status, isAbsent]).toEqual(["not-run", true]);
  });

  it("run no changed line say so", async () => {
    const { status, evidence } = await judge({ ...project, "test_digests.py": test.replace("from digests import digest\n", "").replace("len(digest(b'a'))", "9") });
    expect([status, evidence[1]]).toEqual(["passed", "No test ran a changed line: that they pass says nothing of the change."]);
  });

  it("run a script are told with its lines", async () => {
    const before = "exports.size = (text) => {\n  if (!text) return 0;\n  return text.length;\n};\n";
    const after = "exports.size = (text) => {\n  if (text === undefined) {\n    return 0;\n  }\n  return String(text).length;\n};\n";
    const tests = "const test = require('node:test');\nconst assert = require('node:assert');\nconst { size } = require('../size.js');\ntest('size', () => assert.equal(size('ab'), 2));\n";
    const { status, evidence } = await judge({ "size.js": before, "test/size.test.js": tests }, { command: "node --test", change: ["size.js", before, after] });
    expect([status, evidence[1]]).toEqual(["passed", "The tests ran 2 of 3 changed lines, not size.js:3."]);
  });

  it("fail before the fix prove nothing", async () => {
    const { status, evidence } = await judge({ ...project, "test_digests.py": test.replace("8)", "800)") });
    expect([status, evidence[0]]).toEqual(["not-run", expect.stringMatching(/^baseline-broken: /)]);
  });

  it("passed before one change need not run again before the next", async () => {
    const baselines = new Map<string, RunResult>();
    expect((await judge(project, { baselines })).status).toBe("passed");
    // Had they run again, they would have failed already.
    const broken = { ...project, "test_digests.py": test.replace("8)", "800)") };
    expect((await judge(broken, { baselines })).status).toBe("failed");
    expect((await judge(broken)).status).toBe("not-run");
  });

  it("hang with the fix are ended at the limit, once, and count as failed", async () => {
    const after = fixed.replace("    return hashlib", "    while text:\n        pass\n    return hashlib");
    const { status, evidence } = await judge(project, { change: ["digests.py", old, after], limitMs: 4000 });
    expect([status, evidence[0]]).toEqual(["failed", expect.stringContaining("ran out of time")]);
  });

  it("hang before it prove nothing", async () => {
    const { status, evidence } = await judge({ ...project, "test_digests.py": test.replace("self.assert", "while True: pass\n        self.assert") }, { limitMs: 3000 });
    expect([status, evidence[0]]).toEqual(["not-run", expect.stringMatching(/^baseline-broken: .*ran out of time/)]);
  });

  it("write outside reach nothing of this machine", async () => {
    const place = join(tmpdir(), `assay-outside-${process.pid}`);
    const writing = test.replace("        self.assert", `        open(${JSON.stringify(place)}, "w").write("text")\n        open("made.txt", "w").write("text")\n        self.assert`);
    expect((await judge({ ...project, "test_digests.py": writing }, { look: () => expect(existsSync(place)).toBe(false) })).status).toBe("passed");
  });

  it("need the network fail before the fix already", async () => {
    // A server of this machine answers outside; inside there is none.
    const server = createServer((socket) => socket.end());
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    try {
      const calling = test.replace("        self.assert", `        import socket\n        socket.create_connection(("127.0.0.1", ${(server.address() as AddressInfo).port}), 1)\n        self.assert`);
      const { status, evidence } = await judge({ ...project, "test_digests.py": calling });
      expect([status, evidence[0]]).toEqual(["not-run", expect.stringMatching(/^baseline-broken: /)]);
    } finally {
      server.close();
    }
  });

  it("fail now and then are run again and named", async () => {
    // With the fix it fails where its lines are followed, and not when run again.
    const flaky = test.replace("        self.assert", "        import os\n        if os.path.exists('.assay-coverage'):\n            self.fail('now and then')\n        self.assert");
    const { status, evidence } = await judge({ ...project, "test_digests.py": flaky });
    expect([status, evidence[0]]).toEqual(["passed", expect.stringMatching(/^flaky: they failed once .*now and then/s)]);
  });

  it("fail each time with the fix refuse it", async () => {
    const { status, evidence } = await judge(project, { change: ["digests.py", old, fixed.replace("hexdigest()", "hexdigest()[:4]")] });
    expect([status, evidence[0]]).toEqual(["failed", expect.stringMatching(/^They pass before the fix and fail with it: .*AssertionError/s)]);
  });
});
