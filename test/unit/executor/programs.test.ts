// Ordinary programs in every language run right inside the sandbox: what they print, return and leave behind.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Executor } from "../../../src/executor/executor.ts";
import type { RunRequestInput } from "../../../src/executor/request.ts";
import type { RunResult } from "../../../src/executor/result.ts";

interface Program {
  readonly name: string;
  readonly request: RunRequestInput;
  readonly expected: Partial<RunResult>;
}

const python = (name: string, code: string, expected: Partial<RunResult>, more: RunRequestInput = {}): Program => ({
  name: `python: ${name}`,
  request: { language: "python", code, ...more },
  expected,
});
const javascript = (name: string, code: string, expected: Partial<RunResult>, more: RunRequestInput = {}): Program => ({
  name: `javascript: ${name}`,
  request: { language: "javascript", code, ...more },
  expected,
});
const typescript = (name: string, code: string, expected: Partial<RunResult>, more: RunRequestInput = {}): Program => ({
  name: `typescript: ${name}`,
  request: { language: "typescript", code, ...more },
  expected,
});
const bash = (name: string, code: string, expected: Partial<RunResult>, more: RunRequestInput = {}): Program => ({
  name: `bash: ${name}`,
  request: { language: "bash", code, ...more },
  expected,
});
const sql = (name: string, code: string, expected: Partial<RunResult>, more: RunRequestInput = {}): Program => ({
  name: `sql: ${name}`,
  request: { language: "sql", code, ...more },
  expected,
});

async function expectRun(executor: Executor, request: RunRequestInput, expected: Partial<RunResult>): Promise<void> {
  const { result } = await executor.run(request);
  const shown = Object.fromEntries(Object.keys(expected).map((key) => [key, result[key as keyof RunResult]]));
  expect(shown, result.stderr).toEqual(expected);
  if (expected.exitCode === undefined) expect(result.exitCode, result.stderr).toBe("stderr" in expected && expected.stdout === undefined ? 1 : 0);
}

const programs: readonly Program[] = [
  python(
    "asyncio",
    `import asyncio
async def twice(n):
    await asyncio.sleep(0.01)
    return 2 * n
async def main():
    print(await asyncio.gather(*[twice(n) for n in range(4)]))
asyncio.run(main())`,
    { stdout: "[0, 2, 4, 6]\n", exitCode: 0 },
  ),
  python(
    "threads",
    `import threading
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(lambda n: n * n, range(100))), threading.active_count() > 0)`,
    { stdout: "328350 True\n" },
  ),
  python("multiprocessing", "import multiprocessing\nif __name__ == '__main__':\n    with multiprocessing.Pool(2) as pool:\n        print(pool.map(abs, [-1, -2]))", { stdout: "[1, 2]\n" }),
  python("subprocess", "import subprocess\nprint(subprocess.run(['sh', '-c', 'echo inner; exit 5'], capture_output=True, text=True))", {
    stdout: "CompletedProcess(args=['sh', '-c', 'echo inner; exit 5'], returncode=5, stdout='inner\\n', stderr='')\n",
  }),
  python("tempfile", "import tempfile, os\nwith tempfile.NamedTemporaryFile() as f:\n    f.write(b'x' * 1000); f.flush(); print(os.path.getsize(f.name))", { stdout: "1000\n", artifacts: undefined }),
  python("several files", "import helper\nprint(helper.greet(), open('data/in.txt').read())", { stdout: "hello data\n" }, {
    files: [
      { path: "helper.py", content: "def greet():\n    return 'hello'\n" },
      { path: "data/in.txt", content: "data" },
    ],
  }),
  python("stdin, arguments, environment", "import sys, os\nprint(sys.stdin.read().upper(), sys.argv[1:], os.environ['KEY'])", { stdout: "EINGABE Ü ['a b', \"c'd\"] v=1\n" }, {
    stdin: "eingabe ü",
    arguments: ["a b", "c'd"],
    environment: { KEY: "v=1" },
  }),
  python("Unicode", "print('日本語 🎉 ü', len('🎉'))", { stdout: "日本語 🎉 ü 1\n" }),
  python("exit code and stderr", "import sys\nprint('problem', file=sys.stderr)\nsys.exit(42)", { exitCode: 42, signal: null, stdout: "", stderr: "problem\n" }),
  python("a signal", "import os, signal\nos.kill(os.getpid(), signal.SIGTERM)", { exitCode: 143, signal: "SIGTERM" }),
  python("artifacts", "import os\nos.makedirs('out/deep')\nopen('out/deep/a.bin', 'wb').write(bytes(10))\nopen('b.txt', 'w').write('b')", {
    artifacts: [{ path: "b.txt", sizeBytes: 1 }, { path: "out/deep/a.bin", sizeBytes: 10 }],
  }),
  python("a local server and client", `import http.server, threading, urllib.request
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(urllib.request.urlopen(f"http://localhost:{server.server_port}/").status)`, { stdout: "200\n" }),

  javascript("CommonJS", "const path = require('path'); module.exports = 1; console.log(path.basename(__filename), require('./helper').name)", { stdout: "main.js helper\n", stderr: "" }, {
    files: [{ path: "helper.js", content: "exports.name = 'helper';" }],
  }),
  javascript("modules and top-level await", "import { readFile } from 'node:fs/promises';\nimport { name } from './helper.js';\nconsole.log((await readFile('x.txt', 'utf8')).trim(), name, import.meta.url.startsWith('file:'))", { stdout: "text helper true\n", stderr: "" }, {
    files: [
      { path: "helper.js", content: "export const name = 'helper';" },
      { path: "x.txt", content: "text\n" },
    ],
  }),
  javascript("CommonJS below a package of modules", "const os = require('node:os'); console.log(typeof os.EOL)", { stdout: "string\n" }, {
    files: [{ path: "package.json", content: '{"type":"module"}' }],
  }),
  javascript("workers", `const { Worker, isMainThread, parentPort, workerData } = require("node:worker_threads");
if (isMainThread) {
  const worker = new Worker(__filename, { workerData: 20 });
  worker.on("message", (m) => console.log("from worker", m));
} else parentPort.postMessage(workerData + 1);`, { stdout: "from worker 21\n" }),
  javascript("child processes", "const { execFileSync } = require('node:child_process'); console.log(execFileSync('sh', ['-c', 'echo $0 child']).toString().trim())", { stdout: "sh child\n" }),
  javascript("reading /dev/stdin", "console.log(require('fs').readFileSync('/dev/stdin', 'utf8').split('\\n').length)", { stdout: "3\n" }, { stdin: "a\nb\nc" }),
  javascript("a thrown error", "throw new Error('boom')", { exitCode: 1 }),

  typescript("enums, namespaces, generics, top-level await", `enum Color { Red, Green = "green" }
namespace Shapes { export const sides = 4 as const; }
import { double } from "./lib/double";
abstract class Base<T> { constructor(protected readonly value: T) {} abstract show(): string; }
class Item extends Base<number> { override show(): string { return String(this.value satisfies number); } }
const later: number = await Promise.resolve(7);
console.log(Color.Red, Color.Green, Shapes.sides, double(later), new Item(3).show());`, { stdout: "0 green 4 14 3\n", stderr: "" }, {
    files: [{ path: "lib/double.ts", content: "export const double = (n: number): number => n * 2;" }],
  }),
  typescript("the standard's decorators", `function logged<This, Args extends unknown[], Result>(target: (this: This, ...args: Args) => Result, context: ClassMethodDecoratorContext) {
  return function (this: This, ...args: Args): Result { console.log("call", String(context.name)); return target.call(this, ...args); };
}
class Calculator { @logged add(a: number, b: number): number { return a + b; } }
console.log(new Calculator().add(1, 2));`, { stdout: "call add\n3\n" }),
  typescript("the older decorators", `function logged(target: object, key: string, descriptor: PropertyDescriptor): void {
  const original = descriptor.value;
  descriptor.value = function (...args: unknown[]) { console.log("call", key); return original.apply(this, args); };
}
function required(target: object, key: string, index: number): void { console.log("parameter", key, index); }
class Calculator { @logged add(@required a: number, b: number): number { return a + b; } }
console.log(new Calculator().add(1, 2));`, { stdout: "parameter add 0\ncall add\n3\n" }),
  typescript("CommonJS forms", `import fs = require("fs");
import * as path from "path";
console.log(typeof fs.readFileSync, path.basename(__filename));
export = { answer: 42 };`, { stdout: "function main.ts\n" }),
  typescript("an error at its own line", "interface A { a: number }\n\nfunction fail(a: A): never {\n  throw new Error('at four ' + a.a);\n}\nfail({ a: 1 });\n", { exitCode: 1 }),

  bash("pipelines", "printf 'b\\na\\nc\\n' | sort | tr a-z A-Z | paste -sd,", { stdout: "A,B,C\n" }),
  bash("here-documents, arrays, arithmetic", "a=(1 2 3)\ncat <<END\nsum $((a[0] + a[1] + a[2])) of ${#a[@]}\nEND", { stdout: "sum 6 of 3\n" }),
  bash("functions, traps, exit codes", "trap 'echo bye' EXIT\nf() { return 3; }\nf || exit $?", { stdout: "bye\n", exitCode: 3 }),
  bash("reopened standard streams", "echo out > /dev/stdout; echo err > /dev/stderr; cat /dev/stdin", { stdout: "out\nin", stderr: "err\n" }, { stdin: "in" }),
  bash("background jobs", "for n in 1 2 3; do (sleep 0.$n; echo $n) & done; wait; echo all", { stdout: "1\n2\n3\nall\n" }),
  bash("find, sed, awk", "mkdir d; echo 'a 1' > d/x.txt; find . -name '*.txt' | sed 's|^./||'; awk '{print $2}' d/x.txt", { stdout: "d/x.txt\n1\n" }),

  sql("several statements with parameters", "create table t (a integer, b text); insert into t values (?, ?), (2, 'zwei; drei');\nselect a, b from t where a >= ? order by a", {
    stdout: "a\tb\n1\tü\n2\tzwei; drei\n",
    columns: ["a", "b"],
    rows: [[1, "ü"], [2, "zwei; drei"]],
  }, { parameters: [1, "ü", 1] }),
  sql("named parameters, kinds of values", "select :name as n, 1.5 as f, null as e, x'00ff' as b, 9007199254740993 as big", {
    columns: ["n", "f", "e", "b", "big"],
    rows: [["x", 1.5, null, { base64: "AP8=" }, "9007199254740993"]],
  }, { parameters: { name: "x" } }),
  sql("triggers keep their semicolons", "create table t(a); create table log(a); create trigger tr after insert on t begin insert into log values (new.a); end; insert into t values (5); -- done;\nselect * from log;", { rows: [[5]] }),
  sql("an empty result has columns", "create table t(a, b); select * from t", { rows: [], columns: ["a", "b"] }),
  sql("a wrong statement", "select * from nowhere", { exitCode: 1, stderr: "SQL error: no such table: nowhere\n", rows: undefined }),
];

describe("ordinary programs", () => {
  const executor = new Executor();
  it.each(programs)("$name", ({ request, expected }) => expectRun(executor, request, expected));

  it("names the line of the TypeScript source in a stack trace", async () => {
    const program = programs.find(({ name }) => name.endsWith("its own line"));
    const { result } = await executor.run(program?.request ?? {});
    expect(result.stderr).toContain("main.ts:4");
  });

  it("reports time, memory and how both are held", async () => {
    const { result } = await executor.run({ language: "python", code: "import time\nb = bytearray(100 << 20)\nwhile time.process_time() < 0.2: pass" });
    expect(result.peakMemoryBytes).toBeGreaterThan(100 << 20);
    expect(result.peakMemoryBytes).toBeLessThan(200 << 20);
    expect(result.cpuMs).toBeGreaterThan(150);
    expect(result.durationMs).toBeGreaterThanOrEqual(200);
    expect(result.isolation).toBe("bubblewrap");
    expect(["cgroup", "best-effort"]).toContain(result.memoryEnforcement);
  });
});

describe("a working directory of the host", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "assay-test-"));
    mkdirSync(join(root, "project/.git"), { recursive: true });
    writeFileSync(join(root, "project/.git/config"), "secret");
    writeFileSync(join(root, "project/keep.txt"), "one\ntwo\nthree\n");
    writeFileSync(join(root, "project/gone.txt"), "gone\n");
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it("is a private copy at the same path, whose changes come back as artifacts and a diff", async () => {
    const executor = new Executor({ policy: { allowedRoots: [root] } });
    const code = "pwd; test -e .git && echo git; sed -i s/two/TWO/ keep.txt; rm gone.txt; echo new > new.txt; chmod +x new.txt";
    const { result, artifactContents } = await executor.run({ language: "bash", code, workingDirectory: join(root, "project"), diff: true });
    expect(result.stdout).toBe(`${join(root, "project")}\n`);
    expect(result.artifacts).toEqual([{ path: "keep.txt", sizeBytes: 14 }, { path: "new.txt", sizeBytes: 4 }]);
    expect(Buffer.from(artifactContents.get("keep.txt") ?? []).toString()).toBe("one\nTWO\nthree\n");
    expect(result.diff).toBe(
      [
        "diff --git a/gone.txt b/gone.txt", "deleted file mode 100644", "--- a/gone.txt", "+++ /dev/null", "@@ -1 +0,0 @@", "-gone",
        "diff --git a/keep.txt b/keep.txt", "--- a/keep.txt", "+++ b/keep.txt", "@@ -1,3 +1,3 @@", " one", "-two", "+TWO", " three",
        "diff --git a/new.txt b/new.txt", "new file mode 100755", "--- /dev/null", "+++ b/new.txt", "@@ -0,0 +1 @@", "+new", "",
      ].join("\n"),
    );
    expect(readFileSync(join(root, "project/keep.txt"), "utf8")).toBe("one\ntwo\nthree\n");
  });

  it("holds a database file whose changes stay in the copy", async () => {
    const executor = new Executor({ policy: { allowedRoots: [root] } });
    const make = await executor.run({ language: "sql", code: "create table t(a); insert into t values (1)", database: "my.db" });
    writeFileSync(join(root, "project/my.db"), make.artifactContents.get("my.db") ?? "");
    const change = { language: "sql", code: "insert into t values (2); select count(*) from t", database: "my.db", workingDirectory: join(root, "project") };
    for (let run = 0; run < 2; run += 1) expect((await executor.run(change)).result.rows).toEqual([[2]]);
  });
});

describe("where nothing isolates and the operator allows it, programs run right and each result says so", () => {
  const executor = new Executor({ tools: { bubblewrap: "/nowhere/bwrap" }, policy: { withoutIsolation: "run-unprotected" } });
  // Node gives an ordinary child sockets as its output, which no system lets a program open again by name.
  const possible = programs.filter(({ name }) => name !== "bash: reopened standard streams");
  it.each(possible)("$name", ({ request, expected }) => expectRun(executor, request, { ...expected, isolation: "none" }));

  it("holds the clock, the output and what the program leaves behind", async () => {
    const slow = await executor.run({ language: "bash", code: "sleep 60 & sleep 60", timeoutMs: 300 });
    expect(slow.result).toMatchObject({ timedOut: true, exitCode: null, signal: "SIGKILL", isolation: "none" });
    const flood = await executor.run({ language: "python", code: "while True: print('x' * 1000)", outputBytes: 10_000 });
    expect(flood.result).toMatchObject({ stoppedBy: "output", exitCode: null });
    expect(flood.result.stdout).toHaveLength(10_000);
    const greedy = await executor.run({ language: "python", code: "x = b'x' * (300 << 20)\nimport time\ntime.sleep(30)", memoryBytes: 100 << 20 });
    expect(greedy.result).toMatchObject({ stoppedBy: "memory", outOfMemory: true });
  });

  it("gives the program nothing of the service's environment and works on a copy", async () => {
    process.env["ASSAY_TEST_SECRET"] = "visible";
    const root = mkdtempSync(join(tmpdir(), "assay-unprotected-"));
    try {
      writeFileSync(join(root, "keep.txt"), "one\n");
      const held = new Executor({ tools: { bubblewrap: "/nowhere/bwrap" }, policy: { withoutIsolation: "run-unprotected", allowedRoots: [root] } });
      const { result } = await held.run({ language: "bash", code: "env | grep -c ASSAY_TEST_SECRET; echo two >> keep.txt", workingDirectory: root, diff: true });
      expect(result.stdout).toBe("0\n");
      expect(result.diff).toContain("+two");
      expect(readFileSync(join(root, "keep.txt"), "utf8")).toBe("one\n");
      await expect(held.run({ language: "bash", code: "true", workingDirectory: "/usr" })).rejects.toMatchObject({ code: "path-outside-root" });
    } finally {
      delete process.env["ASSAY_TEST_SECRET"];
      rmSync(root, { recursive: true });
    }
  });

  it("refuses sessions and runs that name hosts, and says that nothing isolates", async () => {
    const held = new Executor({ tools: { bubblewrap: "/nowhere/bwrap" }, policy: { withoutIsolation: "run-unprotected", networkHosts: ["example.com"] } });
    await expect(held.openSession({ language: "python" })).rejects.toMatchObject({ code: "isolation-unavailable" });
    await expect(held.run({ language: "bash", code: "true", networkHosts: ["example.com"] })).rejects.toMatchObject({ code: "isolation-unavailable" });
    await expect(held.capabilities()).resolves.toMatchObject({ isolation: "none", memoryEnforcement: "best-effort" });
  });

  it("uses the sandbox where there is one, whatever the policy allows", async () => {
    const isolated = await new Executor({ policy: { withoutIsolation: "run-unprotected" } }).run({ language: "bash", code: "true" });
    expect(isolated.result.isolation).toBe("bubblewrap");
  });
});
