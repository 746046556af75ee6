// What sources add to an expression, what propagators move, and what sinks report.

import { agree, mergeBindings } from "../pattern/formula/ranges.ts";
import { type MatchNode } from "../pattern/view/match-node.ts";
import type { Flow } from "./flow.ts";
import { type SinkMatch, type SourceMatch, defaultLabel } from "./taint-matches.ts";
import { type Taint, type TaintSet, clean, labelsOf, union, unionAll } from "./taint-set.ts";
import { type TaintState, addToPath, pathOf, setPath } from "./taint-state.ts";

export function sideEffectSources(flow: Flow, target: MatchNode): TaintSet {
  let taint = clean;
  for (const match of flow.matches.sources.exactlyAt(target)) if (match.source.bySideEffect !== "no") taint = union(taint, single(match));
  return taint;
}

function single(match: SourceMatch): TaintSet {
  const taint: Taint = {
    key: match.key,
    label: match.source.label ?? defaultLabel,
    start: match.range.start,
    end: match.range.end,
    bindings: match.range.bindings,
  };
  return new Map([[taint.key, taint]]);
}

/** The taint that an expression has because it matches a source. `incoming` is what it has otherwise. */
export function sourcesAt(flow: Flow, node: MatchNode, state: TaintState, incoming: TaintSet): TaintSet {
  let taint = clean;
  for (const match of flow.matches.sources.at(node)) {
    if (match.requires !== undefined && !match.requires(labelsOf(incoming))) continue;
    const own = single(match);
    const isExact = match.range.start === node.start && match.range.end === node.end;
    const path = pathOf(node);
    if (match.source.control) {
      state.control = union(state.control, own);
      continue;
    }
    if (match.source.bySideEffect !== "no" && isExact && path !== undefined) addToPath(state, path, own);
    if (match.source.bySideEffect === "only") continue;
    taint = union(taint, own);
  }
  return taint;
}

export function sanitizePath(node: MatchNode, state: TaintState): void {
  const path = pathOf(node);
  if (path !== undefined) setPath(state, path, clean);
}

/** What propagators bring to a place that is assigned to. */
export function propagatedTo(flow: Flow, target: MatchNode): TaintSet {
  return unionAll(flow.matches.to.exactlyAt(target).map((match) => flow.pending.get(match.id) ?? clean));
}

export function propagate(flow: Flow, node: MatchNode, state: TaintState, taint: TaintSet, isSanitized: boolean): TaintSet {
  let value = taint;
  for (const match of flow.matches.from.exactlyAt(node)) {
    if (match.requires !== undefined && !match.requires(labelsOf(taint))) continue;
    const moved = relabelled(taint, match.propagator.label, match.propagator.replaceLabels);
    flow.pending.set(match.id, moved);
    const path = flow.waiting.get(match.id);
    if (path !== undefined && match.propagator.bySideEffect) addToPath(state, path, moved);
  }
  for (const match of flow.matches.to.exactlyAt(node)) {
    const moved = flow.pending.get(match.id) ?? clean;
    const path = pathOf(node);
    if (path !== undefined) {
      flow.waiting.set(match.id, path);
      if (match.propagator.bySideEffect && !isSanitized) addToPath(state, path, moved);
    }
    value = union(value, moved);
  }
  return value;
}

function relabelled(taint: TaintSet, label: string | undefined, replaced: readonly string[] | undefined): TaintSet {
  if (label === undefined) return taint;
  const moved = new Map<string, Taint>();
  for (const one of taint.values()) {
    if (replaced !== undefined && !replaced.includes(one.label)) moved.set(one.key, one);
    else {
      const key = `${one.key}>${label}`;
      moved.set(key, { ...one, key, label });
    }
  }
  return moved;
}

/** Reports every sink that a node is, where what reaches it is tainted enough. */
export function checkSinks(flow: Flow, node: MatchNode, taint: TaintSet, state: TaintState): void {
  const reaching = state.control.size === 0 ? taint : union(taint, state.control);
  if (reaching.size === 0) return;
  for (const match of flow.matches.sinks.at(node)) report(flow, match, reaching);
}

function report(flow: Flow, match: SinkMatch, taint: TaintSet): void {
  if (!match.requires(labelsOf(taint))) return;
  const needed = [...taint.values()].filter((one) => mayNeed(match.sink.requires ?? defaultLabel, one.label));
  for (const one of needed.length > 0 ? needed : taint.values()) {
    if (flow.options.unifyMetavariables && !agree(match.range.bindings, one.bindings)) continue;
    const place = flow.options.matchOnSource ? one : match.range;
    const key = `${match.range.start}:${match.range.end}:${one.key}:${place.start}`;
    if (flow.reported.has(key)) continue;
    flow.reported.add(key);
    const bindings = mergeBindings(one.bindings, match.range.bindings);
    flow.results.push({ start: place.start, end: place.end, bindings, kind: "plain" });
  }
}

function mayNeed(requires: string, label: string): boolean {
  return requires.split(/\W+/).includes(label);
}
