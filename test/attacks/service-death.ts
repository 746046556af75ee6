// Kills a service in the middle of a run and looks at what is left of it on the host.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { MemoryEnforcement } from "../../src/executor/result.ts";
import { killQuietly } from "../../src/executor/sandbox/cgroup-files.ts";
import type { Defence } from "../../src/executor/sandbox/defences.ts";
import { findProcesses } from "./world.ts";

const DRIVER = fileURLToPath(new URL("service-driver.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Says what survived the service's death, or nothing when all of the run went with it. */
export async function runServiceDeath(mode: MemoryEnforcement, removed: Defence | "" = ""): Promise<string | undefined> {
  const mark = `32${process.pid}${Date.now() % 100_000}`;
  const mountsBefore = countMounts();
  const service = spawn(process.execPath, ["--import", "jiti/register", DRIVER, mark, mode, removed], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await new Promise<void>((resolve, reject) => {
      service.stdout.once("data", () => resolve());
      service.once("exit", () => reject(new Error("the service ended before its run had started")));
    });
    service.removeAllListeners("exit");
    if (findProcesses(mark).length < 2) return "the run was not seen on the host";
    service.kill("SIGKILL");
    return await describeRemains(mark, service.pid ?? 0, mountsBefore);
  } finally {
    for (const pid of findProcesses(mark)) killQuietly(pid);
  }
}

async function describeRemains(mark: string, servicePid: number, mountsBefore: number): Promise<string | undefined> {
  let left: number[] = [];
  for (let attempt = 0; attempt < 50; attempt += 1) {
    left = findProcesses(mark).filter((pid) => pid !== servicePid);
    if (left.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (left.length > 0) return `processes are left: ${left.join(", ")}`;
  return countMounts() === mountsBefore ? undefined : "mounts are left";
}

function countMounts(): number {
  return readFileSync("/proc/self/mounts", "utf8").split("\n").length;
}
