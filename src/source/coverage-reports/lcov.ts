// Reads lcov's tracefiles: `SF:` opens a file, each `DA:` is a line with its runs (geninfo's manual page).

import { type CoverageReport, addRuns } from "./runs.ts";

/** Undefined for what is no tracefile. */
export function parseLcov(text: string): CoverageReport | undefined {
  const files = new Map<string, Map<number, number>>();
  let path: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("SF:")) {
      path = line.slice(3).trim();
      if (!files.has(path)) files.set(path, new Map());
    }
    if (line === "end_of_record") path = undefined;
    const data = /^DA:(\d+),(-?\d+)/.exec(line);
    // Some compilers write negative counts for lines that ran out of order; they count as not run.
    if (data !== null && path !== undefined) addRuns(files, path, Number(data[1]), Math.max(0, Number(data[2])));
  }
  return files.size === 0 ? undefined : { files, folders: [] };
}
