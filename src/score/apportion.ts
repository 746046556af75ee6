// Shares a whole number out over weights so that the shares are whole and sum to it exactly (largest remainder).

/**
 * Shares of `total` in proportion to `weights` (whole, ≥ 0). Equal remainders go to the earlier weight, so callers
 * fix the order. All shares are 0 where all weights are.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((subtotal, weight) => subtotal + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => divide(total, weight, sum));
  const shares = parts.map(({ quotient }) => quotient);
  const left = total - shares.reduce((subtotal, share) => subtotal + share, 0);
  const byRemainder = weights.map((_, index) => index).sort((a, b) => parts[b]!.remainder - parts[a]!.remainder || a - b);
  for (const index of byRemainder.slice(0, left)) shares[index]! += 1;
  return shares;
}

/** `total * weight` divided by `sum`, which is no less than the weight: exactly, also where the product passes 2^53. */
function divide(total: number, weight: number, sum: number): { readonly quotient: number; readonly remainder: number } {
  if (total * sum <= Number.MAX_SAFE_INTEGER) {
    const remainder = (total * weight) % sum;
    return { quotient: (total * weight - remainder) / sum, remainder };
  }
  const product = BigInt(total) * BigInt(weight);
  return { quotient: Number(product / BigInt(sum)), remainder: Number(product % BigInt(sum)) };
}
