// `assay fix` on real files: what is shown, what is written, what is left alone, and that nothing is ever half done.

import { spawn } from "node:child_process";
import { chmodSync, existsSync, linkSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox, projectRoot } from "../support/command-line.ts";

const entry = join(projectRoot, "dist", "assay.js");
const open: Sandbox[] = [];
afterEach(() => {
  for (const sandbox of open.splice(0)) sandbox.remove();
});

function project(files: Readonly<Record<string, string | Uint8Array>>): Sandbox {
  const sandbox = makeSandbox(files);
  open.push(sandbox);
  return sandbox;
}

const python = 'import yaml\n\n\ndef read(size, text):\n    if size is 3:\n        return yaml.load(text)\n    return None\n';
const mended = python.replace(" is 3", " == 3").replace("yaml.load", "yaml.safe_load");
const javascript = "const xs = list.map(parseInt);\nif (x == NaN) {\n  go(xs);\n}\n";
const mendedScript = "const xs = list.map((text) => parseInt(text, 10));\nif (Number.isNaN(x)) {\n  go(xs);\n}\n";

interface Document {
  readonly written: boolean;
  readonly counts: Record<string, number>;
  readonly fixes: readonly { readonly ruleId: string; readonly path: string; readonly line: number; readonly fingerprint: string; readonly outcome: string; readonly code: string; readonly reason: string }[];
  readonly verdict?: { readonly verdict: string; readonly rungs: readonly { readonly name: string; readonly status: string }[] };
}

function fixJson(sandbox: Sandbox, ...words: string[]): Document & { readonly code: number } {
  const { code, out, err } = sandbox.assay(["fix", "--format", "json", ...words]);
  if (out === "") throw new Error(err);
  return { code, ...(JSON.parse(out) as Document) };
}

describe("assay fix", () => {
  it("shows what it would do and writes nothing", () => {
    const sandbox = project({ "a.py": python });
    const { code, out } = sandbox.assay(["fix", "--unsafe"]);
    expect(out).toContain("accepted   5: python/is-with-literal: Compare with `==`");
    expect(out).toContain("2 fixes: 2 accepted.");
    expect(out).toContain("Nothing was written: --write writes, --diff shows the patch.");
    expect(code).toBe(0);
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(python);
  });

  it("leaves fixes out that may change right code, until they are asked for", () => {
    const sandbox = project({ "a.py": python });
    const { code, out } = sandbox.assay(["fix", "--write"]);
    expect(out).toContain("2 fixes: 2 left out.");
    expect(code).toBe(0);
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(python);
  });

  it("writes, and a second time finds nothing to do", () => {
    const sandbox = project({ "a.py": python, "lib/b.js": javascript, "c.py": "x = 1\n" });
    chmodSync(sandbox.path("a.py"), 0o755);
    expect(fixJson(sandbox, "--unsafe", "--write")).toMatchObject({ code: 0, written: true, counts: { accepted: 4, refused: 0, undecided: 0, "left-out": 0 } });
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(mended);
    expect(readFileSync(sandbox.path("lib/b.js"), "utf8")).toBe(mendedScript);
    expect(statSync(sandbox.path("a.py")).mode & 0o777).toBe(0o755);
    expect(readdirSync(sandbox.folder).sort()).toEqual(["a.py", "c.py", "lib"]);
    expect(fixJson(sandbox, "--unsafe", "--write")).toMatchObject({ code: 0, written: false, fixes: [] });
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(mended);
  });

  it("prints a patch that git applies to the same end", () => {
    const sandbox = project({ "a.py": python, "b.js": javascript.replaceAll("\n", "\r\n") });
    const { out } = sandbox.assay(["fix", "--unsafe", "--diff"]);
    sandbox.write("the.patch", out);
    sandbox.git("init", "-q");
    sandbox.git("apply", "the.patch");
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(mended);
    expect(readFileSync(sandbox.path("b.js"), "utf8")).toBe(mendedScript.replaceAll("\n", "\r\n"));
  });

  it("mends one rule's or one finding's alone", () => {
    const sandbox = project({ "a.py": python, "b.js": javascript });
    expect(fixJson(sandbox, "--unsafe", "--rule", "python/is-with-literal").fixes.map(({ ruleId }) => ruleId)).toEqual(["python/is-with-literal"]);
    const { fixes } = fixJson(sandbox, "--unsafe");
    const wanted = fixes.find(({ ruleId }) => ruleId === "python/unsafe-deserialization")!;
    fixJson(sandbox, "--unsafe", "--write", "--finding", wanted.fingerprint);
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(python.replace("yaml.load", "yaml.safe_load"));
    const again = sandbox.assay(["fix", "--unsafe", "--write", "--finding", wanted.fingerprint]);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("There is no finding") });
  });

  it("says so where a named finding's fix may not be made", () => {
    const sandbox = project({ "a.py": python });
    const [first] = fixJson(sandbox, "--unsafe").fixes;
    expect(sandbox.assay(["fix", "--write", "--finding", first!.fingerprint])).toMatchObject({ code: 2, err: expect.stringContaining("--unsafe") });
  });
});

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, "utf16le");

it.each<[string, (text: string) => Uint8Array]>([
  ["carriage returns", (text) => Buffer.from(text.replaceAll("\n", "\r\n"))],
  ["a byte-order mark", (text) => Buffer.from(`\uFEFF${text}`)],
  ["no line end at the end", (text) => Buffer.from(text.trimEnd())],
  ["UTF-16", utf16],
  ["Latin-1", (text) => Buffer.from(`# -*- coding: latin-1 -*-\n# caf\u00E9\n${text}`, "latin1")],
  ["Windows-1252", (text) => Buffer.concat([Buffer.from("# coding: cp1252\n# "), Buffer.from([0x80, 0x93]), Buffer.from(`\n${text}`)])],
])("keeps %s", (_, encode) => {
  const sandbox = project({ "a.py": encode(python) });
  fixJson(sandbox, "--unsafe", "--write");
  expect(readFileSync(sandbox.path("a.py"))).toEqual(Buffer.from(encode(mended)));
});

describe("files that are left alone", () => {
  const leftOut = (sandbox: Sandbox): string[] => fixJson(sandbox, "--unsafe", "--write").fixes.filter(({ outcome }) => outcome === "left-out").map(({ code }) => code);

  it("those that are staged in part", () => {
    const sandbox = project({ "a.py": python, "b.py": python });
    sandbox.git("init", "-q");
    sandbox.git("add", "-A");
    sandbox.git("commit", "-q", "-m", "x");
    sandbox.write("a.py", `${python}\n\nA = 1\n`);
    sandbox.git("add", "a.py");
    sandbox.write("a.py", `${python}\n\nA = 2\n`);
    expect(leftOut(sandbox)).toEqual(["partly-staged", "partly-staged"]);
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(`${python}\n\nA = 2\n`);
    expect(readFileSync(sandbox.path("b.py"), "utf8")).toBe(mended);
    sandbox.git("add", "a.py");
    expect(leftOut(sandbox)).toEqual([]);
    expect(existsSync(sandbox.path(".git/assay-fix"))).toBe(false);
  });

  it("those that could not be written back as they are", () => {
    const sandbox = project({ "broken.py": Buffer.concat([Buffer.from(`# `), Buffer.from([0xff, 0xfe, 0xe9]), Buffer.from(`\n${python}`)]), "linked.py": python, "shut.py": python });
    linkSync(sandbox.path("linked.py"), sandbox.path("other.txt"));
    chmodSync(sandbox.path("shut.py"), 0o444);
    expect(leftOut(sandbox).sort()).toEqual(["encoding", "encoding", "not-replaceable", "not-replaceable", "not-replaceable", "not-replaceable"]);
    expect(readFileSync(sandbox.path("linked.py"), "utf8")).toBe(python);
  });
});

describe("levels", () => {
  const tested = {
    "sizes.py": "def is_three(size):\n    return size is 3\n\n\ndef is_four(size):\n    return size is not 4\n",
    "other.py": "def is_five(size):\n    return size is 5\n",
    "test_sizes.py": "import unittest\nimport other\nimport sizes\n\n\nclass Sizes(unittest.TestCase):\n    def test_three(self):\n        self.assertTrue(sizes.is_three(3))\n        self.assertTrue(other.is_five(5))\n\n    def test_four(self):\n        self.assertTrue(sizes.is_four(4.0))\n",
  };

  it("asks the tests, and leaves out the one fix that they refuse", () => {
    const sandbox = project(tested);
    const { code, fixes, verdict } = fixJson(sandbox, "--unsafe", "--write", "--level", "tests-pass");
    expect(fixes.map(({ path, line, outcome }) => `${path}:${line} ${outcome}`)).toEqual(["other.py:2 accepted", "sizes.py:2 accepted", "sizes.py:6 refused"]);
    expect(fixes[2]!.reason).toMatch(/^They pass before the fix and fail with it/);
    expect(verdict?.rungs.find(({ name }) => name === "tests-pass")?.status).toBe("passed");
    expect(code).toBe(1);
    expect(readFileSync(sandbox.path("sizes.py"), "utf8")).toBe(tested["sizes.py"].replace("is 3", "== 3"));
    expect(readFileSync(sandbox.path("other.py"), "utf8")).toContain("== 5");
  });

  it("writes nothing where the level cannot be reached", () => {
    const sandbox = project({ "a.py": python });
    expect(fixJson(sandbox, "--unsafe", "--write", "--level", "tests-pass")).toMatchObject({ code: 3, written: false, counts: { undecided: 2 } });
    expect(readFileSync(sandbox.path("a.py"), "utf8")).toBe(python);
  });

  it("writes nothing where the tests fail already", () => {
    const sandbox = project({ "a.py": python });
    const { fixes } = fixJson(sandbox, "--unsafe", "--write", "--level", "tests-pass", "--tests", "exit 1");
    expect(fixes.map(({ outcome, reason }) => `${outcome} ${reason.slice(0, 15)}`)).toEqual(["undecided baseline-broken", "undecided baseline-broken"]);
  });
});

it("leaves all files old or all new, whenever it is killed", async () => {
  const files = Object.fromEntries(Array.from({ length: 24 }, (_, index) => [`m${index}.py`, python]));
  const moments = [40, 80, 90, 95, 99, 100].map((percent) => percent / 100);
  const sandbox = project(files);
  const environment = { PATH: process.env.PATH ?? "", HOME: join(sandbox.folder, ".."), XDG_CACHE_HOME: join(sandbox.folder, "..", "cache") };
  const run = (killAfterMs: number | undefined, signal: NodeJS.Signals): Promise<number> =>
    new Promise((resolve) => {
      const started = performance.now();
      const child = spawn(process.execPath, [entry, "fix", "--unsafe", "--write"], { cwd: sandbox.folder, env: environment, stdio: "ignore" });
      const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill(signal), killAfterMs);
      child.on("exit", () => {
        clearTimeout(timer);
        resolve(performance.now() - started);
      });
    });
  const states = (): Set<string> => new Set(Object.keys(files).map((path) => readFileSync(sandbox.path(path), "utf8")));
  const wholeMs = await run(undefined, "SIGKILL");
  expect([...states()]).toEqual([mended]);
  for (const [index, moment] of moments.entries()) {
    for (const [path, text] of Object.entries(files)) sandbox.write(path, text);
    await run(moment * wholeMs, index % 2 === 0 ? "SIGKILL" : "SIGINT");
    // Renaming outlives the process that is killed, by a few milliseconds.
    for (let wait = 0; states().size > 1 && wait < 100; wait += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(states().size).toBe(1);
    expect(readdirSync(sandbox.folder).sort()).toEqual(Object.keys(files).sort());
  }
}, 120_000);
