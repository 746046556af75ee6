// Watches processes of this machine, for tests of what must have ended.

import { readFile, readdir } from "node:fs/promises";

/** True while a process runs whose first word is `mark`. */
export async function isRunning(mark: string): Promise<boolean> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, "latin1").catch(() => "")));
  return lines.some((line) => line.startsWith(`${mark}\0`));
}

/** Waits ten seconds at most. */
export async function until(isReached: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await isReached()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It did not come about");
}
