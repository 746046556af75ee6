// Runs commands side by side and keeps the medians of what the operating system says they cost.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Measurement {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly exitCode: number;
}

const measureScript = fileURLToPath(new URL("measure.py", import.meta.url));
const longestRunMs = 30 * 60_000;

/** One run of a command, its output thrown away. */
export function measureOnce(command: readonly string[], environment: Record<string, string> = {}): Measurement {
  const printed = execFileSync("python3", [measureScript, ...command], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
    timeout: longestRunMs,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(printed.trim().split("\n").at(-1)!) as Measurement;
}

/** The medians of several runs. `prepare` runs before each and is not measured. */
export function measure(
  command: readonly string[],
  options: { runs: number; prepare?: () => void; environment?: Record<string, string> },
): Measurement {
  const all = Array.from({ length: options.runs }, () => {
    options.prepare?.();
    return measureOnce(command, options.environment);
  });
  return {
    wallSeconds: median(all.map((one) => one.wallSeconds)),
    cpuSeconds: median(all.map((one) => one.cpuSeconds)),
    peakMegabytes: Math.max(...all.map((one) => one.peakMegabytes)),
    exitCode: all[0]!.exitCode,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
