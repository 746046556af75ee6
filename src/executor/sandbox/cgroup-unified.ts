// Control groups of version 2: a group for one run, and making room for such groups where the hierarchy is delegated.
import { existsSync, mkdirSync, rmdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { killMembers, readGroupFile, readGroupNumber, removeGroup, writeGroupFile, writeGroupFileIfPresent } from "./cgroup-files.ts";
import type { RunCgroup } from "./run-cgroup.ts";

/** What runs are held by. */
export const RUN_CONTROLLERS: readonly string[] = ["memory", "pids"];

/** Makes a group for one run. Throws when it cannot be made, or has not the controllers. */
export function makeUnified(path: string, maximumProcesses: number): RunCgroup {
  mkdirSync(path);
  try {
    writeGroupFile(path, "pids.max", maximumProcesses);
    writeGroupFileIfPresent(path, "memory.oom.group", 1);
    writeGroupFileIfPresent(path, "memory.swap.max", 0);
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  return {
    // The kernel asks whether the writer may move processes out of the old group, which the sandbox's user may not.
    joinFiles: [],
    add: (pid) => writeFile(join(path, "cgroup.procs"), String(pid)),
    limitMemory: (bytes) => writeGroupFile(path, "memory.max", bytes),
    peakMemoryBytes: () => readGroupNumber(path, "memory.peak") || readGroupNumber(path, "memory.current"),
    hasRunOutOfMemory: () => /^oom_kill [1-9]/m.test(readGroupFile(path, "memory.events")),
    cpuMs: () => {
      const microseconds = /^usage_usec (\d+)/m.exec(readGroupFile(path, "cpu.stat"))?.[1];
      return microseconds === undefined ? undefined : Number(microseconds) / 1000;
    },
    kill: () => (existsSync(join(path, "cgroup.kill")) ? writeGroupFile(path, "cgroup.kill", 1) : killMembers(path)),
    remove: () => removeGroup(path),
  };
}

/**
 * Has a group hand its controllers to the groups below it. The kernel refuses that while processes are in the group
 * itself; where this process is the only one, as in a service of its own, it steps down into `leafName` first. Other
 * programs' processes are never moved. Without a `leafName` nothing is changed. False when it cannot be had.
 */
export function offerControllers(parent: string, leafName: string | undefined, controllers: readonly string[] = RUN_CONTROLLERS): boolean {
  const has = (name: string): boolean => controllers.every((controller) => readGroupFile(parent, name).trim().split(/\s+/).includes(controller));
  if (!has("cgroup.controllers")) return false;
  if (has("cgroup.subtree_control")) return true;
  if (leafName === undefined) return false;
  const enable = (): boolean => {
    try {
      writeGroupFile(parent, "cgroup.subtree_control", controllers.map((controller) => `+${controller}`).join(" "));
      return true;
    } catch {
      return false;
    }
  };
  if (enable()) return true;
  if (readGroupFile(parent, "cgroup.procs").trim() !== String(process.pid)) return false;
  const leaf = join(parent, leafName);
  try {
    mkdirSync(leaf);
    writeGroupFile(leaf, "cgroup.procs", process.pid);
  } catch {
    removeGroup(leaf);
    return false;
  }
  if (enable()) return true;
  stepBack(parent, leaf);
  return false;
}

/** Nothing was won by it, so all is as before. */
function stepBack(parent: string, leaf: string): void {
  try {
    writeGroupFile(parent, "cgroup.procs", process.pid);
  } catch {
    return; // still well placed: a leaf of the group that it was in
  }
  removeGroup(leaf);
}
