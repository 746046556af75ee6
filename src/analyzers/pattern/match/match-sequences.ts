// Matches sequences of statements with `...` and `$...X` in them.

import type { MatchNode } from "../view/match-node.ts";
import { type Bindings, boundList, extendSpan, withSpan } from "./bindings.ts";
import { type MatchContext, type Matches, bindValue, capped, chain, either, noMatch, step } from "./context.ts";
import { isSequenceMetavariable } from "./match-lists.ts";
import { matchStatement } from "./match-statements.ts";
import { flattenStatements } from "./subexpressions.ts";

function isEllipsisStatement(node: MatchNode): boolean {
  return node.tag === "ExpressionStatement" && node.kids[0]!.tag === "Ellipsis";
}

export function isSequenceStatement(node: MatchNode): boolean {
  return node.tag === "ExpressionStatement" && isSequenceMetavariable(node.kids[0]!);
}

/** Matches the statements of a body. `...` skips statements, also into nested blocks. */
export function matchStatements(patterns: readonly MatchNode[], targets: readonly MatchNode[], bindings: Bindings, context: MatchContext): Matches {
  const isDeep = skipsDeep(patterns, context);
  const list = isDeep ? flattenStatements(targets) : targets;
  return matchSequence({ patterns, targets: list, context, lessIsOk: isDeep, isNested: true }, 0, 0, bindings);
}

function skipsDeep(patterns: readonly MatchNode[], context: MatchContext): boolean {
  return context.options.deepStatements && patterns.some(isEllipsisStatement);
}

/**
 * Tells every match of a pattern that is a sequence, which may begin at any statement of a list and end early: each
 * possible end is a match. The span of the bindings covers the matched statements.
 */
export function findSequences(patterns: readonly MatchNode[], sequences: readonly (readonly MatchNode[])[], context: MatchContext, from: Bindings): Bindings[] {
  const isDeep = skipsDeep(patterns, context);
  const placesOf = placesAfterEllipsis(patterns, context, from);
  const found: Bindings[] = [];
  for (const sequence of sequences) {
    let state: SequenceState | undefined;
    let at = -1;
    let end = 0;
    for (const statement of sequence) {
      if (!canStart(patterns[0]!, statement, context, from)) continue;
      if (state === undefined) {
        state = { patterns, targets: isDeep ? flattenStatements(sequence) : sequence, context, lessIsOk: true, isNested: false, placesOf };
        end = lastStart(state, placesOf);
      }
      at = state.targets.indexOf(statement, at + 1);
      if (at > end) break;
      for (const bindings of matchSequence(state, 0, at, from)) if (bindings.start >= 0) found.push(bindings);
    }
  }
  return found;
}

/** The first statement alone, as a quick test before a sequence is tried. */
function canStart(first: MatchNode, target: MatchNode, context: MatchContext, bindings: Bindings): boolean {
  return isEllipsisStatement(first) || isSequenceStatement(first) || matchStatement(first, target, bindings, context).length > 0;
}

/** Behind this index no match begins: what comes after a `...` is often rarer than the first statement. -1 where it is nowhere. */
function lastStart({ patterns, targets }: SequenceState, placesOf: PlacesOf): number {
  let end = targets.length;
  for (let at = 1; at < patterns.length; at++) if (isAwaited(patterns, at)) end = Math.min(end, placesOf(at, targets).at(-1) ?? -1);
  return end;
}

/** True for a statement of a pattern that `...` stands before. */
function isAwaited(patterns: readonly MatchNode[], at: number): boolean {
  const [before, pattern] = [patterns[at - 1], patterns[at]];
  return before !== undefined && pattern !== undefined && isEllipsisStatement(before) && !isEllipsisStatement(pattern) && !isSequenceStatement(pattern);
}

/** Indexes of the targets that one statement of a pattern can match at all, whatever the metavariables are. */
type PlacesOf = (at: number, targets: readonly MatchNode[]) => readonly number[];

/** Each statement is tried once, also where it stands in several lists. */
function placesAfterEllipsis(patterns: readonly MatchNode[], context: MatchContext, fresh: Bindings): PlacesOf {
  const tried = patterns.map(() => new Map<MatchNode, boolean>());
  const places = patterns.map(() => new Map<readonly MatchNode[], readonly number[]>());
  const canMatch = (at: number, target: MatchNode): boolean => {
    const known = tried[at]!.get(target);
    if (known !== undefined) return known;
    const can = matchStatement(patterns[at]!, target, fresh, context).length > 0;
    tried[at]!.set(target, can);
    return can;
  };
  return (at, targets) => {
    const known = places[at]!.get(targets);
    if (known !== undefined) return known;
    const own: number[] = [];
    targets.forEach((target, index) => {
      if (canMatch(at, target)) own.push(index);
    });
    places[at]!.set(targets, own);
    return own;
  };
}

interface SequenceState {
  readonly patterns: readonly MatchNode[];
  readonly targets: readonly MatchNode[];
  readonly context: MatchContext;
  readonly lessIsOk: boolean;
  /** True below the top of a pattern, where only one end counts. */
  readonly isNested: boolean;
  readonly placesOf?: PlacesOf;
}

function matchSequence(state: SequenceState, at: number, from: number, bindings: Bindings): Matches {
  step(state.context);
  const { patterns, targets, context, lessIsOk } = state;
  const pattern = patterns[at];
  if (pattern === undefined) return lessIsOk || from === targets.length ? [bindings] : noMatch;
  if (isSequenceStatement(pattern)) {
    let all: Matches = noMatch;
    for (let next = from; next <= targets.length; next++) {
      const taken = targets.slice(from, next);
      const bound = bindValue(bindings, pattern.kids[0]!.text, boundList(taken));
      all = either(all, chain(bound, (one) => matchSequence(state, at + 1, next, withSpanOf(one, targets, from, next))));
    }
    return all;
  }
  if (!isEllipsisStatement(pattern)) {
    const target = targets[from];
    if (target === undefined) return noMatch;
    return chain(matchStatement(pattern, target, bindings, context), (next) =>
      matchSequence(state, at + 1, from + 1, extendSpan(next, target.start, target.end)),
    );
  }
  if (at === patterns.length - 1 && (!lessIsOk || state.isNested)) {
    return [withSpanOf(bindings, targets, from, targets.length)];
  }
  return matchAfterEllipsis(state, at + 1, from, bindings);
}

/** The rest of a sequence at every place behind a `...`. */
function matchAfterEllipsis(state: SequenceState, at: number, from: number, bindings: Bindings): Matches {
  const { patterns, targets, placesOf } = state;
  if (at === patterns.length) return capped(endsOf(targets, from, bindings));
  const found: Bindings[] = [];
  let skipped = bindings;
  let passed = from;
  const tryAt = (next: number): void => {
    skipped = withSpanOf(skipped, targets, passed, next);
    passed = next;
    for (const one of matchSequence(state, at, next, skipped)) found.push(one);
  };
  const places = isAwaited(patterns, at) ? placesOf?.(at, targets) : undefined;
  if (places === undefined) for (let next = from; next <= targets.length; next++) tryAt(next);
  else for (const next of places) if (next >= from) tryAt(next);
  return capped(found);
}

/** The bindings with their span widened to these targets. */
function withSpanOf(bindings: Bindings, targets: readonly MatchNode[], from: number, to: number): Bindings {
  let { start, end } = bindings;
  for (let at = from; at < to; at++) {
    const target = targets[at]!;
    if (target.start < 0) continue;
    start = start < 0 ? target.start : Math.min(start, target.start);
    end = Math.max(end, target.end);
  }
  return start === bindings.start && end === bindings.end ? bindings : withSpan(bindings, start, end);
}

/** Where a `...` at the end of a pattern may end. What is nested in a statement ends no later, and is no end of its own. */
function endsOf(targets: readonly MatchNode[], from: number, bindings: Bindings): Bindings[] {
  const ends = [bindings];
  let last = bindings;
  for (let at = from; at < targets.length; at++) {
    const { start, end } = targets[at]!;
    if (start < 0 || (last.start >= 0 && start >= last.start && end <= last.end)) continue;
    last = extendSpan(last, start, end);
    ends.push(last);
  }
  return ends;
}
