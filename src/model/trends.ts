// How a project developed: one point a commit, and the files where change and complexity meet.

import type { Rating } from "./rating.ts";

/** The state of the project at one commit. */
export interface TrendPoint {
  /** Full hash. */
  readonly commit: string;
  /** When it was committed, as YYYY-MM-DD in UTC. */
  readonly date: string;
  /** First line of the commit's message. */
  readonly subject: string;
  readonly millipoints: number;
  readonly rating: Rating;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly codeLines: number;
  /** False where a file of the commit was not analysed whole. */
  readonly isComplete: boolean;
}

/** A file that changes often and is hard to understand. */
export interface Hotspot {
  readonly path: string;
  /** Commits that changed it, among those that were looked at. */
  readonly commits: number;
  /** Sum of the cognitive complexity of its functions. */
  readonly complexity: number;
  /** Commits times complexity. */
  readonly weight: number;
  readonly findings: number;
}

export interface Trends {
  /** Oldest first; the last one is the head. */
  readonly points: readonly TrendPoint[];
  /** The heaviest first. */
  readonly hotspots: readonly Hotspot[];
  /** Commits whose changes the hotspots count. */
  readonly commitsCounted: number;
}
