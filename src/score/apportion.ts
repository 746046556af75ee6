// Shares a whole number out over weights so that the shares are whole and sum to it exactly (largest remainder).

/**
 * Shares of `total` in proportion to `weights` (whole, ≥ 0). Equal remainders go to the earlier weight, so callers
 * fix the order. All shares are 0 where all weights are.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((subtotal, weight) => subtotal + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  // Whole numbers of any size: the product of a total and a weight may pass 2^53.
  const wide = { total: BigInt(total), sum: BigInt(sum) };
  const shares = weights.map((weight) => Number((wide.total * BigInt(weight)) / wide.sum));
  const remainders = weights.map((weight) => (wide.total * BigInt(weight)) % wide.sum);
  const left = total - shares.reduce((subtotal, share) => subtotal + share, 0);
  const byRemainder = weights.map((_, index) => index).sort((a, b) => compare(remainders[b]!, remainders[a]!) || a - b);
  for (const index of byRemainder.slice(0, left)) shares[index]! += 1;
  return shares;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
