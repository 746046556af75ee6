// Compares version numbers for `min-version` and `max-version`.

/** The version of the reference program whose rule language this engine speaks. */
export const referenceVersion = "1.182.0";

/** The three numbers of a version, or undefined where the text is none. */
export function parseVersion(text: string): readonly [number, number, number] | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(text.trim());
  return match === null ? undefined : [Number(match[1]), Number(match[2]), Number(match[3])];
}

/** Negative, zero or positive as `left` is older than, equal to or newer than `right`. */
export function compareVersions(left: string, right: string): number {
  const a = parseVersion(left) ?? [0, 0, 0];
  const b = parseVersion(right) ?? [0, 0, 0];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** True where a rule with these bounds is meant for the reference version. */
export function isForReferenceVersion(minVersion: string | undefined, maxVersion: string | undefined): boolean {
  if (minVersion !== undefined && compareVersions(referenceVersion, minVersion) < 0) return false;
  return maxVersion === undefined || compareVersions(referenceVersion, maxVersion) <= 0;
}
