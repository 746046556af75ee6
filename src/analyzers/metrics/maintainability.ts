// The maintainability index: Oman and Hagemeister's formula in the scale of 0 to 100, and radon's with credit for comments.

export interface MaintainabilityInput {
  readonly volume: number;
  readonly cyclomatic: number;
  readonly lines: number;
}

function original({ volume, cyclomatic, lines }: MaintainabilityInput): number {
  return 171 - 5.2 * Math.log(volume) - 0.23 * cyclomatic - 16.2 * Math.log(lines);
}

/** Microsoft's: 0 to 9 is red, 10 to 19 yellow, 20 and more green. 100 for nothing at all. */
export function maintainabilityIndex(input: MaintainabilityInput): number {
  if (input.volume <= 0 || input.lines <= 0) return 100;
  return Math.min(100, Math.max(0, (original(input) * 100) / 171));
}

/** radon's (`metrics.py`, mi_compute): `commentPercent` is comment lines in a hundred lines of code. */
export function maintainabilityIndexWithComments(input: MaintainabilityInput, commentPercent: number): number {
  if (input.volume <= 0 || input.lines <= 0) return 100;
  const credit = 50 * Math.sin(Math.sqrt(2.46 * ((commentPercent * Math.PI) / 180)));
  return Math.min(Math.max(0, ((original(input) + credit) * 100) / 171), 100);
}
