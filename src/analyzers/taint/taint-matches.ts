// Where a rule's sources, sinks, sanitizers and propagators match in one file.

import { evaluateFormula } from "../pattern/formula/evaluate.ts";
import type { Evaluation } from "../pattern/formula/evaluation.ts";
import type { RangeMatch } from "../pattern/formula/ranges.ts";
import type { CompiledTaint } from "../pattern/engine/compile-taint.ts";
import { lookUp } from "../pattern/match/bindings.ts";
import type { MatchNode } from "../pattern/view/match-node.ts";
import { type Requirement, parseRequires } from "../pattern/rules/requires.ts";
import { type NodePlaces, type Span, keyOf, nodePlaces } from "./sink-places.ts";

export interface SourceMatch {
  readonly range: RangeMatch;
  readonly key: string;
  readonly source: CompiledTaint["sources"][number];
  readonly requires: Requirement | undefined;
}

export interface SinkMatch {
  readonly range: RangeMatch;
  /** The node that it is looked for at. */
  readonly place: Span;
  readonly sink: CompiledTaint["sinks"][number];
  readonly requires: Requirement;
}

/** The label of sources without one, which sinks without a requirement ask for. */
export const defaultLabel = "__SOURCE__";

export interface SanitizerMatch {
  readonly range: RangeMatch;
  readonly sanitizer: CompiledTaint["sanitizers"][number];
}

export interface PropagatorMatch {
  readonly id: number;
  readonly propagator: CompiledTaint["propagators"][number];
  readonly requires: Requirement | undefined;
  readonly from: { readonly start: number; readonly end: number };
  readonly to: { readonly start: number; readonly end: number };
}

/** All matches, looked up by the range of a node. */
export interface TaintMatches {
  readonly sources: RangeTable<SourceMatch>;
  readonly sinks: RangeTable<SinkMatch>;
  readonly sanitizers: RangeTable<SanitizerMatch>;
  readonly from: RangeTable<PropagatorMatch>;
  readonly to: RangeTable<PropagatorMatch>;
  /** Where taint may begin: at sources, and at the ends of propagators. */
  readonly sourceRanges: readonly Span[];
  /** True where something may become tainted otherwise than by an assignment. */
  readonly haveSideEffects: boolean;
}

/** Finds all matches of a rule's lists; undefined where there is no sink or no source. */
export function findTaintMatches(taint: CompiledTaint, evaluation: Evaluation, view: MatchNode): TaintMatches | undefined {
  // Many rules share their sources, which are then looked for once: where there are none, no rule looks for its sinks.
  const sources = taint.sources.flatMap((source, index) =>
    evaluateFormula(source.formula, evaluation).map((range, at) => ({
      range, source, key: `${index}:${at}:${range.start}:${range.end}`, requires: requirement(source.requires),
    })),
  );
  if (sources.length === 0) return undefined;
  const reached = taint.sinks.filter((sink) => !sink.atExit).map((sink) => ({ sink, ranges: evaluateFormula(sink.formula, evaluation) }));
  if (reached.every(({ ranges }) => ranges.length === 0)) return undefined;
  const places = nodePlaces(view);
  const sinks = reached.flatMap(({ sink, ranges }) =>
    outermost(ranges, places).map((range) => ({ range, place: range, sink, requires: requirement(sink.requires) ?? (sink.requiresOf === undefined ? needsDefault : always) })),
  );
  const sourceRanges: Span[] = sources.map(({ range }) => range);
  const taken = new Set([...sourceRanges, ...reached.flatMap(({ ranges }) => ranges)].map(keyOf));
  const sanitizers = taint.sanitizers.flatMap((sanitizer) =>
    evaluateFormula(sanitizer.formula, evaluation)
      .filter((range) => !sanitizer.notConflicting || !taken.has(keyOf(range)))
      .map((range) => ({ range, sanitizer })),
  );
  const propagators: PropagatorMatch[] = [];
  for (const propagator of taint.propagators) {
    for (const range of evaluateFormula(propagator.formula, evaluation)) {
      const from = lookUp(range.bindings, propagator.from);
      const to = lookUp(range.bindings, propagator.to);
      if (from === undefined || to === undefined) continue;
      propagators.push({ id: propagators.length, propagator, requires: requirement(propagator.requires), from, to });
    }
  }
  // What a propagator may bring is as good as a source there.
  const reachedRanges = [...sourceRanges, ...propagators.map(({ to }) => to)];
  return {
    sources: rangeTable(sources, (one) => one.range, (one) => one.source.exact),
    sinks: rangeTable(sinks.flatMap((sink) => atPlaces(sink, places)), (one) => one.place, (one) => one.sink.exact),
    sanitizers: rangeTable(sanitizers, (one) => one.range, (one) => one.sanitizer.exact),
    from: rangeTable(propagators, (one) => one.from, () => true),
    to: rangeTable(propagators, (one) => one.to, () => true),
    sourceRanges: reachedRanges,
    haveSideEffects: propagators.length > 0 || sources.some(({ source }) => source.bySideEffect !== "no"),
  };
}

/** Of sinks inside one another only the outer one counts. */
function outermost(ranges: readonly RangeMatch[], places: NodePlaces): RangeMatch[] {
  const covering = ranges.filter((range) => !places.isComprehension(range));
  return ranges.filter(
    (inner) => !covering.some((outer) => outer.start <= inner.start && inner.end <= outer.end && outer.end - outer.start > inner.end - inner.start),
  );
}

/** A sink whose range is no node's is looked for at the largest nodes inside. */
function atPlaces(sink: SinkMatch, places: NodePlaces): SinkMatch[] {
  if (places.isNode(sink.range)) return [sink];
  return places.largestInside(sink.range).map((place) => ({ ...sink, place }));
}

const always: Requirement = () => true;
const needsDefault: Requirement = (labels) => labels.has(defaultLabel);

function requirement(text: string | undefined): Requirement | undefined {
  return text === undefined ? undefined : parseRequires(text);
}

/** Finds the matches that speak of a node: exact ones of its very range, others around it. */
export interface RangeTable<T> {
  readonly at: (node: MatchNode) => readonly T[];
  readonly exactlyAt: (node: { start: number; end: number }) => readonly T[];
}

const nothing: readonly never[] = [];

function rangeTable<T>(items: readonly T[], rangeOf: (item: T) => { start: number; end: number }, isExact: (item: T) => boolean): RangeTable<T> {
  const exact = new Map<number, T[]>();
  for (const item of items) {
    const key = keyOf(rangeOf(item));
    const list = exact.get(key);
    if (list === undefined) exact.set(key, [item]);
    else list.push(item);
  }
  const wide = items.filter((item) => !isExact(item));
  return {
    exactlyAt: (span) => (items.length === 0 ? nothing : exact.get(keyOf(span)) ?? nothing),
    at: (node) => {
      if (items.length === 0 || node.start < 0) return nothing;
      const here = exact.get(keyOf(node)) ?? nothing;
      if (wide.length === 0) return here;
      const around = wide.filter((item) => rangeOf(item).start <= node.start && node.end <= rangeOf(item).end && !(here as readonly T[]).includes(item));
      return around.length === 0 ? here : [...here, ...around];
    },
  };
}
