// Holds a run's memory and process count by control groups, version 2 where delegated, version 1 where writable.
import { mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync, existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomBytes } from "node:crypto";

/** Where groups for runs can be made on this machine. */
export type CgroupHome =
  | { readonly version: 2; readonly parent: string }
  | { readonly version: 1; readonly memoryParent: string; readonly pidsParent: string };

/** A group made for one run. */
export interface RunCgroup {
  /** Moves a process, and so its later children, into the group; the kernel may take some milliseconds over it. */
  add(pid: number): Promise<void>;
  /** Sets the most memory in bytes that the group may hold, swap included. */
  limitMemory(bytes: number): void;
  /** The most memory that the group held at once. */
  peakMemoryBytes(): number;
  /** Whether the kernel ended a process of the group because its memory was used up. */
  hasRunOutOfMemory(): boolean;
  /** CPU time of all its processes in milliseconds, or undefined where the group does not account for it. */
  cpuMs(): number | undefined;
  /** Ends every process that is left. */
  kill(): void;
  /** Removes the group; false while processes are still leaving it. */
  remove(): boolean;
}

const MAXIMUM_DELEGATION_LEVELS = 4;
const SOCKET_BUFFER_BYTES = 64 * 1024 * 1024;
const SYSTEM_ROOT = "/sys/fs/cgroup";

/** Finds where groups can be made, by making one; undefined where none can. `root` is stubbed in tests. */
export function findCgroupHome(root: string = SYSTEM_ROOT, membership: string = readMembership()): CgroupHome | undefined {
  const home = candidateHomes(root, membership).find((candidate) => canMakeGroup(candidate));
  if (home !== undefined) removeAbandoned(home);
  return home;
}

/** Groups of services that were killed: empty by now, for their runs died with them. */
function removeAbandoned(home: CgroupHome): void {
  for (const parent of home.version === 2 ? [home.parent] : [home.memoryParent, home.pidsParent]) {
    for (const name of readdirSync(parent)) {
      const owner = /^assay-(\d+)-[0-9a-f]+$/.exec(name)?.[1];
      if (owner !== undefined && !existsSync(`/proc/${owner}`)) removeFolder(join(parent, name));
    }
  }
}

function readMembership(): string {
  try {
    return readFileSync("/proc/self/cgroup", "utf8");
  } catch {
    return "";
  }
}

function candidateHomes(root: string, membership: string): CgroupHome[] {
  const pathByController = new Map<string, string>();
  for (const line of membership.split("\n")) {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) continue;
    for (const controller of controllers.split(",")) pathByController.set(controller, path);
  }
  const homes: CgroupHome[] = [];
  let unified = existsSync(join(root, "cgroup.controllers")) ? pathByController.get("") : undefined;
  for (let level = 0; unified !== undefined && level < MAXIMUM_DELEGATION_LEVELS; level += 1) {
    homes.push({ version: 2, parent: join(root, unified) });
    unified = unified === "/" ? undefined : dirname(unified);
  }
  const memory = pathByController.get("memory");
  const pids = pathByController.get("pids");
  if (memory !== undefined && pids !== undefined) {
    homes.push({ version: 1, memoryParent: join(root, "memory", memory), pidsParent: join(root, "pids", pids) });
  }
  return homes;
}

function canMakeGroup(home: CgroupHome): boolean {
  try {
    const group = createRunCgroup(home, 16);
    group.limitMemory(64 * 1024 * 1024);
    return group.remove();
  } catch {
    return false;
  }
}

/** Makes a group that holds at most `maximumProcesses` processes and threads. Throws when it cannot be made. */
export function createRunCgroup(home: CgroupHome, maximumProcesses: number): RunCgroup {
  const name = `assay-${process.pid}-${randomBytes(6).toString("hex")}`;
  return home.version === 2 ? makeUnified(join(home.parent, name), maximumProcesses) : makeSplit(home, name, maximumProcesses);
}

function makeUnified(path: string, maximumProcesses: number): RunCgroup {
  mkdirSync(path);
  try {
    write(path, "pids.max", maximumProcesses);
    writeIfPresent(path, "memory.oom.group", 1);
    writeIfPresent(path, "memory.swap.max", 0);
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  return {
    add: (pid) => writeFile(join(path, "cgroup.procs"), String(pid)),
    limitMemory: (bytes) => write(path, "memory.max", bytes),
    peakMemoryBytes: () => readNumber(path, "memory.peak") || readNumber(path, "memory.current"),
    hasRunOutOfMemory: () => /^oom_kill [1-9]/m.test(read(path, "memory.events")),
    cpuMs: () => {
      const microseconds = /^usage_usec (\d+)/m.exec(read(path, "cpu.stat"))?.[1];
      return microseconds === undefined ? undefined : Number(microseconds) / 1000;
    },
    kill: () => (existsSync(join(path, "cgroup.kill")) ? write(path, "cgroup.kill", 1) : killMembers(path)),
    remove: () => removeFolder(path),
  };
}

function makeSplit(
  home: { readonly memoryParent: string; readonly pidsParent: string },
  name: string,
  maximumProcesses: number,
): RunCgroup {
  const memory = join(home.memoryParent, name);
  const pids = join(home.pidsParent, name);
  mkdirSync(memory);
  try {
    mkdirSync(pids);
    write(pids, "pids.max", maximumProcesses);
    // Version 1 holds socket buffers by a limit of their own.
    writeIfPresent(memory, "memory.kmem.tcp.limit_in_bytes", SOCKET_BUFFER_BYTES);
  } catch (error) {
    removeFolder(pids);
    removeFolder(memory);
    throw error;
  }
  return {
    add: async (pid) => {
      // Together: the kernel's wait for the one serves the other.
      await Promise.all([memory, pids].map((path) => writeFile(join(path, "cgroup.procs"), String(pid))));
    },
    limitMemory: (bytes) => limitSplitMemory(memory, bytes),
    peakMemoryBytes: () => readNumber(memory, "memory.max_usage_in_bytes"),
    hasRunOutOfMemory: () => /^oom_kill [1-9]/m.test(read(memory, "memory.oom_control")),
    cpuMs: () => undefined,
    kill: () => killMembers(memory),
    remove: () => [removeFolder(memory), removeFolder(pids)].every(Boolean),
  };
}

/** The limit with swap may never be below the limit without, so the order depends on the direction. */
function limitSplitMemory(memory: string, bytes: number): void {
  const isRaising = readNumber(memory, "memory.limit_in_bytes") < bytes;
  const names = ["memory.memsw.limit_in_bytes", "memory.limit_in_bytes"];
  for (const name of isRaising ? names : names.reverse()) {
    // Kernels without swap accounting have no memsw file; the plain limit then holds alone.
    if (name === "memory.limit_in_bytes") write(memory, name, bytes);
    else writeIfPresent(memory, name, bytes);
  }
}

function killMembers(path: string): void {
  for (const line of read(path, "cgroup.procs").split("\n")) {
    const pid = Number(line);
    if (pid > 0) killQuietly(pid);
  }
}

/** Sends SIGKILL; a process that is gone already is what was wanted. */
export function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function removeFolder(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}

function write(path: string, name: string, value: number): void {
  writeFileSync(join(path, name), String(value));
}

function writeIfPresent(path: string, name: string, value: number): void {
  if (existsSync(join(path, name))) write(path, name, value);
}

function read(path: string, name: string): string {
  try {
    return readFileSync(join(path, name), "utf8");
  } catch {
    return "";
  }
}

function readNumber(path: string, name: string): number {
  const value = Number(read(path, name).trim());
  return Number.isFinite(value) ? value : 0;
}
