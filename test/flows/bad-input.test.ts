// Every kind of bad input ends in a clear entry and a finished scan.

import { spawnSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, makeSandbox, projectRoot } from "../support/command-line.ts";

const flaw = "import os\n\n\ndef run(name):\n    os.system('ls ' + name)\n";
let sandbox: Sandbox | undefined;

afterEach(() => {
  sandbox?.remove();
  sandbox = undefined;
});

interface JsonReport {
  readonly complete: boolean;
  readonly incompleteReasons: readonly string[];
  readonly findings: readonly { readonly ruleId: string; readonly path: string; readonly region: { readonly startLine: number; readonly startColumn: number } }[];
  readonly files: readonly { readonly path: string }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly notices: readonly { readonly code: string; readonly path?: string }[];
}

function scan(files: Readonly<Record<string, string | Uint8Array>>, words: readonly string[] = []): { code: number; report: JsonReport; err: string } {
  sandbox = makeSandbox(files);
  return scanAgain(words);
}

function scanAgain(words: readonly string[] = []): { code: number; report: JsonReport; err: string } {
  const outcome = sandbox!.assay(["scan", "--format", "json", "--no-cache", ...words]);
  expect(outcome.err).not.toMatch(/internal error/);
  return { code: outcome.code, report: JSON.parse(outcome.out) as JsonReport, err: outcome.err };
}

/** In lines of a hundred, so that the file does not count as minified. */
const lines = (bracket: string): string => `${bracket.repeat(100)}\n`.repeat(1000);
const found = (report: JsonReport): string[] => report.findings.map((finding) => `${finding.path}:${finding.region.startLine} ${finding.ruleId}`);
const skips = (report: JsonReport): Record<string, string> => Object.fromEntries(report.skipped.map((file) => [file.path, file.reason]));

describe("encodings", () => {
  it("reads a file with a byte-order mark, whose first column is still 1 on later lines", () => {
    const { report } = scan({ "bom.py": `\uFEFF${flaw}` });
    expect(found(report)).toEqual(["bom.py:5 python/command-injection"]);
    expect(report.findings[0]?.region.startColumn).toBe(5);
  });

  it.each(["utf16le", "utf16be"])("reads %s with a mark", (encoding) => {
    const little = Buffer.from(`\uFEFF${flaw}`, "utf16le");
    const { report } = scan({ "wide.py": encoding === "utf16le" ? little : little.swap16() });
    expect(found(report)).toEqual(["wide.py:5 python/command-injection"]);
  });

  it("reads CRLF and a lone CR as line ends", () => {
    const { report } = scan({ "dos.py": flaw.replaceAll("\n", "\r\n") });
    expect(found(report)).toEqual(["dos.py:5 python/command-injection"]);
  });

  it("goes on after invalid UTF-8 and says so", () => {
    const bytes = Buffer.concat([Buffer.from("# caf\xe9 \xff\n", "latin1"), Buffer.from(flaw)]);
    const { report } = scan({ "odd.py": bytes });
    expect(found(report)).toEqual(["odd.py:6 python/command-injection"]);
    expect(report.notices.some((notice) => notice.path === "odd.py")).toBe(true);
  });

  it("skips a file with NUL bytes as binary", () => {
    const { report } = scan({ "data.py": Buffer.from("x = 1\n\0\0\0"), "ok.py": flaw });
    expect(skips(report)).toEqual({ "data.py": "binary" });
    expect(found(report)).toEqual(["ok.py:5 python/command-injection"]);
  });
});

describe("sizes and depths", () => {
  it("skips a file over the limit, and reads it when the limit is raised", () => {
    const big = `${"x = 1\n".repeat(200_000)}${flaw}`;
    const { report } = scan({ "big.py": big });
    expect(skips(report)).toEqual({ "big.py": "too-large" });
    expect(found(scanAgain(["--max-file-size", "2MB"]).report)).toEqual(["big.py:200005 python/command-injection"]);
  });

  it("finishes on a line of 50 MB", () => {
    const { report, code } = scan({ "line.js": `var a = "${"x".repeat(50 * 1024 * 1024)}";\n`, "ok.py": flaw }, ["--max-file-size", "100MB", "--timeout", "60s"]);
    expect(skips(report)).toEqual({ "line.js": "minified" });
    expect(code).toBe(1);
  });

  it("parses a line of 50 MB when told to", () => {
    const { report } = scan({ "line.js": `var a = "${"x".repeat(50 * 1024 * 1024)}";\nvar b = eval(a + c);\n` }, ["--max-file-size", "100MB", "--timeout", "60s", "--no-ignore"]);
    expect(report.files.map((file) => file.path)).toEqual(["line.js"]);
  });

  it.each(["js", "ts", "py"])("survives 100,000 brackets in .%s and still scans the rest", (extension) => {
    const { report } = scan({ [`deep.${extension}`]: `x = ${lines("[")}${lines("]")}\n`, "ok.py": flaw }, ["--timeout", "20s"]);
    expect(found(report)).toContain("ok.py:5 python/command-injection");
    const isEntered = report.files.some((file) => file.path.startsWith("deep.")) || `deep.${extension}` in skips(report);
    expect(isEntered).toBe(true);
    if (`deep.${extension}` in skips(report)) {
      expect(report.complete).toBe(false);
      expect(report.incompleteReasons.join()).toContain(`deep.${extension}`);
    }
  });

  it("survives 100,000 brackets that are never closed", () => {
    const { report } = scan({ "open.js": `x = ${lines("(")}`, "open.py": `x = ${lines("(")}`, "ok.py": flaw }, ["--timeout", "20s"]);
    expect(found(report)).toContain("ok.py:5 python/command-injection");
    expect(report.complete).toBe(false);
  });
});

describe("broken code", () => {
  it.each([
    ["app.py", "def broken(:\n    pass\n\n\nimport os\n\n\ndef run(name):\n    os.system('ls ' + name)\n", "app.py:9 python/command-injection"],
    ["app.js", "function broken( {\n\nconst { exec } = require('child_process');\nfunction run(name) {\n  exec('ls ' + name);\n}\n", ""],
    ["two.js", "const a = 1;\nconst b = = 2;\nconst { exec } = require('child_process');\nfunction run(name) {\n  exec('ls ' + name);\n}\n", "two.js:5 javascript/command-injection"],
  ])("gives the findings of the sound parts of %s", (name, text, expected) => {
    const { report, code } = scan({ [name]: text });
    expect(found(report).some((entry) => entry.endsWith("assay/parse-error"))).toBe(true);
    if (expected !== "") expect(found(report)).toContain(expected);
    expect(report.complete).toBe(false);
    expect(code).toBe(1);
  });
});

describe("folders", () => {
  it("ends on a loop of symbolic links", () => {
    sandbox = makeSandbox({ "a/ok.py": flaw });
    symlinkSync(sandbox.path("a"), sandbox.path("a/loop"));
    symlinkSync(sandbox.path("twin"), sandbox.path("twin"));
    expect(found(scanAgain().report)).toEqual(["a/ok.py:5 python/command-injection"]);
  });

  it("does not follow a link out of the project", () => {
    sandbox = makeSandbox({ "ok.py": flaw });
    const outside = makeSandbox({ "other.py": flaw });
    try {
      symlinkSync(outside.folder, sandbox.path("out"));
      symlinkSync(outside.path("other.py"), sandbox.path("other.py"));
      const { report } = scanAgain();
      expect(found(report)).toEqual(["ok.py:5 python/command-injection"]);
      expect(skips(report)["other.py"]).toBe("symlink-outside");
    } finally {
      outside.remove();
    }
  });

  it("takes names with spaces, line breaks and other scripts", () => {
    const { report } = scan({ "a b.py": flaw, "line\nbreak.py": flaw, "файл-文件.py": flaw, "-dash.py": flaw });
    expect(report.findings.map((finding) => finding.path).sort()).toEqual(["-dash.py", "a b.py", "line\nbreak.py", "файл-文件.py"].sort());
  });

  it("keeps control characters of names out of standard error", () => {
    sandbox = makeSandbox({ "a\u001b[31m\rb.py": Buffer.from([0x78, 0x3d, 0x31, 0x23, 0xff, 0x0a]) });
    expect(sandbox.assay(["scan"]).err).toContain("a\\x1b[31m\\x0db.py");
    const outcome = sandbox.assay(["scan", "no\u001b[2Jsuch\u202e"]);
    expect(outcome.err).toMatch(/^[\n -~]+$/);
  });

  it("is not called complete where a file had more findings than are kept", () => {
    sandbox = makeSandbox({ "many.py": "eval(input())\n".repeat(2100) });
    const outcome = sandbox.assay(["scan", "--format", "json"]);
    expect(JSON.parse(outcome.out)).toMatchObject({ complete: false, incompleteReasons: [expect.stringContaining("many.py")] });
  });

  it("ends a rule's regular expressions that take too long, for a small file and for standard input", () => {
    const code = `x = "${"a".repeat(60)}b"\n`;
    // Each gives up after its own number of steps; together they take many times as long as is allowed.
    const slow = Array.from({ length: 2_000 }, (_, index) => `      - pattern-regex: '(a|a)+[#c]{${index + 1}}$'\n`).join("");
    const rule = `rules:\n  - id: slow\n    languages: [python]\n    severity: ERROR\n    message: slow\n    pattern-either:\n${slow}`;
    sandbox = makeSandbox({ "a.py": code, "rule.yaml": rule });
    const words = ["scan", "--config", "rule.yaml", "--timeout", "500ms", "--format", "json", "--no-cache"];
    for (const outcome of [sandbox.assay([...words, "a.py"]), sandbox.assay([...words, "-", "--stdin-filename", "a.py"], { input: code })]) {
      expect(JSON.parse(outcome.out)).toMatchObject({ complete: false, skipped: [{ path: "a.py", reason: "timeout" }] });
    }
  });

  it("finds nothing in an empty folder and says so in one line", () => {
    sandbox = makeSandbox();
    const outcome = sandbox.assay(["scan"]);
    expect(outcome.code).toBe(0);
    expect(outcome.out.trim().split("\n").length).toBeLessThanOrEqual(3);
  });

  it("works without git on the machine", () => {
    sandbox = makeSandbox({ "ok.py": flaw });
    const outcome = sandbox.assay(["scan", "--format", "json"], { environment: { PATH: "/nowhere" } });
    expect(found(JSON.parse(outcome.out) as JsonReport)).toEqual(["ok.py:5 python/command-injection"]);
  });

  it("names a file that cannot be read", () => {
    sandbox = makeSandbox({ "ok.py": flaw, "closed.py": flaw });
    chmodSync(sandbox.path("closed.py"), 0);
    const { report } = scanAgain();
    // The superuser reads it all the same; everybody else gets an entry.
    const isRoot = process.getuid?.() === 0;
    expect(isRoot ? found(report) : Object.entries(skips(report))).toEqual(
      isRoot ? ["closed.py:5 python/command-injection", "ok.py:5 python/command-injection"] : [["closed.py", "unreadable"]],
    );
  });

  it("takes a folder, a pipe or a hard link that is named like a source file for what it is", () => {
    sandbox = makeSandbox({ "ok.py": flaw });
    mkdirSync(sandbox.path("folder.py"));
    linkSync(sandbox.path("ok.py"), sandbox.path("twin.py"));
    expect(found(scanAgain().report)).toEqual(["ok.py:5 python/command-injection", "twin.py:5 python/command-injection"]);
  });

  it("refuses a path that does not exist", () => {
    sandbox = makeSandbox({ "ok.py": flaw });
    rmSync(sandbox.path("ok.py"));
    const outcome = sandbox.assay(["scan", "ok.py"]);
    expect(outcome.code).toBe(2);
    expect(outcome.err).toContain("ok.py");
  });

  it("says so where the working folder itself is gone, and explains a rule all the same", () => {
    sandbox = makeSandbox();
    const inGone = (words: string): ReturnType<typeof spawnSync> => {
      const folder = sandbox!.path("gone");
      return spawnSync("sh", ["-c", `mkdir '${folder}' && cd '${folder}' && rmdir '${folder}' && exec node '${join(projectRoot, "dist", "assay.js")}' ${words}`], { encoding: "utf8" });
    };
    const scanned = inGone("scan");
    expect(scanned.status).toBe(2);
    expect(scanned.stderr).toMatch(/^assay: The working folder does not exist any more\.\n/);
    expect(inGone("explain python/sql-injection").status).toBe(0);
  });
});

describe("a file that is given up on", () => {
  it("may use what nothing else does", () => {
    const { report } = scan({
      "package.json": '{ "name": "shop", "private": true, "main": "main.js" }',
      "main.js": 'import { used } from "./lib.js";\n\nused();\n',
      "lib.js": "export function used() {}\n\nexport function helper() {}\n\nexport function other() {}\n",
      "app.js": `import { helper } from "./lib.js";\n\nhelper();\nexport const deep = ${"[\n".repeat(60_000)}${"]\n".repeat(60_000)};\n`,
    });
    expect(skips(report)).toEqual({ "app.js": "crashed" });
    expect(found(report)).toEqual(["lib.js:5 javascript/unused-export"]);
  });
});

describe("generated and minified files", () => {
  it("are skipped and counted by their content, not by their folder", () => {
    const { report } = scan({
      "dist/app.py": flaw,
      "made.py": `# @generated by a tool\n${flaw}`,
      "also.py": `# DO NOT EDIT\n${flaw}`,
      "late.py": `${"\n".repeat(12)}# @generated\n${flaw}`,
      "small.js": `${"var a=1;".repeat(60)}\n`,
    });
    expect(skips(report)).toEqual({ "made.py": "generated", "also.py": "generated", "small.js": "minified" });
    expect(report.findings.map(({ path, ruleId }) => `${path} ${ruleId}`)).toEqual(["dist/app.py python/command-injection", "late.py python/command-injection"]);
    expect(scanAgain(["--no-ignore"]).report.skipped).toEqual([]);
  });
});
