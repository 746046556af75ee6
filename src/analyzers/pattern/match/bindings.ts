// What metavariables are bound to while a pattern is matched, as an immutable chain.

import type { MatchNode } from "../view/match-node.ts";

/** The value of one metavariable. Offsets are 0-based UTF-16, `end` exclusive; -1 where the value has no place. */
export interface BoundValue {
  readonly type: "node" | "list" | "text";
  /** One node, or the nodes of a list. */
  readonly nodes: readonly MatchNode[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True for a word of a document in generic mode. */
  readonly isWord?: boolean;
  /** True for the whole of a match, which holds the code that stands there. */
  readonly isRange?: boolean;
  /** The code of a value that stands in a string: the file may have it otherwise. */
  readonly source?: string;
}

/** A chain of bindings with the span of the statements that a sequence matched so far. */
export interface Bindings {
  readonly name: string;
  readonly value: BoundValue | undefined;
  readonly next: Bindings | undefined;
  readonly start: number;
  readonly end: number;
}

export const noBindings: Bindings = { name: "", value: undefined, next: undefined, start: -1, end: -1 };

/** The value of a metavariable, or undefined. */
export function lookUp(bindings: Bindings, name: string): BoundValue | undefined {
  for (let at: Bindings | undefined = bindings; at !== undefined; at = at.next) {
    if (at.name === name) return at.value;
  }
  return undefined;
}

/** The chain with one more binding. */
export function bind(bindings: Bindings, name: string, value: BoundValue): Bindings {
  return { name, value, next: bindings, start: bindings.start, end: bindings.end };
}

/** The chain with its span widened to a matched statement. */
export function extendSpan(bindings: Bindings, start: number, end: number): Bindings {
  if (start < 0) return bindings;
  return {
    name: bindings.name,
    value: bindings.value,
    next: bindings.next,
    start: bindings.start < 0 ? start : Math.min(bindings.start, start),
    end: Math.max(bindings.end, end),
  };
}

/** The chain without a span: for matching inside something else. */
export function withSpan(bindings: Bindings, start: number, end: number): Bindings {
  return { name: bindings.name, value: bindings.value, next: bindings.next, start, end };
}

/** All bindings, the latest of each name, oldest first. */
export function bindingMap(bindings: Bindings): Map<string, BoundValue> {
  const found: [string, BoundValue][] = [];
  const seen = new Set<string>();
  for (let at: Bindings | undefined = bindings; at !== undefined; at = at.next) {
    if (at.value === undefined || seen.has(at.name)) continue;
    seen.add(at.name);
    found.push([at.name, at.value]);
  }
  return new Map(found.reverse());
}

/** A chain from a map. */
export function chainOf(map: ReadonlyMap<string, BoundValue>): Bindings {
  let chain = noBindings;
  for (const [name, value] of map) chain = bind(chain, name, value);
  return chain;
}

export function boundNode(node: MatchNode): BoundValue {
  return { type: "node", nodes: [node], text: "", start: node.start, end: node.end };
}

export function boundList(nodes: readonly MatchNode[]): BoundValue {
  const first = nodes[0];
  const last = nodes[nodes.length - 1];
  return { type: "list", nodes, text: "", start: first?.around?.[0] ?? first?.start ?? -1, end: last?.around?.[1] ?? last?.end ?? -1 };
}

/** All that a formula matched. */
export function boundRange(text: string, start: number, end: number): BoundValue {
  return { ...boundText(text.slice(start, end), start, end), isRange: true };
}

export function boundText(text: string, start: number, end: number): BoundValue {
  return { type: "text", nodes: [], text, start, end };
}
