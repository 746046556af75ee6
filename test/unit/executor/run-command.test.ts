// `assay run` as its callers meet it: code from standard input, exit codes, and one JSON object for every outcome.

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeHarmless } from "../../../src/cli/run/live-output.ts";
import { findProcesses } from "../../attacks/world.ts";
import type { RunResult } from "../../../src/executor/result.ts";

const PROGRAM = fileURLToPath(new URL("../../../dist/assay.js", import.meta.url));
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-"));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "project/src"), { recursive: true });
  writeFileSync(join(folder, "project/src/a.txt"), "one\n");
  writeFileSync(join(folder, "project/code.py"), "import sys\nprint(sys.argv[1:], open('src/a.txt').read().strip())\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function assay(words: readonly string[], input: string | Buffer = "", environment: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, "run", ...words], { cwd: join(folder, "project"), env: { ...process.env, ...environment } });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Gives up when the test's own time is up. */
async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) await new Promise((resolve) => setTimeout(resolve, 50));
}

const parse = (answer: Answer): RunResult => {
  const lines = answer.stdout.trimEnd().split("\n");
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "") as RunResult;
};

describe("without --json", () => {
  it("the output and the exit code are the program's own", async () => {
    const answer = await assay(["--language", "bash", "--arg", "a b", "--env", "K=x=y", "-"], 'echo "$1 $K"; echo oops >&2; exit 7');
    expect(answer).toEqual({ code: 7, stdout: "a b x=y\n", stderr: "oops\n" });
  });
  it("code comes from a file, the working folder from --cwd, and neither changes", async () => {
    const answer = await assay(["-l", "python", "--cwd", ".", "--arg", "1", "code.py"]);
    expect(answer).toEqual({ code: 0, stdout: "['1'] one\n", stderr: "" });
    expect(readdirSync(join(folder, "project")).sort()).toEqual(["code.py", "src"]);
  });
  it("a command in a copied workspace gives its output, then the diff", async () => {
    const answer = await assay(["--workspace", ".", "--", "sh", "-c", "echo two >> src/a.txt; echo ran; exit 3"]);
    expect(answer).toEqual({ code: 3, stdout: "ran\ndiff --git a/src/a.txt b/src/a.txt\n--- a/src/a.txt\n+++ b/src/a.txt\n@@ -1 +1,2 @@\n one\n+two\n", stderr: "" });
    expect(readFileSync(join(folder, "project/src/a.txt"), "utf8")).toBe("one\n");
  });
  it("a program that takes too long gives 124 and a sentence", async () => {
    const answer = await assay(["--language", "bash", "--timeout", "300ms", "-"], "sleep 20");
    expect(answer.code).toBe(124);
    expect(answer.stderr).toMatch(/^assay: ended after \d+ ms: the time was up/);
  });
  it("a reader that does not read holds the clock up neither", async () => {
    const mark = `7${process.pid}`;
    const words = ["run", "--language", "bash", "--timeout", "2s", "--arg", mark.slice(1), "-"];
    const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: join(folder, "project") });
    // Where the pipe takes all of the output, the program is gone as soon as its time is up.
    const closed = new Promise((resolve) => child.once("close", resolve));
    let bytes = 0;
    child.stdout.on("data", (chunk: Buffer) => (bytes += chunk.length)).pause();
    child.stdin.end('head -c 300000 /dev/zero | tr "\\0" a; exec sleep "7$1"');
    await until(() => findProcesses(`sleep\0${mark}`).length > 0);
    await until(() => findProcesses(`sleep\0${mark}`).length === 0);
    child.stdout.resume();
    expect(await closed).toBe(124);
    expect(bytes).toBe(300_000);
  });
  it("a program whose reader has gone is ended", async () => {
    const child = spawn(process.execPath, [PROGRAM, "run", "--language", "bash", "-"], { cwd: join(folder, "project") });
    child.stdin.end("while :; do echo y; done");
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await new Promise((resolve) => child.once("close", resolve))).toBe(130);
  });
  it("output that cannot be written is told", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "run", "--language", "bash", "-"], { cwd: folder, input: "echo x", stdio: ["pipe", full, "pipe"] });
    closeSync(full);
    expect([status, stderr.toString()]).toEqual([2, expect.stringContaining("no space is left")]);
  });
  it("a refused request gives 2, a sentence and a next step", async () => {
    const answer = await assay(["--language", "cobol", "-"], "");
    expect(answer.code).toBe(2);
    expect(answer.stdout).toBe("");
    expect(answer.stderr).toContain("python, javascript, typescript, bash, sql");
  });
});

describe("with --json every outcome is one object", () => {
  it("a program's failure exits with 0", async () => {
    const answer = await assay(["--language", "python", "--json", "--file", "src/a.txt:in/b.txt", "-"], "print(open('in/b.txt').read()); open('made', 'w').write('x'); 1/0");
    expect(answer.code).toBe(0);
    expect(answer.stderr).toBe("");
    expect(parse(answer)).toMatchObject({ exitCode: 1, stdout: "one\n\n", artifacts: [{ path: "made", sizeBytes: 1 }] });
  });
  it("SQL gives rows and columns", async () => {
    const answer = await assay(["--language", "sql", "--json", "--param", "2", "--param", "zwei", "--param", "null", "-"], "select ? + 1 as a, ? as b, ? as c");
    expect(parse(answer)).toMatchObject({ rows: [[3, "zwei", null]], columns: ["a", "b", "c"] });
    const named = await assay(["--language", "sql", "--json", "--param", ":x=007", "-"], "select :x as x");
    expect(parse(named).rows).toEqual([["007"]]);
  });
  it("a workspace gives the diff", async () => {
    expect(parse(await assay(["--workspace", ".", "--json", "--", "rm", "src/a.txt"])).diff).toContain("deleted file mode 100644");
  });

  const refused: readonly (readonly [string, readonly string[], string, string | Buffer])[] = [
    ["an unknown flag", ["--nope"], "usage", ""],
    ["a flag without its value", ["--timeout"], "usage", ""],
    ["no language", ["-"], "usage", ""],
    ["no code", ["--language", "python"], "usage", ""],
    ["an unknown language", ["--language", "cobol", "-"], "language-unknown", ""],
    ["a negative timeout", ["--language", "python", "--timeout", "-5", "-"], "usage", ""],
    ["no timeout at all", ["--language", "python", "--timeout", "0", "-"], "usage", ""],
    ["an endless timeout", ["--language", "python", "--timeout", "Infinity", "-"], "usage", ""],
    ["a timeout above the ceiling", ["--language", "python", "--timeout", "100h", "-"], "execution-refused", ""],
    ["a size that is none", ["--language", "python", "--memory", "lots", "-"], "usage", ""],
    ["an environment name with a blank", ["--language", "python", "--env", "A B=c", "-"], "usage", ""],
    ["an environment entry without =", ["--language", "python", "--env", "A", "-"], "usage", ""],
    ["an environment entry without a name", ["--language", "python", "--env", "=x", "-"], "usage", ""],
    ["a file that is missing", ["--language", "python", "--file", "none:x", "-"], "path-missing", ""],
    ["a file placed outside", ["--language", "python", "--file", "src/a.txt:../x", "-"], "usage", ""],
    ["a folder outside the caller's", ["--language", "python", "--cwd", "..", "-"], "path-outside-root", ""],
    ["an option as a package", ["--language", "python", "--package=--index-url=https://x.test", "-"], "package-invalid", ""],
    ["a host that nobody allowed", ["--language", "python", "--host", "example.com", "-"], "execution-refused", ""],
    ["code that is not text", ["--language", "python", "-"], "usage", Buffer.from([0xff, 0xfe, 0x00])],
    ["too much code", ["--language", "python", "-"], "limit-exceeded", Buffer.alloc(5_000_000, "#")],
    ["--workspace without a command", ["--workspace", "."], "usage", ""],
    ["a workspace that is missing", ["--workspace", "none", "--", "true"], "path-missing", ""],
  ];
  it.each(refused)("%s", async (_name, words, code, input) => {
    const answer = await assay(["--json", ...words], input);
    expect(answer.code).toBe(2);
    expect(parse(answer)).toMatchObject({ exitCode: null, isolation: null, error: { code, message: expect.any(String), nextStep: expect.any(String) } });
    expect(readdirSync(join(folder, "project")).sort()).toEqual(["code.py", "src"]);
  });

  it("a flag that takes --json for its value", async () => {
    expect(parse(await assay(["--language", "bash", "--cwd", "--json"])).error?.code).toBe("usage");
  });

  it("what belongs to the command is not taken for --json", async () => {
    const answer = await assay(["--workspace", ".", "--", "echo", "--json", "--nope"]);
    expect(answer).toEqual({ code: 0, stdout: "--json --nope\n", stderr: "" });
  });
});

describe("the operator's policy", () => {
  it("is a ceiling that no flag passes", async () => {
    const path = join(folder, "policy.json");
    writeFileSync(path, JSON.stringify({ timeoutMs: { standard: 200, ceiling: 400 }, deniedCommands: ["curl"] }));
    const environment = { ASSAY_EXECUTION_POLICY: path };
    expect(parse(await assay(["--language", "bash", "--json", "-"], "sleep 5", environment))).toMatchObject({ timedOut: true });
    expect(parse(await assay(["--language", "bash", "--json", "--timeout", "1s", "-"], "", environment)).error?.code).toBe("execution-refused");
    expect(parse(await assay(["--language", "bash", "--json", "-"], "echo $(curl x)", environment)).error?.message).toContain("curl");
  });
  it("that cannot be read refuses everything", async () => {
    const environment = { ASSAY_EXECUTION_POLICY: join(folder, "none.json") };
    expect(parse(await assay(["--language", "bash", "--json", "-"], "", environment)).error?.code).toBe("config-unreadable");
  });
});

describe("output on a terminal", () => {
  it.each([
    ["plain ü 🎉\tx\r\n", "plain ü 🎉\tx\r\n"],
    ["\x1b[1;31mred\x1b[0m", "\x1b[1;31mred\x1b[0m"],
    ["\x1b]52;c;eA==\x07", "\\u{1b}]52;c;eA==\\u{7}"],
    ["\x1b[2J\x1b[6n", "\\u{1b}[2J\\u{1b}[6n"],
    ["a\u202eb\u2066c\u0000\u009bd", "a\\u{202e}b\\u{2066}c\\u{0}\\u{9b}d"],
  ])("%j is shown as %j", (text, shown) => expect(makeHarmless(text)).toBe(shown));
});
