// What sources add to an expression, what propagators move, and what sinks report.

import { agree, mergeBindings } from "../pattern/formula/ranges.ts";
import { type Bindings, type BoundValue, bindingMap, chainOf } from "../pattern/match/bindings.ts";
import { areEqualValues } from "../pattern/match/equality.ts";
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
  const isWhole = match.sink.requires !== undefined && !flow.options.unifyMetavariables && !flow.options.matchOnSource;
  if (isWhole) return reportAt(flow, match, { start: match.range.start, end: match.range.end, bindings: agreedBindings([...taint.values()]), key: [...taint.keys()].join(" ") });
  const needed = [...taint.values()].filter((one) => mayNeed(match.sink.requires ?? defaultLabel, one.label));
  for (const one of needed.length > 0 ? needed : taint.values()) {
    if (flow.options.unifyMetavariables && !agree(match.range.bindings, one.bindings)) continue;
    const place = flow.options.matchOnSource ? one : match.range;
    reportAt(flow, match, { start: place.start, end: place.end, bindings: one.bindings, key: one.key });
  }
}

function reportAt(flow: Flow, match: SinkMatch, place: Pick<Taint, "start" | "end" | "bindings" | "key">): void {
  const key = `${match.range.start}:${match.range.end}:${place.key}:${place.start}`;
  if (flow.reported.has(key)) return;
  flow.reported.add(key);
  flow.results.push({ start: place.start, end: place.end, bindings: mergeBindings(place.bindings, match.range.bindings), kind: "plain" });
}

/** What all sources that bind a metavariable bind it to; one that they disagree on is left out. */
function agreedBindings(taints: readonly Taint[]): Bindings {
  const values = new Map<string, BoundValue>();
  const refused = new Set<string>();
  for (const taint of taints) {
    for (const [name, value] of bindingMap(taint.bindings)) {
      const known = values.get(name);
      if (known === undefined) values.set(name, value);
      else if (!areEqualValues(known, value)) refused.add(name);
    }
  }
  for (const name of refused) values.delete(name);
  return chainOf(values);
}

function mayNeed(requires: string, label: string): boolean {
  return requires.split(/\W+/).includes(label);
}
