// What a control group is to a run, whichever version the kernel has.

/** A group made for one run. */
export interface RunCgroup {
  /** Files by which a process of any user that has them open joins, writing `0`; with none, {@link RunCgroup.add} does it. */
  readonly joinFiles: readonly string[];
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
