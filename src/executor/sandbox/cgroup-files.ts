// Reading and writing the small files by which the kernel shows control groups.
import { existsSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes one value. Throws what the kernel refuses. */
export function writeGroupFile(group: string, name: string, value: number | string): void {
  writeFileSync(join(group, name), String(value));
}

/** Writes one value where this kernel has the file. */
export function writeGroupFileIfPresent(group: string, name: string, value: number | string): void {
  if (existsSync(join(group, name))) writeGroupFile(group, name, value);
}

/** A file's text, empty when it is not there. */
export function readGroupFile(group: string, name: string): string {
  try {
    return readFileSync(join(group, name), "utf8");
  } catch {
    return "";
  }
}

/** A file's number, 0 when it holds none. */
export function readGroupNumber(group: string, name: string): number {
  const value = Number(readGroupFile(group, name).trim());
  return Number.isFinite(value) ? value : 0;
}

/** Removes a group; false while it still has processes, true when it is gone already. */
export function removeGroup(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
}

/** Kills every process of a group. */
export function killMembers(group: string): void {
  for (const line of readGroupFile(group, "cgroup.procs").split("\n")) {
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
