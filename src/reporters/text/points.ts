// Rounds the score and its losses to tenths of a point so that what is shown still adds up to 100.

/** Tenths of a point. */
export interface ShownPoints {
  readonly score: number;
  readonly losses: readonly number[];
}

/**
 * The score is rounded down, so it never shows a rating that it has not reached; the losses share the rest by largest
 * remainder. All inputs are thousandths and sum to 100,000.
 */
export function shareTenths(millipoints: number, losses: readonly number[]): ShownPoints {
  const score = Math.floor(millipoints / 100);
  const shares = losses.map((loss) => Math.floor(loss / 100));
  const left = 1_000 - score - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = losses.map((loss, index) => ({ index, remainder: loss % 100 }));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index]! += 1;
  return { score, losses: shares };
}

/** At most one decimal. */
export function formatTenths(tenths: number): string {
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
}

/** Points to gain: tenths, or as many thousandths as there are where that would be nothing. */
export function formatGain(millipoints: number): string {
  return millipoints >= 100 ? formatTenths(Math.round(millipoints / 100)) : (millipoints / 1_000).toFixed(3).replace(/0+$/, "");
}
