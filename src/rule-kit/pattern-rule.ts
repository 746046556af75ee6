// A built-in rule that is written in YAML, as the registry holds it and as it runs: facts and the loaded rule, no YAML left.

import type { RuleMeta } from "../model/rule.ts";
import type { Gate } from "./gate.ts";

/** What the registry knows of a rule before it is looked into; made by `npm run generate` from a folder's `rule.yaml`. */
export interface PatternRuleFacts {
  readonly meta: RuleMeta;
  /** Words of a file without which the rule cannot match, as in a rule in code: one of each group must be there. */
  readonly words: readonly (readonly string[])[];
  /** The same more exactly, asked where the words are there. */
  readonly gate: Gate;
  /** True where the flaw means nothing in code that a test runner runs. */
  readonly isSilentInTests?: true;
}

/** A rule that is about to run. */
export interface PatternRuleData extends PatternRuleFacts {
  /** The loaded rule: plain data whose shape belongs to the pattern analyzer. */
  readonly loaded: unknown;
}
