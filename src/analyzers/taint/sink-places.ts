// Where in a file a sink is looked for: the expression of its very range, or the largest ones inside a range that is none.

import { type MatchNode, isExpression, isStatement } from "../pattern/view/match-node.ts";

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The ranges of a file's nodes, for finding what a match stands for. */
export interface NodePlaces {
  /** True where an expression or statement has this very range and a value of its own. */
  readonly isNode: (span: Span) => boolean;
  /** True where a comprehension has this range: the flow takes it apart, so that it is no sink itself. */
  readonly isComprehension: (span: Span) => boolean;
  /** The largest expressions inside. */
  readonly largestInside: (span: Span) => Span[];
}

const known = new WeakMap<MatchNode, NodePlaces>();

/** The ranges of all nodes below `view`, collected once for all rules. */
export function nodePlaces(view: MatchNode): NodePlaces {
  const places = known.get(view) ?? collectPlaces(view);
  known.set(view, places);
  return places;
}

function collectPlaces(view: MatchNode): NodePlaces {
  const ranges = new Set<number>();
  const comprehensions = new Set<number>();
  const stack: MatchNode[] = [view];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.tag === "Comprehension") comprehensions.add(keyOf(node));
    else if (isExpression(node) || hasValue(node) || node.tag === "KeywordArgument") ranges.add(keyOf(node));
    for (const kid of node.kids) stack.push(kid);
  }
  return {
    isNode: (span) => ranges.has(keyOf(span)),
    isComprehension: (span) => comprehensions.has(keyOf(span)) && !ranges.has(keyOf(span)),
    largestInside: (span) => largestInside(view, span),
  };
}

/** True for statements that have a value; the others are sinks by what stands in them. */
function hasValue(node: MatchNode): boolean {
  return isStatement(node) && !compoundTags.has(node.tag) && !(node.tag === "Definition" && node.kids[1]!.tag !== "Variable");
}

const compoundTags: ReadonlySet<string> = new Set(["Block", "If", "While", "DoWhile", "For", "Switch", "Label", "Try", "StatementWithBody"]);

/** A number for a range: offsets stay below 2^26, so both fit. */
export function keyOf({ start, end }: Span): number {
  return start * 2 ** 26 + end;
}

function largestInside(view: MatchNode, span: Span): Span[] {
  const found: Span[] = [];
  const stack: MatchNode[] = [view];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.end <= span.start && node.start >= 0) continue;
    if (isExpression(node) && span.start <= node.start && node.end <= span.end) found.push(node);
    else for (const kid of node.kids) stack.push(kid);
  }
  return found;
}
