// Sessions keep an interpreter's state between calls, end past their limits, and live in the same sandbox.

import { afterEach, describe, expect, it } from "vitest";
import { Executor, type ExecutorOptions } from "../../../src/executor/executor.ts";
import type { Session } from "../../../src/executor/sessions/session.ts";

const open: Session[] = [];
const start = async (language: string, more: object = {}, options: ExecutorOptions = {}): Promise<Session> => {
  const session = await new Executor(options).openSession({ language, ...more });
  open.push(session);
  return session;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((session) => session.close()));
});

describe("Python", () => {
  it("keeps names, shows the last value, and goes on after errors and exits", async () => {
    const session = await start("python");
    expect(await session.run("import math\nx = 20\ndef twice(n): return 2 * n")).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    expect(await session.run("print('ü')\ntwice(x) + 1")).toMatchObject({ exitCode: 0, stdout: "ü\n41\n" });
    const failed = await session.run("print('before')\n1 / 0");
    expect(failed).toMatchObject({ exitCode: 1, stdout: "before\n" });
    expect(failed.stderr).toContain("ZeroDivisionError");
    expect(failed.stderr).not.toContain("/assay/");
    expect((await session.run("x = (")).stderr).toContain("SyntaxError");
    expect(await session.run("import sys; sys.exit(7)")).toMatchObject({ exitCode: 7 });
    expect(await session.run("input()")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("EOFError") });
    expect(await session.run("x")).toMatchObject({ stdout: "20\n", isolation: "bubblewrap" });
  });

  it("runs calls in turn and gives each its own output", async () => {
    const session = await start("python");
    const results = await Promise.all([1, 2, 3].map((n) => session.run(`import time; time.sleep(0.05); print(${n}); n = ${n}`)));
    expect(results.map(({ stdout }) => stdout)).toEqual(["1\n", "2\n", "3\n"]);
  });

  it("ends with a call that takes too long, and says so to the next", async () => {
    const session = await start("python");
    expect(await session.run("print('x')\nwhile True: pass", 300)).toMatchObject({ timedOut: true, exitCode: null, stdout: "x\n" });
    expect(session.isOpen).toBe(false);
    await expect(session.run("1")).rejects.toMatchObject({ code: "execution-refused" });
  });

  it.each([true, false])("ends with a call that uses too much memory (without control groups: %s)", async (withoutCgroups) => {
    const session = await start("python", { memoryBytes: 100 << 20 }, { withoutCgroups });
    const result = await session.run("import mmap\nm = mmap.mmap(-1, 300 << 20)\nfor n in range(0, 300 << 20, 4096): m[n] = 1\nimport time; time.sleep(1)");
    expect(result).toMatchObject({ outOfMemory: true, stoppedBy: "memory" });
  });

  it("keeps no more output than the limit, and is as shut in as any run", async () => {
    const session = await start("python", { outputBytes: 1000 });
    expect(await session.run("print('y' * 5000)")).toMatchObject({ exitCode: 0, truncated: { stdoutBytes: 4001, stderrBytes: 0 } });
    expect((await session.run("import os; os.path.exists('/root'), os.getuid(), len(os.listdir('/proc/self/fd'))")).stdout).toBe("(False, 1000, 5)\n");
  });

  it("cannot be told by a program that its call has ended", async () => {
    const session = await start("python");
    expect((await session.run("print('\\0' + '0' * 32 + ' 0')\nprint('still here')")).stdout).toContain("still here");
  });
});

describe("JavaScript", () => {
  it("keeps declarations, awaits at the top, and goes on after errors", async () => {
    const session = await start("javascript");
    expect(await session.run("const x = 20; function twice(n) { return 2 * n }")).toMatchObject({ exitCode: 0, stdout: "" });
    expect(await session.run("console.log('ü'); twice(x) + 1")).toMatchObject({ exitCode: 0, stdout: "ü\n41\n" });
    expect(await session.run("const later = await new Promise((done) => setTimeout(done, 20, 7)); later")).toMatchObject({ stdout: "7\n" });
    expect(await session.run("throw new Error('boom')")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("boom") });
    expect(await session.run("let = ;")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("SyntaxError") });
    expect(await session.run("process.exit(5)")).toMatchObject({ exitCode: 5 });
    expect(await session.run("require('path').basename('a/b') + x + later")).toMatchObject({ stdout: "'b207'\n" });
  });
});

describe("sessions", () => {
  it("expire when idle", async () => {
    const session = await start("python", {}, { policy: { sessionIdleMs: 200 } });
    await session.run("1");
    await expect.poll(() => session.isOpen, { timeout: 5000 }).toBe(false);
  });

  it("are limited in number, and closing one makes room", async () => {
    const executor = new Executor({ policy: { openSessions: 1 } });
    const first = await executor.openSession({ language: "python" });
    await expect(executor.openSession({ language: "python" })).rejects.toMatchObject({ code: "limit-exceeded" });
    await first.close();
    open.push(await executor.openSession({ language: "python" }));
  });

  it("end with their executor, and a call that runs is told", async () => {
    const executor = new Executor();
    const session = await executor.openSession({ language: "python" });
    const call = session.run("import time; time.sleep(20)");
    setTimeout(() => executor.close(), 100);
    expect(await call).toMatchObject({ stoppedBy: "cancelled", exitCode: null });
  });

  it("there are none for Bash", async () => {
    await expect(new Executor().openSession({ language: "bash" })).rejects.toMatchObject({ code: "usage" });
  });
});
