// What the walk over one function or program carries along.

import type { MatchContext } from "../pattern/match/context.ts";
import type { RangeMatch } from "../pattern/formula/ranges.ts";
import type { QuietParts } from "./quiet-parts.ts";
import type { TaintMatches } from "./taint-matches.ts";
import type { TaintSet } from "./taint-set.ts";
import type { TaintState } from "./taint-state.ts";

/** The `taint_*` options of a rule. */
export interface TaintOptions {
  readonly assumeSafeFunctions: boolean;
  readonly assumeSafeIndexes: boolean;
  readonly assumeSafeComparisons: boolean;
  readonly assumeSafeBooleans: boolean;
  readonly assumeSafeNumbers: boolean;
  readonly onlyThroughAssignments: boolean;
  readonly unifyMetavariables: boolean;
  readonly matchOnSource: boolean;
}

export interface Flow {
  readonly matches: TaintMatches;
  readonly quiet: QuietParts;
  readonly options: TaintOptions;
  readonly context: MatchContext;
  readonly results: RangeMatch[];
  readonly reported: Set<string>;
  /** Taint that waits for the other end of a propagator, by its id. */
  readonly pending: Map<number, TaintSet>;
  /** Where `to` of a propagator is, for taint that comes later, by its id. */
  readonly waiting: Map<number, string>;
  readonly loops: LoopExits[];
  /** For each \`try\` that the walk is inside of: what may hold when something is thrown. */
  readonly raised: TaintState[];
  /** True where a function inside a function sees what is tainted around it (JavaScript). */
  readonly nestedFunctionsSeeLocals: boolean;
  /** The state at the end of the program, which functions start from. */
  globals: TaintState;
  /** True in the element of a comprehension, outside of arguments: what calls give there is lost. */
  inElement: boolean;
  /** How many functions the walk is inside of. */
  depth: number;
}

/** States at the jumps of a loop or switch. */
export interface LoopExits {
  readonly label: string;
  readonly isLoop: boolean;
  breaks: TaintState | undefined;
  continues: TaintState | undefined;
}
