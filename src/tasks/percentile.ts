// The nearest-rank percentile: the smallest value that at least that share of all values does not exceed.

/** `sorted` ascending and not empty, `share` above 0 and at most 1. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}
