// What a coverage report says: how often lines ran, added up.

export interface CoverageReport {
  /** Path as the report has it → 1-based line → number of runs. */
  readonly files: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Folders that its relative paths may count from. */
  readonly folders: readonly string[];
}

/** Several reports, or several tests in one, may speak of one line. */
export function addRuns(files: Map<string, Map<number, number>>, path: string, line: number, runs: number): void {
  const own = files.get(path) ?? new Map<number, number>();
  own.set(line, (own.get(line) ?? 0) + runs);
  files.set(path, own);
}
