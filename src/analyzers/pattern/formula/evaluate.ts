// Evaluates a compiled formula on one file.

import { bind, boundRange, lookUp } from "../match/bindings.ts";
import { mayMatch } from "../text/words.ts";
import type { CompiledFormula, CompiledLeaf } from "./compiled.ts";
import { holdConditions, holdsCondition } from "./conditions.ts";
import { type Evaluation, cutShort } from "./evaluation.ts";
import { type RangeMatch, focusRanges, intersectRanges, subtractRanges, unique } from "./ranges.ts";

/** All ranges where `formula` holds. `around` is the range that a nested formula is held against. */
export function evaluateFormula(formula: CompiledFormula, evaluation: Evaluation, around?: RangeMatch): readonly RangeMatch[] {
  if (around !== undefined) return canMatch(formula, evaluation) ? evaluateAround(formula, evaluation, around) : [];
  const known = evaluation.cache.get(formula);
  if (known !== undefined) return known;
  const found = canMatch(formula, evaluation) ? evaluateAround(formula, evaluation, undefined) : [];
  // Every rule that meets an expression whose search was cut short is to say so.
  if (!evaluation.context.budget.isSearchCut) evaluation.cache.set(formula, found);
  return found;
}

function canMatch(formula: CompiledFormula, { words }: Evaluation): boolean {
  return words === undefined || mayMatch(formula, words);
}

function evaluateAround(formula: CompiledFormula, evaluation: Evaluation, around: RangeMatch | undefined): readonly RangeMatch[] {
  const ranges = evaluateBody(formula, evaluation, around);
  const kept = applyConditions(ranges, formula, evaluation);
  const focused = formula.focus.length === 0 ? kept : focusRanges(kept, formula.focus);
  return nameWhole(focused, formula.as, evaluation);
}

/** The matches with what `as` names: the whole of each. */
export function nameWhole(ranges: readonly RangeMatch[], as: string | undefined, evaluation: Evaluation): readonly RangeMatch[] {
  return as === undefined ? ranges : ranges.map((range) => withBindings(range, bind(range.bindings, as, boundRange(evaluation.text, range.start, range.end))));
}

/** The matches for which all conditions hold, once for each result that these bind. */
export function applyConditions(ranges: readonly RangeMatch[], { conditions }: CompiledFormula, evaluation: Evaluation): readonly RangeMatch[] {
  if (conditions.length === 0) return ranges;
  return ranges.flatMap((range) => holdConditions(conditions, range.bindings, evaluation).map((bindings) => (bindings === range.bindings ? range : withBindings(range, bindings))));
}

function withBindings({ start, end, kind }: RangeMatch, bindings: RangeMatch["bindings"]): RangeMatch {
  return { start, end, bindings, kind };
}

function ofKind({ start, end, bindings }: RangeMatch, kind: RangeMatch["kind"]): RangeMatch {
  return { start, end, bindings, kind };
}

function evaluateBody(formula: CompiledFormula, evaluation: Evaluation, around: RangeMatch | undefined): readonly RangeMatch[] {
  switch (formula.type) {
    case "leaf":
      return matchesOfLeaf(formula.leaf, evaluation);
    case "or":
      return unique(formula.parts.flatMap((part) => evaluateFormula(part, evaluation, around)));
    case "and":
      return evaluateConjunction(formula, evaluation, around);
    case "inside":
      return evaluateFormula(formula.part, evaluation, around).map((range) => ofKind(range, "inside"));
    case "anywhere":
      return evaluateFormula(formula.part, evaluation, around).map((range) => ofKind(range, "anywhere"));
    default:
      return around === undefined ? [] : subtractRanges([around], evaluateFormula(formula.part, evaluation, around));
  }
}

function evaluateConjunction(formula: CompiledFormula & { type: "and" }, evaluation: Evaluation, around: RangeMatch | undefined): readonly RangeMatch[] {
  if (formula.parts.some((part) => isAbsent(part, evaluation))) return [];
  let ranges: readonly RangeMatch[] | undefined = around === undefined ? undefined : [around];
  for (const part of ordered(formula.parts)) {
    if (ranges !== undefined && ranges.length === 0) return [];
    if (part.type === "not") {
      ranges = subtractRanges(ranges ?? [], evaluateFormula(part.part, evaluation, around));
    } else {
      const found: readonly RangeMatch[] = dropHopeless(evaluateFormula(part, evaluation, around), formula, evaluation);
      ranges = ranges === undefined ? found : intersectRanges(ranges, found);
    }
  }
  return ranges ?? [];
}

/** True where a part that is quickly looked for, because it names something, is nowhere. */
function isAbsent(part: CompiledFormula, evaluation: Evaluation): boolean {
  if (part.type === "inside" || part.type === "anywhere") return isAbsent(part.part, evaluation);
  return part.type === "leaf" && part.leaf.words.length > 0 && matchesOfLeaf(part.leaf, evaluation).length === 0;
}

/** Drops early what a regular expression of the whole would refuse: names stay what they are in every combination. */
function dropHopeless(ranges: readonly RangeMatch[], formula: CompiledFormula, evaluation: Evaluation): readonly RangeMatch[] {
  const tests = formula.conditions.filter((condition) => condition.type === "regex");
  if (tests.length === 0 || ranges.length === 0) return ranges;
  return ranges.filter(({ bindings }) =>
    tests.every((test) => {
      const value = lookUp(bindings, test.condition.metavariable);
      const isName = value?.type === "node" && value.nodes.length === 1 && value.nodes[0]!.tag === "Name" && !test.condition.useConstants;
      return !isName || holdsCondition(test, bindings, evaluation).length > 0;
    }),
  );
}

/** Positive parts first, as written; then what takes away. */
function ordered(parts: readonly CompiledFormula[]): CompiledFormula[] {
  return [...parts.filter((part) => part.type !== "not"), ...parts.filter((part) => part.type === "not")];
}

function matchesOfLeaf(leaf: CompiledLeaf, evaluation: Evaluation): readonly RangeMatch[] {
  const known = evaluation.cache.get(leaf);
  const all = known ?? evaluation.find(leaf);
  if (all === cutShort) evaluation.context.budget.isSearchCut = true;
  const found = known ?? (all === cutShort ? all : unique(all));
  evaluation.cache.set(leaf, found);
  return found;
}

