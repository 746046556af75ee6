// Sets of taint: which sources a value comes from, and with which labels.

import type { Bindings } from "../pattern/match/bindings.ts";

/** One source that a value comes from. */
export interface Taint {
  /** Identifies the source's match and its label. */
  readonly key: string;
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly bindings: Bindings;
}

export type TaintSet = ReadonlyMap<string, Taint>;

export const clean: TaintSet = new Map();

/** Everything that is in either set. */
export function union(left: TaintSet, right: TaintSet): TaintSet {
  if (left.size === 0) return right;
  if (right.size === 0 || left === right) return left;
  let isSame = true;
  for (const key of right.keys()) if (!left.has(key)) isSame = false;
  return isSame ? left : new Map([...left, ...right]);
}

/** The union of several sets. */
export function unionAll(sets: Iterable<TaintSet>): TaintSet {
  let all = clean;
  for (const set of sets) all = union(all, set);
  return all;
}

/** True where both sets hold the same taints. */
export function isSameSet(left: TaintSet, right: TaintSet): boolean {
  if (left === right) return true;
  if (left.size !== right.size) return false;
  for (const key of left.keys()) if (!right.has(key)) return false;
  return true;
}

/** The labels in a set. */
export function labelsOf(set: TaintSet): ReadonlySet<string> {
  return new Set([...set.values()].map((taint) => taint.label));
}
