// Says in words why an operator of a rule lets a candidate go.

import { type RangeMatch, agree } from "../pattern/formula/ranges.ts";
import { sourceOf, testedTextOf } from "../pattern/formula/value-text.ts";
import { bindingMap, lookUp } from "../pattern/match/bindings.ts";
import { areEqualValues } from "../pattern/match/equality.ts";
import type { Condition } from "../pattern/rules/rule.ts";
import { type Place, oneLine } from "./operator-step.ts";

const shownLines = 5;

/** Why a pattern has nothing at the line. */
export function describeMissing(ranges: readonly RangeMatch[], missingWords: readonly string[], place: Place): string {
  const [word] = missingWords;
  if (word !== undefined) return `it matches nothing in the file, which does not hold the word \`${word}\``;
  if (ranges.length === 0) return "it matches nothing in the file";
  return `it matches nothing at this line; ${describeElsewhere(ranges, place)}`;
}

/** Where something matches, in line numbers. */
export function describeElsewhere(ranges: readonly RangeMatch[], place: Place): string {
  const spans = [...new Set(ranges.map(({ start, end }) => spanOf(place.lineOf(start), place.lineOf(Math.max(start, end - 1)))))];
  const more = spans.length > shownLines ? ` and ${spans.length - shownLines} more` : "";
  return `it matches line ${spans.slice(0, shownLines).join(", ")}${more}`;
}

function spanOf(first: number, last: number): string {
  return first === last ? String(first) : `${first}-${last}`;
}

/** Why no candidate goes with any of the ranges that an operator has at the same line. */
export function describeClash(candidates: readonly RangeMatch[], ranges: readonly RangeMatch[], place: Place): string {
  for (const candidate of candidates) {
    for (const range of ranges) {
      const isNested = contains(candidate, range) || contains(range, candidate);
      if (isNested && !agree(candidate.bindings, range.bindings)) return describeBindings(candidate, range, place);
    }
  }
  const [range] = ranges;
  const around = range?.kind === "inside" ? "no candidate lies inside its match" : "its match and the candidates do not lie in one another";
  return `${around}; ${describeElsewhere(ranges, place)}, the candidates ${describeElsewhere(candidates, place).replace("it matches ", "")}`;
}

function contains(outer: RangeMatch, inner: RangeMatch): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function describeBindings(candidate: RangeMatch, range: RangeMatch, place: Place): string {
  for (const [name, value] of bindingMap(candidate.bindings)) {
    const other = lookUp(range.bindings, name);
    if (other === undefined || areEqualValues(value, other)) continue;
    return `\`${name}\` is \`${oneLine(sourceOf(other, place.text))}\` here and \`${oneLine(sourceOf(value, place.text))}\` in the candidate`;
  }
  return "its metavariables have other values than the candidate's";
}

/** A condition as it is written, short. */
export function describeCondition(condition: Condition): string {
  switch (condition.type) {
    case "regex":
      return `${condition.metavariable} =~ ${condition.regex}`;
    case "comparison":
      return condition.comparison;
    case "analysis":
      return `${condition.metavariable}: ${condition.analyzer}`;
    case "type":
      return `${condition.metavariable}: ${condition.types.join(" or ")}`;
    case "pattern":
      return condition.language === undefined ? condition.metavariable : `${condition.metavariable} as ${condition.language}`;
    default:
      return condition.name;
  }
}

/** Why a condition does not hold for what is left. */
export function describeFailure(condition: Condition, lost: readonly RangeMatch[], place: Place): string {
  if (condition.type === "unsupported") return "this condition never holds here";
  const [first] = lost;
  const names = condition.metavariable === undefined ? [...new Set(describeCondition(condition).match(/\$[A-Z_0-9.]+/g) ?? [])] : [condition.metavariable];
  const values = names.map((name) => valueOf(name, first, place)).join(", ");
  return values === "" ? "it does not hold" : `it does not hold where ${values}`;
}

/** `$X` with its value, and its line where it has one. */
export function valueOf(name: string, range: RangeMatch | undefined, place: Place): string {
  const value = range === undefined ? undefined : lookUp(range.bindings, name);
  if (value === undefined) return `\`${name}\` is not bound`;
  const where = value.start < 0 ? "" : ` (line ${place.lineOf(value.start)})`;
  return `\`${name}\` is \`${oneLine(testedTextOf(value, place.text))}\`${where}`;
}
