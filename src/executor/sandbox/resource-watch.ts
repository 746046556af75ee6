// Reads a running sandbox's memory, CPU time and file count at short intervals and reports what is past its limit.
import type { MemoryEnforcement, StopReason } from "../result.ts";
import type { RunCgroup } from "./run-cgroup.ts";
import type { RemovedDefences } from "./defences.ts";
import type { StartedSandbox } from "./launcher.ts";
import type { RunLimits } from "./limits.ts";
import { readProcessTree, readProportionalBytes, readSocketBytes, type TreeReading } from "./process-tree.ts";
import type { FolderUsage } from "./sandbox-folders.ts";

/** What to hold a sandbox to. */
export interface WatchOptions {
  readonly limits: RunLimits;
  readonly memoryEnforcement: MemoryEnforcement;
  readonly cgroup: RunCgroup | undefined;
  readonly removed: RemovedDefences;
}

const FIRST_READING_MS = 10;
const READING_INTERVAL_MS = 50;

/** Watches from its making until {@link ResourceWatch.stop}. */
export class ResourceWatch {
  readonly #sandbox: StartedSandbox;
  readonly #options: WatchOptions;
  readonly #onExceeded: (reason: StopReason) => void;
  readonly #seeded: FolderUsage;
  #timer: NodeJS.Timeout;
  #peakMemoryBytes = 0;
  #cpuMs = 0;

  constructor(sandbox: StartedSandbox, options: WatchOptions, onExceeded: (reason: StopReason) => void) {
    this.#sandbox = sandbox;
    this.#options = options;
    this.#onExceeded = onExceeded;
    this.#seeded = sandbox.folders.usage();
    this.#timer = setTimeout(() => this.#readAndGoOn(), FIRST_READING_MS);
  }

  /** The most memory of any reading; 0 where a control group counts it exactly. */
  get peakMemoryBytes(): number {
    return this.#peakMemoryBytes;
  }

  /** CPU time of all processes up to the last reading. */
  get cpuMs(): number {
    return this.#cpuMs;
  }

  /** Ends the readings. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #readAndGoOn(): void {
    this.read();
    this.#timer = setTimeout(() => this.#readAndGoOn(), READING_INTERVAL_MS);
  }

  /** Takes one reading now. */
  read(): void {
    const { limits, removed, memoryEnforcement, cgroup } = this.#options;
    const tree = readProcessTree(this.#sandbox.firstProcess);
    const usage = this.#sandbox.folders.usage();
    this.#cpuMs = Math.max(this.#cpuMs, tree.cpuMs);
    if (memoryEnforcement === "cgroup") {
      if (cgroup?.hasRunOutOfMemory() === true) this.#onExceeded("memory");
    } else {
      const elsewhere = Math.max(0, usage.bytes - this.#seeded.bytes) + readSocketBytes(this.#sandbox.firstProcess);
      const bytes = measureMemory(tree, elsewhere, limits.memoryBytes);
      this.#peakMemoryBytes = Math.max(this.#peakMemoryBytes, bytes);
      if (bytes > limits.memoryBytes && !removed.has("watch-memory")) this.#onExceeded("memory");
    }
    if (usage.files - this.#seeded.files > limits.workspaceFiles && !removed.has("watch-files")) this.#onExceeded("workspace");
  }
}

/** Memory of the processes, and what they hold elsewhere: in memory-backed folders and in sockets. */
function measureMemory(tree: TreeReading, elsewhereBytes: number, limitBytes: number): number {
  const rough = tree.residentBytes + elsewhereBytes;
  // Resident sizes count shared pages once a process: an overestimate, so only a reading above the limit is refined.
  return rough <= limitBytes ? rough : readProportionalBytes(tree.processes) + elsewhereBytes;
}
