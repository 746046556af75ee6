// Stores for tests: in a folder of their own, with records made from little.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { type ProjectStore, openStore } from "../../src/api/project-store.ts";
import type { RunResult } from "../../src/executor/result.ts";
import type { Report } from "../../src/model/report.ts";

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

/** A report with a finding for each name, which is its fingerprint; a name that comes again is left out. */
export function makeReport(wanted: readonly { readonly name: string; readonly message: string; readonly path: string }[], millipoints: number): Report {
  const region = { start: 0, end: 1, startLine: 3, startColumn: 1, endLine: 3, endColumn: 2 };
  const told = [...new Map(wanted.map((one) => [one.name, one])).values()];
  const findings = told.map(({ name, message, path }) => ({ fingerprint: name, ruleId: "python/sql-injection", category: "security", severity: "error", confidence: "high", cwe: ["CWE-89", "CWE-943"], message, path, language: "python", region, excerpt: { firstLine: 1, lines: [] }, trace: [], alsoFoundBy: [], remediationMinutes: 1, lineHash: "" }) as const);
  const files = [...new Set(told.map(({ path }) => path))].map((path) => ({ path, language: "python", codeLines: 1, totalLines: 1, hasParseProblem: false }));
  const score = { millipoints, rating: "B", ratings: { security: "B", reliability: "A", maintainability: "A" }, debtMinutes: 1, codeLines: 9, ledger: [] } as const;
  return { schemaVersion: 1, toolVersion: "1", root: "/", isComplete: true, incompleteReasons: [], findings, suppressed: [], files, skipped: [], notices: [], score, rules: [] };
}
