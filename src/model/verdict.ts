// What verification says of a fix: a verdict, and the evidence of each rung of the ladder.

/** The rungs, lowest first. */
export const rungNames = ["parses", "finding-gone", "tests-pass", "proof-flips", "behaviour-kept"] as const;

export type RungName = (typeof rungNames)[number];

export interface Rung {
  readonly name: RungName;
  readonly status: "passed" | "failed" | "not-run";
  /** Not run because the project or the rule has nothing of the kind: no tests, no proof. Higher rungs do without it. */
  readonly isAbsent?: true;
  /** What was done and seen, one sentence each. */
  readonly evidence: readonly string[];
}

export interface Verdict {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  readonly verdict: "accepted" | "refused" | "undecided";
  /** The highest rung up to which all that could run passed. `none` where not even the first did. */
  readonly level: RungName | "none";
  /** The level that was asked for, or the highest that can run here. */
  readonly wantedLevel: RungName;
  /** One sentence. */
  readonly reason: string;
  /** A stable word for the reason: `accepted`, or why not. */
  readonly code: string;
  /** The findings that the fix is to remove. */
  readonly findings: readonly { readonly ruleId: string; readonly path: string; readonly line: number; readonly fingerprint: string }[];
  readonly rungs: readonly Rung[];
}
