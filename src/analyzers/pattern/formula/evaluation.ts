// What the evaluation of a formula needs from its surroundings: one file or one piece of code.

import type { BoundValue } from "../match/bindings.ts";
import type { MatchContext } from "../match/context.ts";
import type { CompiledFormula, CompiledLeaf } from "./compiled.ts";
import type { RangeMatch } from "./ranges.ts";

/** The matches of a leaf whose search was cut short: none, and this very list. */
export const cutShort: readonly RangeMatch[] = [];

export interface Evaluation {
  readonly text: string;
  /** All matches of one pattern. */
  readonly find: (leaf: CompiledLeaf) => readonly RangeMatch[];
  /** What was found for leaves, and for formulas that are held against no range. Shared by the rules of a file. */
  readonly cache: Map<CompiledLeaf | CompiledFormula, readonly RangeMatch[]>;
  /** The words of the text, where they are known: what needs others is not looked for. */
  readonly words: ReadonlySet<string> | undefined;
  readonly context: MatchContext;
  /**
   * The evaluation of what a metavariable is bound to, read in the same or another language, and the range that a
   * negated pattern must cover. Undefined where the value is not code of that language.
   */
  readonly inside: (value: BoundValue, language: string | undefined) => Inside | undefined;
}

interface Inside {
  readonly evaluation: Evaluation;
  readonly around: RangeMatch;
  /** A value that was found inside, where it stands in the file. */
  readonly place: (value: BoundValue) => BoundValue;
}
