// Matches lists with `...` and `$...X` in them, in order or in any order.

import { type MatchNode, isEllipsisMetavariable } from "../view/match-node.ts";
import { type Bindings, boundList } from "./bindings.ts";
import { type MatchContext, type Matches, bindValue, chain, either, noMatch, step } from "./context.ts";

/** How one element of a list is matched. */
export type MatchElement = (pattern: MatchNode, target: MatchNode, bindings: Bindings, context: MatchContext) => Matches;

/** True for a `$...X` that stands for several elements. */
export function isSequenceMetavariable(node: MatchNode): boolean {
  return node.tag === "Name" && isEllipsisMetavariable(node.text);
}

/** Matches two lists in order; `...` stands for any number of elements. */
export function matchList(
  patterns: readonly MatchNode[],
  targets: readonly MatchNode[],
  bindings: Bindings,
  context: MatchContext,
  matchElement: MatchElement,
): Matches {
  return inOrder({ patterns, targets, context, matchElement }, 0, 0, bindings);
}

interface ListState {
  readonly patterns: readonly MatchNode[];
  readonly targets: readonly MatchNode[];
  readonly context: MatchContext;
  readonly matchElement: MatchElement;
}

function inOrder(state: ListState, at: number, from: number, bindings: Bindings): Matches {
  step(state.context);
  const { patterns, targets } = state;
  const pattern = patterns[at];
  if (pattern === undefined) return from === targets.length ? [bindings] : noMatch;
  if (pattern.tag === "Ellipsis") {
    if (at === patterns.length - 1) return [bindings];
    let found: Matches = noMatch;
    for (let next = from; next <= targets.length; next++) found = either(found, inOrder(state, at + 1, next, bindings));
    return found;
  }
  if (isSequenceMetavariable(pattern)) {
    let found: Matches = noMatch;
    for (let next = from; next <= targets.length; next++) {
      const bound = bindValue(bindings, pattern.text, boundList(targets.slice(from, next)));
      found = either(found, chain(bound, (one) => inOrder(state, at + 1, next, one)));
    }
    return found;
  }
  const target = targets[from];
  if (target === undefined) return noMatch;
  return chain(state.matchElement(pattern, target, bindings, state.context), (next) => inOrder(state, at + 1, from + 1, next));
}

/** Matches two lists in any order; without `...` nothing may be left over. */
export function matchListUnordered(
  patterns: readonly MatchNode[],
  targets: readonly MatchNode[],
  bindings: Bindings,
  context: MatchContext,
  matchElement: MatchElement,
): Matches {
  const hasEllipsis = patterns.some((one) => one.tag === "Ellipsis");
  const needed = patterns.filter((one) => one.tag !== "Ellipsis");
  return inAnyOrder({ patterns: needed, targets, context, matchElement }, 0, targets, bindings, hasEllipsis);
}

function inAnyOrder(state: ListState, at: number, left: readonly MatchNode[], bindings: Bindings, lessIsOk: boolean): Matches {
  step(state.context);
  const pattern = state.patterns[at];
  if (pattern === undefined) return lessIsOk || left.length === 0 ? [bindings] : noMatch;
  if (isSequenceMetavariable(pattern)) {
    return chain(bindValue(bindings, pattern.text, boundList(left)), (next) => inAnyOrder(state, at + 1, [], next, lessIsOk));
  }
  let found: Matches = noMatch;
  for (let index = 0; index < left.length; index++) {
    const matches = state.matchElement(pattern, left[index]!, bindings, state.context);
    if (matches.length === 0) continue;
    const rest = [...left.slice(0, index), ...left.slice(index + 1)];
    found = either(found, chain(matches, (next) => inAnyOrder(state, at + 1, rest, next, lessIsOk)));
  }
  return found;
}

/** Every element of the pattern is found somewhere among the targets; others may be there. */
export function matchSubset(
  patterns: readonly MatchNode[],
  targets: readonly MatchNode[],
  bindings: Bindings,
  context: MatchContext,
  matchElement: MatchElement,
): Matches {
  const needed = patterns.filter((one) => one.tag !== "Ellipsis");
  return inAnyOrder({ patterns: needed, targets, context, matchElement }, 0, targets, bindings, true);
}
