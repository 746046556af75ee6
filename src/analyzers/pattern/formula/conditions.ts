// Tests the conditions of a formula on the bindings of one match.

import { type Bindings, type BoundValue, bind, bindingMap, boundText, lookUp } from "../match/bindings.ts";
import { noBindings } from "../match/bindings.ts";
import { matchType, typeOfExpression, typeOfLiteral } from "../match/match-types.ts";
import { isRandom, isRedos } from "./analysis.ts";
import { evaluateComparison } from "./comparison.ts";
import type { CompiledCondition } from "./compiled.ts";
import { evaluateFormula } from "./evaluate.ts";
import type { Evaluation } from "./evaluation.ts";
import { wasCutShort } from "../regex/bounded-regex.ts";
import { type RegexMatch, findRegexMatches } from "../regex/run-regex.ts";
import { agree } from "./ranges.ts";
import { constantTextOf, stringContentOf, testedTextOf } from "./value-text.ts";

/**
 * The bindings with which all conditions hold. None of them sees what another one binds, and what each binds makes a result of
 * its own, as in the reference.
 */
export function holdConditions(conditions: readonly CompiledCondition[], bindings: Bindings, evaluation: Evaluation): readonly Bindings[] {
  const extended: Bindings[] = [];
  for (const isNested of [false, true]) {
    for (const condition of conditions) {
      if ((condition.type === "pattern") !== isNested) continue;
      const held = holdsCondition(condition, bindings, evaluation);
      if (held.length === 0) return [];
      extended.push(...held.filter((one) => one !== bindings));
    }
  }
  return extended.length === 0 ? [bindings] : extended;
}

/** The bindings with which the condition holds: none, the same, or the same with more from a nested pattern. */
export function holdsCondition(condition: CompiledCondition, bindings: Bindings, evaluation: Evaluation): readonly Bindings[] {
  switch (condition.type) {
    case "regex":
      return holdsRegex(condition, bindings, evaluation);
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

/** The matches from the beginning of a value, each where the one before ends. */
function holdsRegex(condition: RegexCondition, bindings: Bindings, evaluation: Evaluation): readonly Bindings[] {
  const value = lookUp(bindings, condition.condition.metavariable);
  if (value === undefined || /^\$\d/.test(condition.condition.metavariable)) return [];
  const constant = condition.condition.useConstants && !value.nodes[0]?.kids[0]?.sub.startsWith("Op:") ? constantTextOf(value) : undefined;
  const matches = matchesIn(constant ?? testedTextOf(value, evaluation.text), condition.regex, evaluation);
  return matches.map((match) => withGroups(bindings, match, value.start));
}

/** What expressions found in short texts: the same names come again and again. */
const foundIn = new WeakMap<RegExp, Map<string, readonly RegexMatch[]>>();
const longestRemembered = 80;
const mostRemembered = 5_000;

function matchesIn(text: string, regex: RegExp, evaluation: Evaluation): readonly RegexMatch[] {
  const known = foundIn.get(regex) ?? new Map<string, readonly RegexMatch[]>();
  const remembered = known.get(text);
  if (remembered !== undefined) return remembered;
  const matches = findRegexMatches(regex, text);
  if (wasCutShort(regex)) evaluation.context.budget.isSearchCut = true;
  else if (text.length <= longestRemembered && known.size < mostRemembered) foundIn.set(regex, known.set(text, matches));
  return matches;
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
    .map((range) => withNew(bindings, range.bindings, inner.place));
}

/** The bindings with those that are new; the same where there are none. */
function withNew(bindings: Bindings, found: Bindings, place: (value: BoundValue) => BoundValue): Bindings {
  let extended = bindings;
  for (const [name, value] of bindingMap(found)) if (lookUp(bindings, name) === undefined) extended = bind(extended, name, place(value));
  return extended;
}

/** True for a name or a sum: what they have as their value is not analysed. */
function isNamedOrComputed(value: BoundValue): boolean {
  const node = value.nodes[0];
  return node?.tag === "Name" || (node?.tag === "Call" && node.kids[0]!.sub === "Op:+");
}
