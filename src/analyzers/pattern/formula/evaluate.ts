// Evaluates a compiled formula on one file.

import type { CompiledFormula, CompiledLeaf } from "./compiled.ts";
import { holdsCondition } from "./conditions.ts";
import type { Evaluation } from "./evaluation.ts";
import { type RangeMatch, focusRanges, intersectRanges, subtractRanges, unique } from "./ranges.ts";

/** All ranges where `formula` holds. `around` is the range that a nested formula is held against. */
export function evaluateFormula(formula: CompiledFormula, evaluation: Evaluation, around?: RangeMatch): RangeMatch[] {
  const ranges = evaluateBody(formula, evaluation, around);
  const kept = applyConditions(ranges, formula, evaluation);
  return formula.focus.length === 0 ? kept : focusRanges(kept, formula.focus);
}

function applyConditions(ranges: readonly RangeMatch[], formula: CompiledFormula, evaluation: Evaluation): RangeMatch[] {
  let kept = [...ranges];
  const simple = formula.conditions.filter((condition) => condition.type !== "pattern");
  const nested = formula.conditions.filter((condition) => condition.type === "pattern");
  for (const condition of [...simple, ...nested]) {
    kept = kept.flatMap((range) => holdsCondition(condition, range.bindings, evaluation).map((bindings) => ({ ...range, bindings })));
  }
  return kept;
}

function evaluateBody(formula: CompiledFormula, evaluation: Evaluation, around: RangeMatch | undefined): RangeMatch[] {
  switch (formula.type) {
    case "leaf":
      return matchesOfLeaf(formula.leaf, evaluation);
    case "or":
      return unique(formula.parts.flatMap((part) => evaluateFormula(part, evaluation, around)));
    case "and":
      return evaluateConjunction(formula.parts, evaluation, around);
    case "inside":
      return evaluateFormula(formula.part, evaluation, around).map((range) => ({ ...range, kind: "inside" as const }));
    case "anywhere":
      return evaluateFormula(formula.part, evaluation, around).map((range) => ({ ...range, kind: "anywhere" as const }));
    default:
      return around === undefined ? [] : subtractRanges([around], evaluateFormula(formula.part, evaluation, around));
  }
}

function evaluateConjunction(parts: readonly CompiledFormula[], evaluation: Evaluation, around: RangeMatch | undefined): RangeMatch[] {
  let ranges: RangeMatch[] | undefined = around === undefined ? undefined : [around];
  for (const part of ordered(parts)) {
    if (ranges !== undefined && ranges.length === 0) return [];
    if (part.type === "not") {
      ranges = subtractRanges(ranges ?? [], evaluateFormula(part.part, evaluation, around));
    } else {
      const found = evaluateFormula(part, evaluation, around);
      ranges = ranges === undefined ? found : intersectRanges(ranges, found);
    }
  }
  return ranges ?? [];
}

/** Positive parts first, as written; then what takes away. */
function ordered(parts: readonly CompiledFormula[]): CompiledFormula[] {
  return [...parts.filter((part) => part.type !== "not"), ...parts.filter((part) => part.type === "not")];
}

function matchesOfLeaf(leaf: CompiledLeaf, evaluation: Evaluation): RangeMatch[] {
  const known = evaluation.cache.get(leaf);
  if (known !== undefined) return known;
  const found = unique(evaluation.find(leaf));
  evaluation.cache.set(leaf, found);
  return found;
}

