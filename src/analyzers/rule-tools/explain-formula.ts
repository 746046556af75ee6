// Walks a rule's formula as the engine evaluates it and says at which operator the candidates of one line are lost.

import type { CompiledCondition, CompiledFormula } from "../pattern/formula/compiled.ts";
import { holdsCondition } from "../pattern/formula/conditions.ts";
import { applyConditions, evaluateFormula, nameWhole } from "../pattern/formula/evaluate.ts";
import type { Evaluation } from "../pattern/formula/evaluation.ts";
import { type RangeMatch, focusRanges, intersectRanges, subtractRanges, unique } from "../pattern/formula/ranges.ts";
import type { Condition, Formula } from "../pattern/rules/rule.ts";
import type { YamlPosition } from "../pattern/rules/yaml-value.ts";
import { describeClash, describeCondition, describeElsewhere, describeFailure, describeMissing, valueOf } from "./describe-steps.ts";
import type { Drop, OperatorStep, Place } from "./operator-step.ts";

export interface Explanation {
  readonly step: OperatorStep;
  /** All ranges of the file, as the engine has them. */
  readonly ranges: readonly RangeMatch[];
  /** Where the last candidate of the line was lost; undefined where one is left. */
  readonly drop: Drop | undefined;
}

/** Evaluates `formula`, which was compiled to `compiled`, and keeps what each operator yields on the place's line. */
export function explainFormula(formula: Formula, compiled: CompiledFormula, evaluation: Evaluation, place: Place): Explanation {
  const body = explainBody(formula, compiled, evaluation, place);
  return explainRest(body, { formula, compiled, evaluation, place });
}

function explainBody(formula: Formula, compiled: CompiledFormula, evaluation: Evaluation, place: Place): Explanation {
  if (formula.type === "leaf" && compiled.type === "leaf") {
    const ranges = evaluateFormula({ ...compiled, conditions: [], focus: [], as: undefined }, evaluation);
    const missing = compiled.leaf.words.filter((word) => !place.words.has(word));
    return finish(formula, { ranges, detail: formula.leaf.text.trim(), steps: [], reason: describeMissing(ranges, missing, place) }, place);
  }
  if (formula.type === "or" && compiled.type === "or") return explainAlternatives(formula, compiled, evaluation, place);
  if (formula.type === "and" && compiled.type === "and") return explainConjunction(formula, compiled, evaluation, place);
  if ((formula.type === "inside" || formula.type === "anywhere") && "part" in compiled) {
    const inner = explainFormula(formula.part, compiled.part, evaluation, place);
    const kind = formula.type;
    const ranges = inner.ranges.map((range) => ({ ...range, kind }));
    const isPlain = inner.step.steps.length === 0;
    const outer = finish(formula, { ranges, detail: isPlain ? inner.step.detail : undefined, steps: isPlain ? [] : [inner.step], reason: inner.drop?.reason }, place);
    return { ...outer, drop: outer.drop === undefined ? undefined : isPlain ? outer.drop : inner.drop };
  }
  // A negated formula alone yields nothing: it only takes away, within a conjunction.
  return finish(formula, { ranges: [], detail: undefined, steps: [], reason: "a negated pattern alone finds nothing" }, place);
}

function explainAlternatives(formula: Formula & { type: "or" }, compiled: CompiledFormula & { type: "or" }, evaluation: Evaluation, place: Place): Explanation {
  const parts = formula.parts.map((part, index) => explainFormula(part, compiled.parts[index]!, evaluation, place));
  const ranges = unique(parts.flatMap((part) => part.ranges));
  const whole = finish(formula, { ranges, detail: undefined, steps: parts.map((part) => part.step), reason: "no alternative is left" }, place);
  if (whole.drop === undefined) return whole;
  const [furthest] = parts.flatMap(({ drop }) => (drop === undefined ? [] : [drop])).sort((left, right) => right.passedCount - left.passedCount);
  return { ...whole, drop: furthest ?? whole.drop };
}

function explainConjunction(formula: Formula & { type: "and" }, compiled: CompiledFormula & { type: "and" }, evaluation: Evaluation, place: Place): Explanation {
  const pairs = formula.parts.map((part, index) => ({ part, compiled: compiled.parts[index]! }));
  const steps: OperatorStep[] = [];
  let ranges: readonly RangeMatch[] | undefined;
  let drop: Drop | undefined;
  // As the engine orders them: what finds first, then what takes away.
  for (const pair of [...pairs.filter(({ part }) => part.type !== "not"), ...pairs.filter(({ part }) => part.type === "not")]) {
    const isNegated = pair.part.type === "not";
    const inner: Explanation = isNegated ? explainNegation(pair.part, pair.compiled, evaluation, place) : explainFormula(pair.part, pair.compiled, evaluation, place);
    const before = ranges;
    if (isNegated) ranges = subtractRanges(before ?? [], inner.ranges);
    else ranges = before === undefined ? inner.ranges : intersectRanges(before, inner.ranges);
    const left = ranges.filter(place.touches);
    const counts = before === undefined ? {} : { before: before.filter(place.touches).length };
    steps.push({ ...inner.step, ...counts, after: left.length });
    if (left.length === 0) drop ??= dropOf(inner, before?.filter(place.touches), { isNegated, passedCount: steps.length - 1, place });
  }
  const whole = finish(formula, { ranges: ranges ?? [], detail: undefined, steps, reason: drop?.reason }, place);
  return { ...whole, drop: whole.drop === undefined ? undefined : (drop ?? whole.drop) };
}

function explainNegation(formula: Formula, compiled: CompiledFormula, evaluation: Evaluation, place: Place): Explanation {
  if (formula.type !== "not" || compiled.type !== "not") throw new Error("a negation compiles to a negation");
  const inner = explainFormula(formula.part, compiled.part, evaluation, place);
  const step = { ...inner.step, operator: place.operatorAt(formula.position) ?? "pattern-not", position: formula.position };
  return { ...inner, step };
}

function dropOf(inner: Explanation, before: readonly RangeMatch[] | undefined, facts: { isNegated: boolean; passedCount: number; place: Place }): Drop {
  const { operator, position } = inner.step;
  const { isNegated, passedCount, place } = facts;
  const here = inner.ranges.filter(place.touches);
  if (isNegated && before !== undefined && before.length > 0) {
    return { operator, position, passedCount, reason: `it takes the last candidate away: ${describeElsewhere(here, place)}` };
  }
  if (before !== undefined && before.length > 0 && here.length > 0) {
    return { operator, position, passedCount, reason: describeClash(before, here, place) };
  }
  const drop = inner.drop ?? { operator, position, passedCount: 0, reason: "it yields nothing at this line" };
  return { ...drop, passedCount: passedCount + drop.passedCount };
}

interface Surroundings {
  readonly formula: Formula;
  readonly compiled: CompiledFormula;
  readonly evaluation: Evaluation;
  readonly place: Place;
}

/** Conditions and focus of a node, after its body. Nested patterns come last, as in the engine. */
function explainRest(body: Explanation, here: Surroundings): Explanation {
  const { formula, compiled, place } = here;
  if (formula.conditions.length === 0 && formula.focus.length === 0) return { ...body, ranges: nameWhole(body.ranges, compiled.as, here.evaluation) };
  let ranges = body.ranges;
  let drop = body.drop;
  const steps = [...body.step.steps];
  const passedCount = (): number => steps.length;
  const push = (operator: string, position: YamlPosition, detail: string, kept: readonly RangeMatch[], reason: (lost: readonly RangeMatch[]) => string): void => {
    const before = ranges.filter(place.touches);
    const after = kept.filter(place.touches);
    if (after.length === 0) drop ??= { operator, position, reason: reason(before), passedCount: passedCount() };
    steps.push({ operator, position, detail, before: before.length, after: after.length, matchCount: kept.length, ranges: after.map(place.show), steps: [] });
    ranges = kept;
  };
  for (const { condition, written } of inOrder(formula.conditions, compiled.conditions)) {
    // None sees what another one binds.
    const kept = ranges.filter((range) => holdsCondition(condition, range.bindings, here.evaluation).length > 0);
    const name = place.operatorAt(written.position) ?? `metavariable-${written.type}`;
    push(name, written.position, describeCondition(written), kept, (lost) => describeFailure(written, lost, place));
  }
  ranges = applyConditions(ranges, compiled, here.evaluation);
  if (formula.focus.length > 0) {
    const names = formula.focus.map((one) => one.join(" or ")).join(", ");
    push("focus-metavariable", formula.position, names, focusRanges(ranges, compiled.focus), (lost) => {
      const values = formula.focus.flat().map((name) => valueOf(name, lost[0], place));
      return `the focus leaves this line: ${values.join(", ")}`;
    });
  }
  const left = ranges.filter(place.touches);
  const step = { ...body.step, steps, matchCount: ranges.length, ranges: left.map(place.show) };
  return { step, ranges: nameWhole(ranges, compiled.as, here.evaluation), drop: left.length > 0 ? undefined : drop };
}

function inOrder(written: readonly Condition[], compiled: readonly CompiledCondition[]): { condition: CompiledCondition; written: Condition }[] {
  const pairs = compiled.map((condition, index) => ({ condition, written: written[index]! }));
  return [...pairs.filter(({ condition }) => condition.type !== "pattern"), ...pairs.filter(({ condition }) => condition.type === "pattern")];
}

interface Parts {
  readonly ranges: readonly RangeMatch[];
  readonly detail: string | undefined;
  readonly steps: readonly OperatorStep[];
  readonly reason: string | undefined;
}

function finish(formula: Formula, parts: Parts, place: Place): Explanation {
  const names: Readonly<Record<Formula["type"], string>> = { leaf: "pattern", and: "patterns", or: "pattern-either", not: "pattern-not", inside: "pattern-inside", anywhere: "anywhere" };
  const operator = place.operatorAt(formula.position) ?? names[formula.type];
  const here = parts.ranges.filter(place.touches);
  const step: OperatorStep = {
    operator,
    position: formula.position,
    detail: parts.detail,
    matchCount: parts.ranges.length,
    ranges: here.map(place.show),
    steps: parts.steps,
  };
  const drop = here.length > 0 ? undefined : { operator, position: formula.position, reason: parts.reason ?? "it yields nothing at this line", passedCount: 0 };
  return { step, ranges: parts.ranges, drop };
}
