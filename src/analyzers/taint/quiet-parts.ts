// Which parts of a file a rule's taint can neither start in nor change: where nothing is tainted yet, the walk passes over them.

import { type MatchNode, isExpression, isStatement } from "../pattern/view/match-node.ts";
import type { Span } from "./sink-places.ts";

/** What one statement or function holds, whatever the rule. */
interface Extent {
  /** The smallest range that holds every node below, those that stand outside their parent included. */
  start: number;
  end: number;
  /** True where a statement inside may leave before the end, or jump: `return`, `throw`, `break`, `yield`. */
  mayLeave: boolean;
  /** True where a variable, field or element is given a value. */
  assigns: boolean;
}

/** The statements and functions of one file, and whether every expression lies within its parent's range. */
interface Extents {
  readonly of: ReadonlyMap<MatchNode, Extent>;
  readonly areNested: boolean;
}

const known = new WeakMap<MatchNode, Extents>();

/** What a rule's sources touch in a file. */
export interface QuietParts {
  /** True where a statement or function holds no source and lies in none, so that it leaves a clean state as it is. */
  readonly isQuiet: (node: MatchNode) => boolean;
  /** True where an expression holds no source and lies in none. */
  readonly isQuietExpression: (node: MatchNode) => boolean;
  /** True where a quiet statement also ends where the next begins, and gives nothing a value. */
  readonly isPassed: (node: MatchNode, mayAssign: boolean) => boolean;
}

/** The quiet parts below `view` for sources at `sources`. */
export function quietParts(view: MatchNode, sources: readonly Span[]): QuietParts {
  const extents = known.get(view) ?? collectExtents(view);
  known.set(view, extents);
  const spans = joined(sources);
  const untouched = (node: MatchNode): Extent | undefined => {
    const extent = extents.of.get(node);
    return extent === undefined || touches(spans, extent) ? undefined : extent;
  };
  return {
    isQuiet: (node) => untouched(node) !== undefined,
    isQuietExpression: (node) => extents.areNested && node.start >= 0 && !touches(spans, node),
    isPassed: (node, mayAssign) => {
      const extent = untouched(node);
      return extent !== undefined && !extent.mayLeave && (mayAssign || !extent.assigns);
    },
  };
}

/** The spans in order, those that overlap as one. */
function joined(spans: readonly Span[]): Span[] {
  const ordered = [...spans].sort((left, right) => left.start - right.start);
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of ordered) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** True where one of the ordered spans shares a place with `span`. */
function touches(ordered: readonly Span[], span: Span): boolean {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle]!.end < span.start) low = middle + 1;
    else high = middle;
  }
  return low < ordered.length && ordered[low]!.start <= span.end;
}

const leavingTags: ReadonlySet<string> = new Set(["Return", "Throw", "Break", "Continue", "Yield", "Label"]);
const assigningTags: ReadonlySet<string> = new Set(["Assign", "AssignOperator", "LetPattern", "Variable", "ForEach", "CatchPattern", "Class", "AnonymousClass"]);

function collectExtents(view: MatchNode): Extents {
  const of = new Map<MatchNode, Extent>();
  let areNested = true;
  const visit = (node: MatchNode): Extent => {
    const extent: Extent = {
      start: node.start < 0 ? Infinity : node.start,
      end: node.start < 0 ? -1 : node.end,
      mayLeave: leavingTags.has(node.tag) || (node.tag === "OtherStatement" && node.sub.startsWith("Throw")),
      assigns: assigningTags.has(node.tag),
    };
    for (const kid of node.kids) {
      const inner = visit(kid);
      if (inner.start < extent.start) extent.start = inner.start;
      if (inner.end > extent.end) extent.end = inner.end;
      extent.mayLeave ||= inner.mayLeave;
      extent.assigns ||= inner.assigns;
    }
    const isFunction = node.tag === "Function" || node.tag === "Lambda";
    if (isFunction || isStatement(node)) of.set(node, isFunction ? { ...extent } : extent);
    else if (isExpression(node) && node.start >= 0 && (extent.start < node.start || extent.end > node.end)) areNested = false;
    // What a function does inside happens elsewhere.
    if (isFunction) extent.mayLeave = extent.assigns = false;
    return extent;
  };
  visit(view);
  return { of, areNested };
}
