// Control groups of version 1: a pair of groups for one run, one that holds its memory and one its processes.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { killMembers, readGroupFile, readGroupNumber, removeGroup, writeGroupFile, writeGroupFileIfPresent } from "./cgroup-files.ts";
import type { RunCgroup } from "./run-cgroup.ts";

const SOCKET_BUFFER_BYTES = 64 * 1024 * 1024;

/** Makes the groups for one run. Throws when they cannot be made. */
export function makeSplit(memory: string, pids: string, maximumProcesses: number): RunCgroup {
  mkdirSync(memory);
  try {
    mkdirSync(pids);
    writeGroupFile(pids, "pids.max", maximumProcesses);
    // Version 1 holds socket buffers by a limit of their own.
    writeGroupFileIfPresent(memory, "memory.kmem.tcp.limit_in_bytes", SOCKET_BUFFER_BYTES);
  } catch (error) {
    removeGroup(pids);
    removeGroup(memory);
    throw error;
  }
  return {
    // A thread that moves itself takes no lock of the whole system, which the kernel needs many milliseconds for.
    joinFiles: [join(memory, "tasks"), join(pids, "tasks")],
    add: async () => {},
    limitMemory: (bytes) => limitMemory(memory, bytes),
    peakMemoryBytes: () => readGroupNumber(memory, "memory.max_usage_in_bytes"),
    hasRunOutOfMemory: () => /^oom_kill [1-9]/m.test(readGroupFile(memory, "memory.oom_control")),
    cpuMs: () => undefined,
    kill: () => killMembers(memory),
    remove: () => [removeGroup(memory), removeGroup(pids)].every(Boolean),
  };
}

/** The limit with swap may never be below the limit without, so the order depends on the direction. */
function limitMemory(memory: string, bytes: number): void {
  const isRaising = readGroupNumber(memory, "memory.limit_in_bytes") < bytes;
  const names = ["memory.memsw.limit_in_bytes", "memory.limit_in_bytes"];
  for (const name of isRaising ? names : names.reverse()) {
    // Kernels without swap accounting have no memsw file; the plain limit then holds alone.
    if (name === "memory.limit_in_bytes") writeGroupFile(memory, name, bytes);
    else writeGroupFileIfPresent(memory, name, bytes);
  }
}
