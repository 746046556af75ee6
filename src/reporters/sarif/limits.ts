// What GitHub code scanning accepts at most in one SARIF file; beyond it an upload is rejected whole.

/** Source: GitHub's "SARIF support for code scanning", limits of one upload. */
export const sarifLimits = {
  results: 25_000,
  rules: 25_000,
  tagsPerRule: 20,
  descriptionCharacters: 1_024,
  threadFlowLocations: 10_000,
  relatedLocations: 999,
  /** Ours, to keep files readable: notifications are not read there. */
  notifications: 1_000,
} as const;

/** The text, cut to what a description may hold. */
export function cutDescription(text: string): string {
  if (text.length <= sarifLimits.descriptionCharacters) return text;
  // A surrogate pair must not be cut in the middle.
  return `${text.slice(0, sarifLimits.descriptionCharacters - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
