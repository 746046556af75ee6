// The sandbox's small parts: output limits, archives, quoting, identities, readings of processes.

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOwnFolder } from "../../../../src/executor/packages/cache-folder.ts";
import { PackageCache } from "../../../../src/executor/packages/package-cache.ts";
import type { PackageSupport } from "../../../../src/executor/packages/package-support.ts";
import { chooseSandboxIdentity } from "../../../../src/executor/sandbox/identity.ts";
import { launchFile, quoteForShell } from "../../../../src/executor/sandbox/launch-scripts.ts";
import { prlimitArguments } from "../../../../src/executor/sandbox/limits.ts";
import { endOfLastWholeCharacter, OutputBudget, OutputBuffer } from "../../../../src/executor/sandbox/output-buffer.ts";
import { readProcessTree } from "../../../../src/executor/sandbox/process-tree.ts";
import { buildSandboxArguments } from "../../../../src/executor/sandbox/sandbox-arguments.ts";
import { tarEnd, tarEntry } from "../../../../src/executor/sandbox/tar-stream.ts";
import { chooseWorkspacePath } from "../../../../src/executor/workspace/workspace-path.ts";

describe("output", () => {
  it("is kept up to a shared total and counted beyond", () => {
    const budget = new OutputBudget(10);
    const [out, err] = [new OutputBuffer(budget), new OutputBuffer(budget)];
    expect(out.push(Buffer.from("abcdef")).toString()).toBe("abcdef");
    expect(err.push(Buffer.from("123456")).toString()).toBe("1234");
    out.push(Buffer.from("ghi"));
    expect(out.finish()).toEqual({ text: "abcdef", droppedBytes: 3 });
    expect(err.finish()).toEqual({ text: "1234", droppedBytes: 2 });
    expect(budget.seenBytes).toBe(15);
  });

  it.each([["aü", 2, "a", 2], ["a🎉", 4, "a", 4], ["日本", 3, "日", 3], ["ab", 1, "a", 1], ["ü", 2, "ü", 0]] as const)("%s cut at %i bytes is %s", (text, limit, kept, dropped) => {
    const buffer = new OutputBuffer(new OutputBudget(limit));
    buffer.push(Buffer.from(text));
    expect(buffer.finish()).toEqual({ text: kept, droppedBytes: dropped });
  });

  it("never cuts a character, wherever the limit falls and however it comes in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(60), fc.integer({ min: 1, max: 7 }), (text, limit, step) => {
        const bytes = Buffer.from(text);
        const buffer = new OutputBuffer(new OutputBudget(limit));
        for (let at = 0; at < bytes.length; at += step) buffer.push(bytes.subarray(at, at + step));
        const { text: kept, droppedBytes } = buffer.finish();
        expect(text.startsWith(kept) && Buffer.byteLength(kept) + droppedBytes === bytes.length).toBe(true);
      }),
    );
  });

  it("leaves bytes that are no text alone", () => expect(endOfLastWholeCharacter(Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80]))).toBe(5));
});

describe("archives", () => {
  it("are what tar unpacks: long and foreign names, links, modes, empty files", () => {
    const folder = mkdtempSync(join(tmpdir(), "assay-test-"));
    const long = `${"d".repeat(90)}/${"ü".repeat(60)}.txt`;
    const archive = Buffer.concat([
      ...tarEntry({ kind: "directory", path: "/empty" }),
      ...tarEntry({ kind: "file", path: `/${long}`, content: Buffer.from("long") }),
      ...tarEntry({ kind: "file", path: "/run", content: Buffer.alloc(0), executable: true }),
      ...tarEntry({ kind: "file", path: "/block", content: Buffer.alloc(512, "x") }),
      ...tarEntry({ kind: "link", path: "/link", target: `../${"t".repeat(150)}` }),
      tarEnd(),
    ]);
    execFileSync("tar", ["-x", "-f", "-", "-C", folder], { input: archive });
    expect(readFileSync(join(folder, long), "utf8")).toBe("long");
    expect(readFileSync(join(folder, "block"), "utf8")).toBe("x".repeat(512));
    expect(readlinkSync(join(folder, "link"))).toBe(`../${"t".repeat(150)}`);
    expect([statSync(join(folder, "run")).mode & 0o777, statSync(join(folder, "block")).mode & 0o777]).toEqual([0o755, 0o644]);
    expect(readdirSync(folder).sort()).toEqual(["block", "d".repeat(90), "empty", "link", "run"].sort());
    rmSync(folder, { recursive: true });
  });
});

describe("the launch file", () => {
  it("hands any text over unchanged", () => {
    const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0") && !/\p{Surrogate}/u.test(value));
    fc.assert(
      fc.property(text, text, (value, argument) => {
        const script = launchFile({ VALUE: value, OPTIND: "no number", IFS: "x" }, ["/usr/bin/printenv", "-0", "VALUE", "OPTIND"]);
        const answer = spawnSync("/bin/sh", ["-c", script], { env: {} }).stdout.toString();
        expect(answer).toBe(`${value}\0no number\0`);
        expect(spawnSync("/bin/sh", ["-c", `printf %s ${quoteForShell(argument)}`]).stdout.toString()).toBe(argument);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the sandbox's user", () => {
  const everything = "         0          0 4294967295\n";
  it("is nobody else's for root, and differs from run to run", () => {
    const users = new Set(Array.from({ length: 20 }, () => chooseSandboxIdentity(0, everything)?.userId ?? 0));
    expect(users.size).toBeGreaterThan(15);
    expect([...users].every((id) => id >= 1_900_000_000 && id < 2 ** 31)).toBe(true);
  });
  it("is nobody where the namespace knows no such user", () => expect(chooseSandboxIdentity(0, "0 100000 65536\n", "0 100000 65536\n")?.userId).toBe(65_534));
  it("is the service's own where root stands for an ordinary user alone", () => expect(chooseSandboxIdentity(0, "0 1000 1\n", "0 1000 1\n")).toBeUndefined());
  it.each([["stands for root and knows nobody else", "0 0 1\n", "0 0 1\n"], ["knows users and no groups", everything, "0 0 1\n"], ["knows nothing", "", ""]])("is missing where root %s", (_, users, groups) => {
    expect(() => chooseSandboxIdentity(0, users, groups)).toThrow(expect.objectContaining({ code: "isolation-unavailable", nextStep: expect.any(String) }));
  });
  it("is the service's own for an ordinary user", () => expect(chooseSandboxIdentity(1000, everything)).toBeUndefined());
});

describe("the resource limits", () => {
  const limits = { timeoutMs: 1000, memoryBytes: 2 ** 29, reservedBytes: 0, outputBytes: 1, maximumProcesses: 256, maximumOpenFiles: 1024, workspaceBytes: 2 ** 29, workspaceFiles: 1 };
  const own = "Limit  Soft Limit  Hard Limit  Units\nMax processes             100                  120                  processes\nMax open files            20                   40                   files\nMax file size             unlimited            unlimited            bytes\n";
  it("are never above the service's own, which the kernel would refuse", () => {
    expect(prlimitArguments(limits, "cgroup", new Set(), own)).toEqual(expect.arrayContaining(["--nproc=120:120", "--nofile=40:40", `--fsize=${2 ** 29}:${2 ** 29}`, "--core=0:0"]));
  });
  it("are the policy's where the service has more", () => expect(prlimitArguments(limits, "cgroup", new Set(), "")).toContain("--nofile=1024:1024"));
});

describe("the cache", () => {
  it("is taken from no folder that others may write", async () => {
    const folder = mkdtempSync(join(tmpdir(), "assay-test-"));
    expect([isOwnFolder(folder), isOwnFolder(join(folder, "none"))]).toEqual([true, false]);
    chmodSync(folder, 0o777);
    expect(isOwnFolder(folder)).toBe(false);
    const support = { describeProblem: () => undefined } as unknown as PackageSupport; // nothing else of it is reached
    const request = { support, specifications: ["x"], interpreterPath: "/usr/bin/python3", signal: undefined };
    await expect(new PackageCache(folder).provide(request)).rejects.toMatchObject({ code: "package-install-failed", message: expect.stringContaining("another user") });
    rmSync(folder, { recursive: true });
  });
});

describe("the workspace's path", () => {
  it.each([[undefined, "/workspace"], ["/home/a/p", "/home/a/p"], ["/tmp/p", "/tmp/p"], ["/tmp", "/workspace"], ["/usr/src/p", "/workspace"], ["/etc", "/workspace"], ["/user/p", "/user/p"], ["/", "/workspace"], ["/proc/self", "/workspace"]])("%s is seen as %s", (host, inside) => {
    expect(chooseWorkspacePath(host)).toBe(inside);
  });
});

describe("mounts", () => {
  it("come from an allow-list: nothing of /, /home, /root, /run, /var or /sys", () => {
    const shape = { workspacePath: "/w", workspaceBytes: 1, temporaryBytes: 1, controlBytes: 1, readOnlyFolders: [] };
    const list = buildSandboxArguments(shape, new Set());
    const sources = list.flatMap((word, index) => (/^--(?:ro-|dev-)?bind(?:-try)?$/.test(word) ? [list[index + 1] ?? ""] : []));
    expect(sources.every((source) => source === "/usr" || source === "/proc/sys" || /^\/(?:s?bin|lib\w*)$/.test(source) || /^\/etc\/\w/.test(source))).toBe(true);
    expect(list.includes("--bind") || list.includes("--share-net")).toBe(false);
  });
});

it("a process tree's memory is read from /proc", () => {
  const tree = readProcessTree(process.pid);
  expect(tree.processes.map(({ pid }) => pid)).toContain(process.pid);
  expect(tree.residentBytes).toBeGreaterThan(10_000_000);
});
