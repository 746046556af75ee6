// Stores for tests: in a folder of their own, with records made from little.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { type ProjectStore, openStore } from "../../src/api/project-store.ts";
import type { RunResult } from "../../src/executor/result.ts";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "assay-store-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Closed and removed after the test. */
export async function makeStore(path?: string): Promise<ProjectStore> {
  const folder = makeFolder();
  const store = await openStore({ cwd: folder, path });
  cleanups.push(() => store.close());
  return store;
}

/** A run that passed, with what is given changed. */
export function runResult(change: Partial<RunResult> = {}): RunResult {
  return {
    exitCode: 0,
    signal: null,
    stdout: "",
    stderr: "",
    durationMs: 10,
    cpuMs: 5,
    peakMemoryBytes: 1_000_000,
    timedOut: false,
    outOfMemory: false,
    truncated: { stdoutBytes: 0, stderrBytes: 0 },
    isolation: "bubblewrap",
    memoryEnforcement: "cgroup",
    ...change,
  };
}
