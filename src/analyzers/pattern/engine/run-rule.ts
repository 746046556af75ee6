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

/** All findings of a rule, sorted, without those that a comment suppresses. */
export function runRule(rule: CompiledRule, target: RuleTarget, engine: PatternEngine, runTaint: RunTaint): RuleMatch[] {
  try {
    return findMatches(rule, target, engine, runTaint);
  } catch (error) {
    // A rule that takes too many steps or too deep a stack on a file is given up there; the other rules go on.
    if (error instanceof BudgetExceeded || error instanceof RangeError) return [];
    throw error;
  }
}

function findMatches(rule: CompiledRule, target: RuleTarget, engine: PatternEngine, runTaint: RunTaint): RuleMatch[] {
  if (rule.formula !== undefined && !mayMatch(rule.formula, target.words)) return [];
  const evaluation = evaluationOf(rule, target, engine);
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
