// Measures a process and all its descendants from /proc: memory, CPU time and who they are.
import { readFileSync, readdirSync } from "node:fs";

/** One reading of a tree of processes. */
export interface TreeReading {
  readonly pids: readonly number[];
  readonly residentBytes: number;
  readonly cpuMs: number;
}

const PAGE_BYTES = 4096;
const CLOCK_TICK_MS = 10;
const MAXIMUM_TREE_PROCESSES = 20_000;

/** Reads the tree under `rootPid`, which is a pid namespace's first process, so nobody escapes by re-parenting. */
export function readProcessTree(rootPid: number): TreeReading {
  const pids = listDescendants(rootPid);
  let residentBytes = 0;
  let cpuMs = 0;
  for (const pid of pids) {
    const fields = readStatFields(pid);
    if (fields === undefined) continue;
    // Fields 14-17 of proc(5) stat: own and waited-for children's user and system time; field 24: resident pages.
    cpuMs += (fieldNumber(fields, 14) + fieldNumber(fields, 15) + fieldNumber(fields, 16) + fieldNumber(fields, 17)) * CLOCK_TICK_MS;
    residentBytes += fieldNumber(fields, 24) * PAGE_BYTES;
  }
  return { pids, residentBytes, cpuMs };
}

/** The same memory with every shared page counted once; dearer, so asked for only near a limit. */
export function readProportionalBytes(pids: readonly number[]): number {
  let total = 0;
  for (const pid of pids) {
    const kibibytes = /^Pss:\s+(\d+) kB/m.exec(readQuietly(`/proc/${pid}/smaps_rollup`))?.[1];
    total += Number(kibibytes ?? 0) * 1024;
  }
  return total;
}

/** A process and all that descend from it, parents first. */
export function listDescendants(rootPid: number): number[] {
  const found = [rootPid];
  const hasChildrenFiles = readIfPresent(`/proc/${process.pid}/task/${process.pid}/children`) !== undefined;
  const childrenOf = hasChildrenFiles ? undefined : groupByParent();
  for (let index = 0; index < found.length && found.length < MAXIMUM_TREE_PROCESSES; index += 1) {
    const pid = found[index] as number; // index is below the length
    found.push(...(childrenOf === undefined ? readChildren(pid) : (childrenOf.get(pid) ?? [])));
  }
  return found;
}

/** Children of every thread, since a child belongs to the thread that made it. */
function readChildren(pid: number): number[] {
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
  return threads.flatMap((thread) => readQuietly(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number));
}

/** For kernels built without the `children` files. */
function groupByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const fields = pid > 0 ? readStatFields(pid) : undefined;
    if (fields === undefined) continue;
    const parent = fieldNumber(fields, 4);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/** The fields after the command name, which may itself hold blanks and brackets. */
function readStatFields(pid: number): string[] | undefined {
  const text = readQuietly(`/proc/${pid}/stat`);
  const end = text.lastIndexOf(")");
  return end === -1 ? undefined : text.slice(end + 2).split(" ");
}

/** Field `number` as proc(5) counts them; the first after the name is 3. */
function fieldNumber(fields: readonly string[], number: number): number {
  return Number(fields[number - 3] ?? 0);
}

/** A file's text, or nothing when the process is gone. */
function readQuietly(path: string): string {
  return readIfPresent(path) ?? "";
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
