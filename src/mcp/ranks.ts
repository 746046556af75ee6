// Orders of severities and confidences, for "at least".

const ranks: ReadonlyMap<string, number> = new Map([
  ["error", 3],
  ["warning", 2],
  ["info", 1],
  ["high", 3],
  ["medium", 2],
  ["low", 1],
]);

/** True where `value` ranks as high as `least`, or nothing is asked for. */
export function isAtLeast<Value extends string>(value: Value, least: Value | undefined): boolean {
  return least === undefined || (ranks.get(value) ?? 0) >= (ranks.get(least) ?? 0);
}
