// The resource limits of one run, and the prlimit arguments that the kernel gets.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Defence, RemovedDefences } from "./defences.ts";
import type { MemoryEnforcement } from "../result.ts";

/** Limits in force for one run. */
export interface RunLimits {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  /** Memory that the program's data segment may hold unused beyond `memoryBytes`. */
  readonly reservedBytes: number;
  readonly outputBytes: number;
  readonly maximumProcesses: number;
  readonly maximumOpenFiles: number;
  readonly workspaceBytes: number;
  readonly workspaceFiles: number;
}

/** The arguments of `prlimit` up to the command; soft and hard limits alike, so that no program raises them. */
export function prlimitArguments(limits: RunLimits, enforcement: MemoryEnforcement, removed: RemovedDefences, own: string = readOwnLimits()): string[] {
  const cpuSeconds = Math.ceil(limits.timeoutMs / 1000) * availableParallelism() + 1;
  const values: readonly (readonly [Defence, LimitName, number])[] = [
    ["limit-processes", "nproc", limits.maximumProcesses],
    ["limit-file-size", "fsize", limits.workspaceBytes],
    ["limit-open-files", "nofile", limits.maximumOpenFiles],
    ["limit-core", "core", 0],
    ["limit-cpu", "cpu", cpuSeconds],
    // Only where no control group holds the memory: it counts reserved address space too, which V8 is generous with.
    ...(enforcement === "best-effort" ? [["limit-data", "data", limits.memoryBytes + limits.reservedBytes] as const] : []),
  ];
  return values.flatMap(([defence, name, value]) => {
    const most = Math.min(value, ownLimitOf(name, own));
    return removed.has(defence) ? [] : [`--${name}=${most}:${most}`];
  });
}

const ROWS = {
  nproc: "Max processes",
  fsize: "Max file size",
  nofile: "Max open files",
  core: "Max core file size",
  cpu: "Max cpu time",
  data: "Max data size",
} as const;
type LimitName = keyof typeof ROWS;

function readOwnLimits(): string {
  try {
    return readFileSync("/proc/self/limits", "utf8");
  } catch {
    return "";
  }
}

/** The service's own hard limit: nothing that it starts may have more, and to ask for more is an error. */
function ownLimitOf(name: LimitName, own: string): number {
  const row = own.split("\n").find((line) => line.startsWith(ROWS[name]));
  const hard = row?.slice(ROWS[name].length).trim().split(/\s+/)[1];
  return hard === undefined || hard === "unlimited" ? Infinity : Number(hard);
}
