// Measures a process and all its descendants from /proc: memory, CPU time and who they are.
import { readFileSync, readdirSync } from "node:fs";

/** One process of a tree at one moment. */
export interface ProcessReading {
  readonly pid: number;
  /** Where /proc tells of its memory: its own entry, or that of a thread that lives on when the first has ended. */
  readonly memoryPath: string;
  readonly residentBytes: number;
  /** Memory of the kernel's tables for its address space, where that is so large that they may count. */
  readonly pageTableBytes: number;
}

/** One reading of a tree of processes. */
export interface TreeReading {
  readonly processes: readonly ProcessReading[];
  readonly residentBytes: number;
  readonly cpuMs: number;
}

const PAGE_BYTES = 4096;
const CLOCK_TICK_MS = 10;
const MAXIMUM_TREE_PROCESSES = 20_000;
/** A table of one page maps so many bytes; reading without writing fills tables and nothing else. */
const BYTES_PER_TABLE_BYTE = 512;
const TELLING_TABLE_BYTES = 8 * 1024 * 1024;

/** Reads the tree under `rootPid`, which is a pid namespace's first process, so nobody escapes by re-parenting. */
export function readProcessTree(rootPid: number): TreeReading {
  const processes: ProcessReading[] = [];
  let cpuMs = 0;
  for (const pid of listDescendants(rootPid)) {
    const fields = readStatFields(`/proc/${pid}`);
    if (fields === undefined) continue;
    // Fields 14-17 of proc(5) stat: own and waited-for children's user and system time.
    cpuMs += (fieldNumber(fields, 14) + fieldNumber(fields, 15) + fieldNumber(fields, 16) + fieldNumber(fields, 17)) * CLOCK_TICK_MS;
    processes.push(readMemory(pid, fields));
  }
  const residentBytes = processes.reduce((sum, one) => sum + one.residentBytes + one.pageTableBytes, 0);
  return { processes, residentBytes, cpuMs };
}

function readMemory(pid: number, fields: readonly string[]): ProcessReading {
  // Field 3: state; 20: threads. A process whose first thread has ended seems to have no memory at all.
  const seemsEmpty = fields[0] === "Z" && fieldNumber(fields, 20) > 1;
  const memoryPath = (seemsEmpty ? findLivingThread(pid) : undefined) ?? `/proc/${pid}`;
  const telling = seemsEmpty ? (readStatFields(memoryPath) ?? fields) : fields;
  // Field 23: bytes of address space; 24: resident pages.
  const mayHaveTables = fieldNumber(telling, 23) / BYTES_PER_TABLE_BYTE > TELLING_TABLE_BYTES;
  const tables = mayHaveTables ? /^VmPTE:\s+(\d+) kB/m.exec(readQuietly(`${memoryPath}/status`))?.[1] : undefined;
  return { pid, memoryPath, residentBytes: fieldNumber(telling, 24) * PAGE_BYTES, pageTableBytes: Number(tables ?? 0) * 1024 };
}

function findLivingThread(pid: number): string | undefined {
  const paths = listNames(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}`);
  return paths.find((path) => fieldNumber(readStatFields(path) ?? [], 24) > 0);
}

/** The same memory with every shared page counted once; dearer, so asked for only near a limit. */
export function readProportionalBytes(processes: readonly ProcessReading[]): number {
  let total = 0;
  for (const { memoryPath, residentBytes, pageTableBytes } of processes) {
    const kibibytes = /^Pss:\s+(\d+) kB/m.exec(readQuietly(`${memoryPath}/smaps_rollup`))?.[1];
    // A process can hide the finer figure from its own user; then the coarse one stands.
    total += pageTableBytes + (kibibytes === undefined ? residentBytes : Number(kibibytes) * 1024);
  }
  return total;
}

/**
 * Bytes that wait in the sockets of a process' network namespace: memory of the kernel that no process owns. Of TCP
 * the payload is told, of UDP what it takes.
 */
export function readSocketBytes(pid: number): number {
  let total = 0;
  for (const table of ["tcp", "tcp6", "udp", "udp6"]) {
    for (const [, sending, receiving] of readQuietly(`/proc/${pid}/net/${table}`).matchAll(/ ([0-9A-F]{8}):([0-9A-F]{8}) /g)) {
      total += Number.parseInt(sending ?? "0", 16) + Number.parseInt(receiving ?? "0", 16);
    }
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
  return listNames(`/proc/${pid}/task`).flatMap((thread) => readQuietly(`/proc/${pid}/task/${thread}/children`).split(" ").filter(Boolean).map(Number));
}

/** The names in a folder, none when the process is gone. */
function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** For kernels built without the `children` files. */
function groupByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    const fields = pid > 0 ? readStatFields(`/proc/${pid}`) : undefined;
    if (fields === undefined) continue;
    const parent = fieldNumber(fields, 4);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

/** The fields after the command name, which may itself hold blanks and brackets. */
function readStatFields(path: string): string[] | undefined {
  const text = readQuietly(`${path}/stat`);
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
