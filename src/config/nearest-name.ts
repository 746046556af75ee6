// Finds the known name that a mistyped one most likely meant.

/** Longer names are not compared: no key or rule id is as long, and the comparison is quadratic. */
const maxComparedLength = 100;

/** The known name with the smallest edit distance, where it is small enough to be a slip of the hand. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  if (name.length > maxComparedLength) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    if (candidate.length > maxComparedLength) continue;
    // A rule's own name without its language is the commonest slip.
    const distance = candidate.endsWith(`/${name}`) ? 1 : editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance with one row of memory. */
function editDistance(left: string, right: string): number {
  const row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    let diagonal = row[0]!;
    row[0] = i;
    for (let j = 1; j <= right.length; j++) {
      const above = row[j]!;
      row[j] = Math.min(above + 1, row[j - 1]! + 1, diagonal + (left[i - 1] === right[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[right.length]!;
}
