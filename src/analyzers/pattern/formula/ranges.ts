// The algebra of matched ranges: inside, outside, both, focus.

import { type Bindings, bindingMap, chainOf, lookUp } from "../match/bindings.ts";
import { areEqualValues } from "../match/equality.ts";

/** A match as the operators of a rule combine it. */
export interface RangeMatch {
  readonly start: number;
  readonly end: number;
  readonly bindings: Bindings;
  /** What made it: it decides how it combines with others. */
  readonly kind: "plain" | "inside" | "regex" | "anywhere";
}

const maxRanges = 50_000;

/** Both sets: a range that lies in one of the other set, with bindings that agree. The narrower one stays. */
export function intersectRanges(left: readonly RangeMatch[], right: readonly RangeMatch[]): RangeMatch[] {
  const found: RangeMatch[] = [];
  const leftSorted = sortedByStart(left);
  const rightSorted = sortedByStart(right);
  joinInto(found, leftSorted, rightSorted);
  joinInto(found, rightSorted, leftSorted);
  return unique(found).slice(0, maxRanges);
}

function sortedByStart(ranges: readonly RangeMatch[]): RangeMatch[] {
  return [...ranges].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** For each of `inner`, every one of `outer` around it. Both are sorted by start. */
function joinInto(found: RangeMatch[], inner: readonly RangeMatch[], outer: readonly RangeMatch[]): void {
  for (const one of inner) {
    for (const other of outer) {
      if (other.kind !== "anywhere" && one.kind !== "anywhere" && other.start > one.start) break;
      const merged = mergeInto(one, other);
      if (merged !== undefined) found.push(merged);
      if (found.length > maxRanges * 2) return;
    }
  }
}

function mergeInto(inner: RangeMatch, outer: RangeMatch): RangeMatch | undefined {
  if (inner.kind === "anywhere" && outer.kind !== "anywhere") return undefined;
  if (inner.kind === "inside" && outer.kind !== "inside" && outer.kind !== "anywhere") return undefined;
  const isAround = outer.kind === "anywhere" || (outer.start <= inner.start && inner.end <= outer.end);
  if (!isAround || !agree(inner.bindings, outer.bindings)) return undefined;
  return { start: inner.start, end: inner.end, bindings: mergeBindings(inner.bindings, outer.bindings), kind: inner.kind };
}

/** True where no metavariable has different values in the two. */
export function agree(left: Bindings, right: Bindings): boolean {
  if (left.value === undefined || right.value === undefined) return true;
  for (let at: Bindings | undefined = left; at !== undefined; at = at.next) {
    // Groups of different regular expressions share their numbers and need not be equal.
    if (at.value === undefined || /^\$\d/.test(at.name)) continue;
    const other = lookUp(right, at.name);
    if (other !== undefined && !areEqualValues(at.value, other)) return false;
  }
  return true;
}

/** The bindings of both; the first one's values win. */
export function mergeBindings(first: Bindings, second: Bindings): Bindings {
  if (second.value === undefined) return first;
  const map = bindingMap(first);
  for (const [name, value] of bindingMap(second)) if (!map.has(name)) map.set(name, value);
  return chainOf(map);
}

/** The ranges that no negated one takes away. */
export function subtractRanges(ranges: readonly RangeMatch[], negated: readonly RangeMatch[]): RangeMatch[] {
  if (negated.length === 0) return [...ranges];
  const sorted = sortedByStart(negated);
  return ranges.filter((range) => !sorted.some((other) => takesAway(range, other)));
}

function takesAway(range: RangeMatch, negated: RangeMatch): boolean {
  const isInside = negated.start <= range.start && range.end <= negated.end;
  const isAround = range.start <= negated.start && negated.end <= range.end;
  if (negated.kind === "anywhere") return true;
  const touches =
    (negated.kind === "inside" && isInside) ||
    (negated.kind === "regex" && (isInside || isAround)) ||
    (negated.kind === "plain" && isInside && isAround);
  return touches && agree(range.bindings, negated.bindings);
}

/** Narrows matches to their focused metavariables: a list is a union, several entries intersect. */
export function focusRanges(ranges: readonly RangeMatch[], focus: readonly (readonly string[])[]): RangeMatch[] {
  if (focus.length === 0) return [...ranges];
  return ranges.flatMap((range) => {
    const sets = focus.map((names) => names.flatMap((name) => focused(range, name)));
    return sets.slice(1).reduce((all, set) => intersectRanges(all, set), sets[0]!);
  });
}

function focused(range: RangeMatch, name: string): RangeMatch[] {
  const value = lookUp(range.bindings, name);
  if (value !== undefined && value.start <= range.start && range.end <= value.end) return [range];
  if (value === undefined || value.start < range.start || value.end > range.end) return [];
  return [{ start: value.start, end: value.end, bindings: range.bindings, kind: range.kind === "inside" ? "inside" : "plain" }];
}

/** Keys below this are numbers that V8 keeps in a map without an object for each. */
const mostKeys = 2 ** 30;
const keyFactor = 31;

/** Without repeats of the same range with the same bindings. */
export function unique(ranges: readonly RangeMatch[]): RangeMatch[] {
  if (ranges.length < 2) return [...ranges];
  const seen = new Map<number, RangeMatch[]>();
  const kept: RangeMatch[] = [];
  for (const range of ranges) {
    // Of different ranges few share a key.
    const key = (Math.imul(range.start, keyFactor) + range.end) & (mostKeys - 1);
    const others = seen.get(key);
    if (others === undefined) seen.set(key, [range]);
    else if (others.some((other) => areSame(other, range))) continue;
    else others.push(range);
    kept.push(range);
  }
  return kept;
}

function areSame(left: RangeMatch, right: RangeMatch): boolean {
  return left.start === right.start && left.end === right.end && left.kind === right.kind && haveSameBindings(left.bindings, right.bindings);
}

function haveSameBindings(left: Bindings, right: Bindings): boolean {
  if (left === right) return true;
  const a = bindingMap(left);
  const b = bindingMap(right);
  if (a.size !== b.size) return false;
  for (const [name, value] of a) {
    const other = b.get(name);
    if (other === undefined || other.start !== value.start || other.end !== value.end || !areEqualValues(value, other)) return false;
  }
  return true;
}
