// Tests the conditions of a formula on the bindings of one match.

import { type Bindings, type BoundValue, bind, boundText, lookUp } from "../match/bindings.ts";
import { noBindings } from "../match/bindings.ts";
import { matchType, typeOfExpression, typeOfLiteral } from "../match/match-types.ts";
import { isRandom, isRedos } from "./analysis.ts";
import { evaluateComparison } from "./comparison.ts";
import type { CompiledCondition } from "./compiled.ts";
import { evaluateFormula } from "./evaluate.ts";
import type { Evaluation } from "./evaluation.ts";
import { wasCutShort } from "../regex/bounded-regex.ts";
import { type RegexMatch, findRegexMatches } from "../regex/run-regex.ts";
import { agree, mergeBindings } from "./ranges.ts";
import { constantTextOf, stringContentOf, testedTextOf } from "./value-text.ts";

/** The bindings with which the condition holds: none, the same, or the same with more from a nested pattern. */
export function holdsCondition(condition: CompiledCondition, bindings: Bindings, evaluation: Evaluation): readonly Bindings[] {
  switch (condition.type) {
    case "regex":
      return holdsRegexes([condition], bindings, evaluation);
    case "comparison":
      return only(evaluateComparison(condition.comparison, condition.condition, bindings, evaluation.text), bindings);
    case "analysis": {
      const value = lookUp(bindings, condition.condition.metavariable);
      if (value === undefined) return [];
      const text = isNamedOrComputed(value) ? undefined : stringContentOf(value)?.text;
      if (text === undefined) return [];
      const { analyzer } = condition.condition;
      // `entropy_v2` is the commercial program's: the free one reads it and finds nothing.
      return only(analyzer === "redos" ? isRedos(text) : analyzer === "entropy" && isRandom(text), bindings);
    }
    case "type":
      return only(holdsType(condition, bindings, evaluation), bindings);
    case "pattern":
      return holdsPattern(condition, bindings, evaluation);
    default:
      return [];
  }
}

function only(holds: boolean, bindings: Bindings): readonly Bindings[] {
  return holds ? [bindings] : [];
}

type RegexCondition = Extract<CompiledCondition, { type: "regex" }>;

/** The bindings of a range that passes the expressions, each with the groups of their matches; the groups are no values to test. */
export function holdsRegexes(conditions: readonly RegexCondition[], bindings: Bindings, evaluation: Evaluation): readonly Bindings[] {
  let extended: readonly Bindings[] = [bindings];
  for (const condition of conditions) {
    const { matches, from } = matchesOf(condition, bindings, evaluation);
    extended = extended.flatMap((one) => matches.map((match) => withGroups(one, match, from)));
  }
  return extended;
}

/** The matches from the beginning of a value, each where the one before ends. */
function matchesOf(condition: RegexCondition, bindings: Bindings, evaluation: Evaluation): { matches: readonly RegexMatch[]; from: number } {
  const value = lookUp(bindings, condition.condition.metavariable);
  if (value === undefined || /^\$\d/.test(condition.condition.metavariable)) return { matches: [], from: -1 };
  const constant = condition.condition.useConstants && !value.nodes[0]?.kids[0]?.sub.startsWith("Op:") ? constantTextOf(value) : undefined;
  const matches = findRegexMatches(condition.regex, constant ?? testedTextOf(value, evaluation.text));
  if (wasCutShort(condition.regex)) evaluation.context.budget.isSearchCut = true;
  return { matches, from: value.start };
}

/** A named group stands where it was found; the numbers count from the file's beginning, as in the reference. */
function withGroups(bindings: Bindings, { groups }: RegexMatch, from: number): Bindings {
  let extended = bindings;
  groups.forEach(({ name, text, start, end }, index) => {
    if (start < 0) return;
    extended = bind(extended, `$${index + 1}`, boundText(text, start, end));
    if (name !== undefined) extended = bind(extended, `$${name}`, boundText(text, from + start, from + end));
  });
  return extended;
}

function holdsType(condition: Extract<CompiledCondition, { type: "type" }>, bindings: Bindings, evaluation: Evaluation): boolean {
  const node = lookUp(bindings, condition.metavariable)?.nodes[0];
  const known = node === undefined ? undefined : (typeOfExpression(node) ?? typeOfLiteral(node, evaluation.context));
  return known !== undefined && condition.types.some((type) => matchType(type, known, noBindings, evaluation.context).length > 0);
}

function holdsPattern(condition: Extract<CompiledCondition, { type: "pattern" }>, bindings: Bindings, evaluation: Evaluation): Bindings[] {
  const value = lookUp(bindings, condition.metavariable);
  if (value === undefined) return [];
  const inner = evaluation.inside(value, condition.language);
  if (inner === undefined) return [];
  const around = { ...inner.around, bindings };
  const ranges = evaluateFormula(condition.formula, inner.evaluation, around);
  return ranges
    .filter((range) => range.start >= around.start && range.end <= around.end && agree(bindings, range.bindings))
    .map((range) => mergeBindings(bindings, range.bindings));
}

/** True for a name or a sum: what they have as their value is not analysed. */
function isNamedOrComputed(value: BoundValue): boolean {
  const node = value.nodes[0];
  return node?.tag === "Name" || (node?.tag === "Call" && node.kids[0]!.sub === "Op:+");
}
