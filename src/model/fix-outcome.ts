// What became of the fixes that findings offer: each judged, and what their files would hold.

import type { RungName, Verdict } from "./verdict.ts";

/** One fix, and what was decided about it. */
export interface JudgedFix {
  readonly ruleId: string;
  readonly path: string;
  /** 1-based; of a finding that an earlier fix brought to light, in the text as that fix left it. */
  readonly line: number;
  readonly fingerprint: string;
  readonly description: string;
  readonly safety: "safe" | "unsafe";
  /** `left-out`: not judged, for a reason that has nothing to do with the fix. */
  readonly outcome: "accepted" | "refused" | "undecided" | "left-out";
  /** A stable word for the reason. */
  readonly code: string;
  /** One sentence. */
  readonly reason: string;
}

/** A file that accepted fixes change. */
export interface FixedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface FixOutcome {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  /** Absolute. */
  readonly root: string;
  /** By path and place. */
  readonly fixes: readonly JudgedFix[];
  /** By path. */
  readonly files: readonly FixedFile[];
  /** What was said of all accepted fixes together; absent where there are none. */
  readonly verdict?: Verdict;
  readonly wantedLevel?: RungName;
  readonly isWritten: boolean;
}
