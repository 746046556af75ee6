// Where isolation is missing, or a request is wrong, nothing runs and nothing is left; the error says what to do.

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Executor, type ExecutorOptions } from "../../../src/executor/executor.ts";
import type { RunRequestInput } from "../../../src/executor/request.ts";
import { findSystemTools } from "../../../src/executor/sandbox/system-tools.ts";
import type { ErrorCode } from "../../../src/model/errors.ts";

let folder = "";
const outerTemporary = process.env["TMPDIR"];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "assay-test-"));
  chmodSync(folder, 0o755);
  for (const name of ["allowed/inner", "other", "temporary"]) mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(join(folder, "allowed/inner"), join(folder, "allowed/link"));
  symlinkSync(join(folder, "other"), join(folder, "allowed/out"));
  writeFileSync(join(folder, "allowed/file"), "");
  process.env["TMPDIR"] = join(folder, "temporary");
});
afterAll(() => {
  if (outerTemporary === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = outerTemporary;
  rmSync(folder, { recursive: true });
});

/** A program in bubblewrap's place; `ran` appears when the sandboxed program would have run. */
function stub(name: string, script: string): ExecutorOptions {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return { tools: { bubblewrap: path } };
}

const harmless: RunRequestInput = { language: "bash", code: "echo ran" };

describe("without isolation nothing runs", () => {
  const stubs: readonly (readonly [string, () => ExecutorOptions, RegExp])[] = [
    ["bubblewrap is not installed", () => ({ tools: { bubblewrap: "/nowhere/bwrap" } }), /apt-get install bubblewrap/],
    ["user namespaces are switched off", () => stub("no-userns", 'echo "bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user namespaces." >&2; exit 1'), /user namespaces/i],
    ["the namespace limit is used up", () => stub("no-space", 'echo "bwrap: Creating new namespace failed: No space left on device" >&2; exit 1'), /max_user_namespaces/],
    ["bubblewrap crashes", () => stub("crash", "kill -9 $$"), /assay doctor/],
    ["bubblewrap runs the program without isolating it", () => stub("no-sandbox", 'while [ "$1" != "--" ]; do shift; done; shift; exec "$@"'), /.+/],
  ];
  it.each(stubs)("%s", async (_name, options, nextStep) => {
    const executor = new Executor(options());
    const error = await executor.run(harmless).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "isolation-unavailable", nextStep: expect.stringMatching(nextStep) });
    const capabilities = await executor.capabilities();
    expect(capabilities.isolation).toBeNull();
    expect(capabilities.problems[0]?.nextStep).toMatch(nextStep);
  });

  it("a temporary folder that is missing is named", async () => {
    const temporary = process.env["TMPDIR"];
    process.env["TMPDIR"] = join(folder, "none");
    const executor = new Executor();
    try {
      await expect(executor.run(harmless)).rejects.toMatchObject({ code: "isolation-unavailable", nextStep: expect.stringContaining("TMPDIR") });
      expect((await executor.capabilities()).isolation).toBeNull();
    } finally {
      process.env["TMPDIR"] = temporary;
    }
    expect((await executor.run(harmless)).result.stdout).toBe("ran\n");
  });

  it("another system is told that Linux is needed", () => {
    expect(() => findSystemTools({}, "darwin")).toThrow(expect.objectContaining({ code: "isolation-unavailable" }));
  });

  it("a sandbox from which the canary escapes is refused", async () => {
    // The real bubblewrap, but without the filter that it is given: its arguments begin `--args 8 --info-fd 5 --seccomp 9`.
    const options = stub("leaky", 'shift 6; exec /usr/bin/bwrap --args 8 --info-fd 5 "$@"');
    await expect(new Executor(options).run(harmless)).rejects.toMatchObject({ code: "isolation-unavailable", message: expect.stringContaining("system calls are not filtered") });
  });
});

describe("wrong requests leave nothing behind", () => {
  const executor = () => new Executor({ policy: { allowedRoots: [join(folder, "allowed")], codeBytes: 1024 * 1024 } });
  const cases: readonly (readonly [string, () => RunRequestInput, ErrorCode])[] = [
    ["an unknown language", () => ({ language: "cobol", code: "" }), "language-unknown"],
    ["values to bind for a language that binds none", () => ({ ...harmless, parameters: [1] }), "usage"],
    ["a database for a command", () => ({ command: ["true"], database: "a.db" }), "usage"],
    ["100 MB of code", () => ({ language: "python", code: "#".repeat(100 * 1024 * 1024) }), "limit-exceeded"],
    ["a working directory outside", () => ({ ...harmless, workingDirectory: join(folder, "other") }), "path-outside-root"],
    ["a working directory above", () => ({ ...harmless, workingDirectory: join(folder, "allowed/..") }), "path-outside-root"],
    ["a working directory through a link that leads out", () => ({ ...harmless, workingDirectory: join(folder, "allowed/out") }), "path-outside-root"],
    ["a working directory through a link that stays inside", () => ({ ...harmless, workingDirectory: join(folder, "allowed/link") }), "path-outside-root"],
    ["a working directory that is missing", () => ({ ...harmless, workingDirectory: join(folder, "allowed/none") }), "path-missing"],
    ["a working directory that is a file", () => ({ ...harmless, workingDirectory: join(folder, "allowed/file") }), "path-missing"],
    ["a file placed through a link of the working directory", () => ({ ...harmless, workingDirectory: join(folder, "allowed"), files: [{ path: "out/x", content: "" }] }), "path-outside-root"],
  ];
  it.each(cases)("%s", async (_name, request, code) => {
    await expect(executor().run(request())).rejects.toMatchObject({ code, nextStep: expect.any(String) });
    expect(readdirSync(join(folder, "temporary"))).toEqual([]);
  });

  it("a folder inside the allowed one is fine", async () => {
    const { result } = await executor().run({ ...harmless, workingDirectory: join(folder, "allowed/inner") });
    expect(result.stdout).toBe("ran\n");
  });

  it("a working directory too large for a copy", async () => {
    writeFileSync(join(folder, "allowed/inner/big"), Buffer.alloc(2_000_000));
    const small = new Executor({ policy: { allowedRoots: [join(folder, "allowed")], workspaceBytes: 1_000_000 } });
    await expect(small.run({ ...harmless, workingDirectory: join(folder, "allowed/inner") })).rejects.toMatchObject({ code: "limit-exceeded" });
  });
});

describe("cancelling and queueing", () => {
  it("a cancelled run ends at once and says so", async () => {
    const controller = new AbortController();
    const following = { signal: controller.signal, onOutput: () => controller.abort() };
    const { result } = await new Executor().run({ language: "bash", code: "echo begun; sleep 20" }, following);
    expect(result).toMatchObject({ stoppedBy: "cancelled", exitCode: null, signal: "SIGKILL", stdout: "begun\n" });
    expect(result.durationMs).toBeLessThan(5000);
  });

  it("output can be followed while the program runs", async () => {
    const pieces: { readonly text: string; readonly at: number }[] = [];
    const code = "import time\nprint('first')\ntime.sleep(0.4)\nprint('second')";
    await new Executor().run({ language: "python", code }, { onOutput: (stream, chunk) => pieces.push({ text: `${stream}:${chunk.toString()}`, at: performance.now() }) });
    expect(pieces.map(({ text }) => text.replace("stdout:", "")).join("")).toBe("first\nsecond\n");
    expect((pieces.at(-1)?.at ?? 0) - (pieces[0]?.at ?? 0)).toBeGreaterThan(300);
  });

  it("a closed executor runs nothing", async () => {
    const executor = new Executor();
    await executor.capabilities();
    executor.close();
    await expect(executor.run(harmless)).rejects.toMatchObject({ code: "execution-refused" });
  });
});
