// Runs one compiled rule on one file: formula or taint, then message and fix of each match.

import { evaluateFormula } from "../formula/evaluate.ts";
import type { Evaluation } from "../formula/evaluation.ts";
import type { RangeMatch } from "../formula/ranges.ts";
import { renderFix } from "../fix/render-fix.ts";
import { renderMessage } from "../fix/render-message.ts";
import { BudgetExceeded } from "../match/context.ts";
import type { MatchFile } from "../match/match-file.ts";
import { mayMatch } from "../text/words.ts";
import type { CompiledRule } from "./compile-rule.ts";
import type { PatternEngine } from "./engine.ts";
import { evaluationOf } from "./evaluation-of.ts";
import { isSuppressed } from "./suppression.ts";

/** One finding of a rule. Offsets are 0-based UTF-16 units, `end` exclusive. */
export interface RuleMatch {
  readonly ruleId: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** What the matched range is to be replaced by. */
  readonly replacement: string | undefined;
}

/** A file as rules see it. `code` is undefined for regex and generic rules. */
export interface RuleTarget {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly code: MatchFile | undefined;
  /** What rules have found so far, to be shared by those that follow. */
  readonly cache?: Evaluation["cache"];
}

/** How taint rules are run; handed in, so that the two analyzers stay apart. */
export type RunTaint = (rule: CompiledRule, target: RuleTarget, evaluation: Evaluation) => readonly RangeMatch[];

/** What a rule found on a file, and whether it looked at all of it. */
export interface RuleRun {
  /** Sorted, without those that a comment suppresses. */
  readonly matches: readonly RuleMatch[];
  /** Why something may be missing, where the rule gave up on the file or on a part of it: half a sentence. */
  readonly givenUp: string | undefined;
}

/** Runs a rule on a file. One that takes too many steps or too deep a stack is given up there and says so. */
export function runRule(rule: CompiledRule, target: RuleTarget, engine: PatternEngine, runTaint: RunTaint): RuleRun {
  if (rule.formula !== undefined && !mayMatch(rule.formula, target.words)) return nothingFound;
  if (target.code?.isTooDeep === true) return { matches: [], givenUp: tooDeep };
  const evaluation = evaluationOf(rule, target, engine);
  try {
    const matches = findMatches(rule, target, evaluation, runTaint);
    return { matches, givenUp: evaluation.context.budget.isSearchCut ? "the search of one of its patterns took too many steps on this file" : undefined };
  } catch (error) {
    if (error instanceof BudgetExceeded) return { matches: [], givenUp: "matching took too many steps on this file" };
    if (error instanceof RangeError) return { matches: [], givenUp: tooDeep };
    throw error;
  }
}

const nothingFound: RuleRun = { matches: [], givenUp: undefined };
const tooDeep = "the file nests too deeply";

function findMatches(rule: CompiledRule, target: RuleTarget, evaluation: Evaluation, runTaint: RunTaint): RuleMatch[] {
  const ranges = rule.formula === undefined ? runTaint(rule, target, evaluation) : evaluateFormula(rule.formula, evaluation);
  const found = new Map<string, RuleMatch>();
  for (const range of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const message = renderMessage(rule.rule.message, range.bindings, target.text);
    const key = `${range.start}:${range.end}:${message}`;
    if (found.has(key) || isSuppressed(target.text, range.start, rule.rule.id)) continue;
    found.set(key, { ruleId: rule.rule.id, start: range.start, end: range.end, message, replacement: renderFix(rule, range, target.text) });
  }
  return [...found.values()];
}
