// Chooses positions whose token runs stand for all others (winnowing, Schleimer, Wilkerson and Aiken 2003).

export interface Fingerprint {
  readonly hash: number;
  readonly position: number;
}

/** Neighbouring runs of which one is chosen. */
const windowLength = 4;

const base = 0x01000193;

/**
 * Of every `minTokens` neighbouring tokens at least one run is chosen, by its content alone: two equal stretches of that
 * length always share a chosen run. Runs are nearly as long as that: what shares only a shorter stretch cannot come between.
 */
export function* chooseFingerprints(codes: Uint32Array, minTokens: number): Generator<Fingerprint> {
  const runLength = Math.max(1, minTokens - windowLength + 1);
  const hashes = hashRuns(codes, runLength);
  // Indices of hashes that may become the least of a window, their hashes rising.
  const candidates: number[] = [];
  let head = 0;
  let chosen = -1;
  for (let index = 0; index < hashes.length; index++) {
    while (candidates.length > head && hashes[candidates[candidates.length - 1]!]! >= hashes[index]!) candidates.pop();
    candidates.push(index);
    if (candidates[head]! <= index - windowLength) head++;
    const least = candidates[head]!;
    if (index >= windowLength - 1 && least !== chosen) {
      chosen = least;
      yield { hash: hashes[least]!, position: least };
    }
  }
}

/** A rolling hash of the run that starts at each token. */
function hashRuns(codes: Uint32Array, runLength: number): Uint32Array {
  const count = Math.max(0, codes.length - runLength + 1);
  const hashes = new Uint32Array(count);
  let power = 1;
  for (let step = 1; step < runLength; step++) power = Math.imul(power, base);
  let hash = 0;
  for (let at = 0; at < codes.length; at++) {
    if (at >= runLength) hash = (hash - Math.imul(codes[at - runLength]!, power)) | 0;
    hash = (Math.imul(hash, base) + codes[at]!) | 0;
    if (at >= runLength - 1) hashes[at - runLength + 1] = mix(hash);
  }
  return hashes;
}

/** Spreads the hash, so that the least one of a window is any of them. */
function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return Math.imul(mixed, 0xc2b2ae35) >>> 0;
}
