// What is tainted at one point of a program: variables and paths below them.

import { type MatchNode } from "../pattern/view/match-node.ts";
import { type TaintSet, clean, isSameSet, union } from "./taint-set.ts";

/** Taint by access path. A path that is there with an empty set is known to be clean, whatever its beginning is. */
export interface TaintState {
  readonly paths: Map<string, TaintSet>;
  /** Taint of having come this way at all. */
  control: TaintSet;
  /** True where a beginning may become tainted later by a side effect: then clean paths are kept although nothing around them is tainted. */
  readonly keepsClean: boolean;
}

export function emptyState(keepsClean: boolean): TaintState {
  return { paths: new Map(), control: clean, keepsClean };
}

export function copyState(state: TaintState): TaintState {
  return { paths: new Map(state.paths), control: state.control, keepsClean: state.keepsClean };
}

/** True where nothing is tainted. */
export function isClean(state: TaintState): boolean {
  if (state.control.size > 0) return false;
  for (const set of state.paths.values()) if (set.size > 0) return false;
  return true;
}

/** The part of a path that stands for every element of a collection. */
export const anyElement = "[]";

/** The access path of an expression that can be assigned to, or undefined. */
export function pathOf(node: MatchNode): string | undefined {
  switch (node.tag) {
    case "Name":
    case "PatternName":
      return node.resolution === undefined ? `n:${node.text}` : `v:${node.resolution.id}`;
    case "Special":
      return /^(This|Self|Cls|Super)$/.test(node.sub) ? `s:${node.sub}` : undefined;
    case "Dot": {
      const field = node.kids[1]!;
      if (field.resolution !== undefined && node.kids[0]!.tag === "Special") return pathOf(field);
      const base = pathOf(withoutElvis(node.kids[0]!));
      return base === undefined || field.tag !== "Name" ? undefined : `${base}.${field.text}`;
    }
    case "Index": {
      const base = pathOf(withoutElvis(node.kids[0]!));
      return base === undefined ? undefined : `${base}.${anyElement}`;
    }
    case "Cast":
      return pathOf(node.kids[1]!);
    default:
      return undefined;
  }
}

/** `a?.` is `a` for the flow of data. */
export function withoutElvis(node: MatchNode): MatchNode {
  return node.tag === "Call" && node.kids[0]!.sub === "Op:?." ? node.kids[1]! : node;
}

/** What is known of a path: its own taint, or that of the longest beginning that is there; undefined where none is. */
function knownOf(state: TaintState, path: string): TaintSet | undefined {
  for (let at = path; ; ) {
    const known = state.paths.get(at);
    if (known !== undefined) return known;
    const dot = at.lastIndexOf(".");
    if (dot < 0) return undefined;
    at = at.slice(0, dot);
  }
}

/** The taint of a path: its own, or that of the longest beginning that is known. */
export function taintOfPath(state: TaintState, path: string): TaintSet {
  return knownOf(state, path) ?? clean;
}

/** The taint of a path and of everything below it. */
export function taintOfWhole(state: TaintState, path: string): TaintSet {
  let all = taintOfPath(state, path);
  const prefix = `${path}.`;
  for (const [key, set] of state.paths) if (key.startsWith(prefix)) all = union(all, set);
  return all;
}

/** Gives a path a new value; what was known below it is forgotten. */
export function setPath(state: TaintState, path: string, taint: TaintSet): void {
  const prefix = `${path}.`;
  for (const key of state.paths.keys()) if (key.startsWith(prefix)) state.paths.delete(key);
  putPath(state, path, taint);
}

/** Gives a path a value and leaves what is known below it. */
export function putPath(state: TaintState, path: string, taint: TaintSet): void {
  const beginning = path.slice(0, Math.max(0, path.lastIndexOf(".")));
  if (taint.size > 0 || state.keepsClean || knownOf(state, beginning) !== undefined) state.paths.set(path, taint);
  else state.paths.delete(path);
}

/** Adds taint to what a path has already. */
export function addToPath(state: TaintState, path: string, taint: TaintSet): void {
  if (taint.size === 0) return;
  state.paths.set(path, union(taintOfPath(state, path), taint));
}

/** What may hold after either of two ways. */
export function joinStates(left: TaintState | undefined, right: TaintState | undefined): TaintState | undefined {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const paths = new Map(left.paths);
  for (const [key, set] of right.paths) paths.set(key, union(taintOfPath(left, key), set));
  for (const [key, set] of left.paths) if (!right.paths.has(key)) paths.set(key, union(set, taintOfPath(right, key)));
  return { paths, control: union(left.control, right.control), keepsClean: left.keepsClean };
}

/** True where both hold the same taint everywhere. */
export function areSameStates(left: TaintState, right: TaintState): boolean {
  if (left.paths.size !== right.paths.size || !isSameSet(left.control, right.control)) return false;
  for (const [key, set] of left.paths) {
    const other = right.paths.get(key);
    if (other === undefined || !isSameSet(set, other)) return false;
  }
  return true;
}
