// Control groups: found or not, delegated or not, version 1 and 2; on imitated hierarchies, and on the machine's own where
// it has them.

import { execFile, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { Executor } from "../../../../src/executor/executor.ts";
import { createRunCgroup, findCgroupHome } from "../../../../src/executor/sandbox/cgroup.ts";
import { offerControllers } from "../../../../src/executor/sandbox/cgroup-unified.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const ORDINARY_USER = 54321;
const isRoot = process.getuid?.() === 0;

/** Does something with a folder that looks like a group of version 2. */
async function withImitation(files: Readonly<Record<string, string>>, use: (group: string) => void | Promise<void>): Promise<void> {
  const group = mkdtempSync(join(tmpdir(), "assay-test-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(group, name), text);
  try {
    await use(group);
  } finally {
    rmSync(group, { recursive: true });
  }
}

describe("an imitated group of version 2", () => {
  it.each([
    ["hands on what it already hands on", "cpu memory pids", "memory pids", "leaf", true, "memory pids"],
    ["is asked for what it has and does not hand on", "cpu memory pids", "cpu", "leaf", true, "+memory +pids"],
    ["is not asked where it belongs to others", "cpu memory pids", "cpu", undefined, false, "cpu"],
    ["that lacks a controller is left alone", "cpu pids", "", "leaf", false, ""],
    ["with a controller of a longer name lacks it all the same", "memory2 pids", "", "leaf", false, ""],
    ["without any is left alone", "", "", "leaf", false, ""],
  ] as const)("%s", (_, controllers, handedOn, leaf, expected, after) => {
    return withImitation({ "cgroup.controllers": `${controllers}\n`, "cgroup.subtree_control": handedOn, "cgroup.procs": "1\n" }, (group) => {
      expect(offerControllers(group, leaf)).toBe(expected);
      expect(readFileSync(join(group, "cgroup.subtree_control"), "utf8")).toBe(after);
      expect(existsSync(join(group, "leaf"))).toBe(false);
    });
  });

  it("is no home when the probe cannot be removed again, and none is there without a hierarchy", async () => {
    await withImitation({ "cgroup.controllers": "memory pids\n", "cgroup.subtree_control": "memory pids", "cgroup.procs": "" }, (root) => {
      // A plain folder keeps the files that were written into it, which the kernel's own lets go.
      expect(findCgroupHome(root, "0::/\n")).toBeUndefined();
    });
    expect(findCgroupHome("/nowhere", "0::/\n")).toBeUndefined();
  });

  it("limits and tells by the kernel's files", async () => {
    await withImitation({}, async (parent) => {
      const group = createRunCgroup({ version: 2, parent }, 77);
      const name = readdirSync(parent)[0] ?? "";
      const file = (entry: string): string => join(parent, name, entry);
      await group.add(123);
      group.limitMemory(4096);
      expect([readFileSync(file("pids.max"), "utf8"), readFileSync(file("cgroup.procs"), "utf8"), readFileSync(file("memory.max"), "utf8")]).toEqual(["77", "123", "4096"]);
      writeFileSync(file("memory.events"), "low 0\noom 1\noom_kill 0\n");
      expect(group.hasRunOutOfMemory()).toBe(false);
      writeFileSync(file("memory.events"), "low 0\noom 1\noom_kill 2\n");
      writeFileSync(file("cpu.stat"), "usage_usec 2500\nuser_usec 1\n");
      writeFileSync(file("memory.peak"), "8192\n");
      expect([group.hasRunOutOfMemory(), group.cpuMs(), group.peakMemoryBytes()]).toEqual([true, 2.5, 8192]);
    });
  });
});

/** The machine's own hierarchy of version 2 and a controller that it offers. */
function findUnified(): { readonly root: string; readonly controller: string } | undefined {
  for (const root of ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]) {
    if (!existsSync(join(root, "cgroup.controllers"))) continue;
    const [controller] = readFileSync(join(root, "cgroup.controllers"), "utf8").trim().split(" ");
    if (controller !== undefined && controller !== "") return { root, controller };
  }
  return undefined;
}

const unified = isRoot ? findUnified() : undefined;

/** Makes a group as systemd delegates one: the folder and the three files belong to the user. */
async function withDelegated<T>({ root, controller }: { readonly root: string; readonly controller: string }, use: (group: string) => Promise<T>): Promise<T> {
  const control = join(root, "cgroup.subtree_control");
  const wasOffered = readFileSync(control, "utf8").includes(controller);
  if (!wasOffered) writeFileSync(control, `+${controller}`);
  const group = join(root, `assay-test-${process.pid}`);
  mkdirSync(group);
  for (const path of [group, ...["cgroup.procs", "cgroup.threads", "cgroup.subtree_control"].map((name) => join(group, name))]) chownSync(path, ORDINARY_USER, ORDINARY_USER);
  try {
    return await use(group);
  } finally {
    for (const name of ["leaf", "second-leaf", ""]) if (existsSync(join(group, name))) rmdirSync(join(group, name));
    if (!wasOffered) writeFileSync(control, `-${controller}`);
  }
}

/** A service of an ordinary user in that group; what it says. */
async function askAsService(group: string, controller: string): Promise<unknown> {
  const service = ["setpriv", "--reuid", String(ORDINARY_USER), "--regid", String(ORDINARY_USER), "--clear-groups", process.execPath, "--import", "jiti/register", "test/unit/executor/sandbox/cgroup-driver.ts", group, controller];
  const { stdout } = await promisify(execFile)("sh", ["-c", 'echo 0 > "$1/cgroup.procs"; shift; exec "$@"', "sh", group, ...service], { cwd: ROOT, env: { PATH: process.env["PATH"], HOME: "/tmp", JITI_FS_CACHE: "false" } });
  return JSON.parse(stdout) as unknown; // what the driver wrote
}

describe.runIf(unified !== undefined)("the machine's own hierarchy of version 2", () => {
  const machine = unified ?? { root: "", controller: "" };

  it("a service alone in its delegated group steps down once, and hands its controllers on", () =>
    withDelegated(machine, async (group) => {
      expect(await askAsService(group, machine.controller)).toEqual({ isOffered: true, isOfferedAgain: true, isInLeaf: true, isUnmoved: true });
      expect(readFileSync(join(group, "cgroup.subtree_control"), "utf8").trim()).toBe(machine.controller);
    }));

  it("a service beside others moves nobody and changes nothing", () =>
    withDelegated(machine, async (group) => {
      const other = spawn("sleep", ["60"]);
      writeFileSync(join(group, "cgroup.procs"), String(other.pid));
      try {
        expect(await askAsService(group, machine.controller)).toEqual({ isOffered: false, isOfferedAgain: false, isInLeaf: false, isUnmoved: true });
        expect([readFileSync(join(group, "cgroup.subtree_control"), "utf8"), existsSync(join(group, "leaf"))]).toEqual(["", false]);
      } finally {
        other.kill("SIGKILL");
        await new Promise((resolve) => other.once("close", resolve));
      }
    }));

  it("a group without the controllers takes no run and keeps nothing of the attempt", () =>
    withDelegated(machine, async (group) => {
      if (machine.controller === "memory" || machine.controller === "pids") return;
      expect(() => createRunCgroup({ version: 2, parent: group }, 16)).toThrow();
      expect(readdirSync(group).filter((name) => name.startsWith("assay-"))).toEqual([]);
    }));
});

const home = isRoot ? findCgroupHome() : undefined;

describe.runIf(home !== undefined)("a run in the machine's own groups", () => {
  it("has every process of its sandbox in them from the start", async () => {
    const parents = home?.version === 1 ? [home.memoryParent, home.pidsParent] : [home?.parent ?? ""];
    const seen: string[][] = [];
    const executor = new Executor();
    const mark = `0.9${process.pid}`;
    const look = (): void => {
      for (const parent of parents) {
        for (const name of readdirSync(parent).filter((entry) => entry.startsWith(`assay-${process.pid}-`))) {
          const members = readFileSync(join(parent, name, "cgroup.procs"), "utf8").split("\n").filter(Boolean);
          const commands = members.map((pid) => readFileSync(`/proc/${pid}/comm`, "utf8").trim());
          if (members.some((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(mark))) seen.push(commands);
        }
      }
    };
    const { result } = await executor.run({ language: "bash", code: 'echo started; sleep "$1"', arguments: [mark] }, { onOutput: look });
    expect(result).toMatchObject({ exitCode: 0, memoryEnforcement: "cgroup" });
    expect(seen.length).toBe(parents.length);
    for (const commands of seen) expect(commands).toEqual(expect.arrayContaining(["bwrap", "cat", "bash"]));
  });
});
