// Reads what `coverage json` writes: lists of executed and missing lines for each file.

import { type CoverageReport, addRuns } from "./runs.ts";

/** Undefined for other JSON. */
export function parseCoveragePy(text: string): CoverageReport | undefined {
  const report = readJson(text);
  const entries = isRecord(report) && isRecord(report["files"]) ? Object.entries(report["files"]) : undefined;
  if (entries === undefined) return undefined;
  const files = new Map<string, Map<number, number>>();
  for (const [path, file] of entries) {
    files.set(path, new Map());
    for (const line of linesOf(file, "executed_lines")) addRuns(files, path, line, 1);
    for (const line of linesOf(file, "missing_lines")) addRuns(files, path, line, 0);
  }
  return { files, folders: [] };
}

function linesOf(file: unknown, key: string): number[] {
  const lines = isRecord(file) ? file[key] : undefined;
  return Array.isArray(lines) ? lines.filter((line): line is number => typeof line === "number" && line > 0) : [];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
