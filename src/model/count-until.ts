// Finds a place among rising numbers: a line by an offset, a file by a token, a sum by a node.

/** How many of the rising numbers are no greater than `most`. */
export function countUntil(rising: ArrayLike<number>, most: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
