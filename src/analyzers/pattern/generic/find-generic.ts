// Finds a pattern of the generic mode in a document: words and signs in their order, `...` over some lines.

import { type Bindings, boundText, noBindings } from "../match/bindings.ts";
import { bindValue } from "../match/context.ts";
import type { PatternMatch } from "../match/find-matches.ts";
import type { GenericDocument, GenericOptions, GenericPattern } from "./generic-pattern.ts";
import type { GenericAtom, GenericNode } from "./generic-tree.ts";

type TextAtom = Extract<GenericAtom, { readonly text: string }>;

/** The end of what is matched so far. */
interface Place {
  readonly end: number;
  readonly line: number;
}

/** A `...` under way: how far it may reach, and what it has passed over. */
interface Gap {
  readonly maxLine: number;
  readonly start: number;
  readonly end: number;
  readonly name: string | undefined;
}

interface State {
  readonly bindings: Bindings;
  readonly last: Place;
  readonly gap: Gap | undefined;
}

type GenericBlock = Extract<GenericNode, { readonly type: "block" }>;

/** The rest of a list of the document. */
interface DocumentTail {
  readonly nodes: readonly GenericNode[];
  readonly at: number;
}

/** The rest of a list of the pattern; `isRoot` tells the whole pattern from a block of it. */
interface PatternTail extends DocumentTail {
  readonly isRoot: boolean;
}

/** Goes on with the rest of the pattern when a list of the document is used up. */
type Next = (pattern: PatternTail, state: State) => State | undefined;

interface Search {
  readonly text: string;
  readonly maxSpan: number;
  steps: number;
}

const maxSteps = 2_000_000;

/** Every match: the shortest from each start, and of those with one end the shortest; for a pattern that ends in `...`, the longest. `onCut` hears of a search cut short. */
export function findGenericMatches(pattern: GenericPattern, document: GenericDocument, options: GenericOptions, onCut: () => void): PatternMatch[] {
  const found = new Map<number, PatternMatch>();
  const search: Search = { text: document.text, maxSpan: options.ellipsisMaxSpan, steps: maxSteps };
  const first = pattern.nodes[0];
  const prefersLonger = pattern.nodes[pattern.nodes.length - 1]?.type === "gap";
  for (const { start, tail } of startsIn(document.nodes, first?.type === "gap")) {
    if (search.steps <= 0) break;
    if (first?.type === "word" && first.text !== start.text) continue;
    const initial: State = { bindings: noBindings, last: { end: start.start, line: start.line }, gap: undefined };
    const result = matchTail(search, { nodes: pattern.nodes, at: 0, isRoot: true }, tail, initial, atEnd);
    if (result === undefined || (prefersLonger && found.has(result.last.end))) continue;
    found.set(result.last.end, { start: start.start, end: result.last.end, bindings: result.bindings, kind: "plain" });
  }
  if (search.steps <= 0) onCut();
  return [...found.values()];
}

/** Where a match may start: anywhere, or only at the head of a block for a pattern that starts with `...`. */
function* startsIn(nodes: readonly GenericNode[], onlyHeads: boolean): Generator<{ start: TextAtom; tail: DocumentTail }> {
  const open: { readonly nodes: readonly GenericNode[]; at: number }[] = [{ nodes, at: 0 }];
  while (open.length > 0) {
    const current = open[open.length - 1]!;
    const at = current.at++;
    const node = current.nodes[at];
    if (node === undefined) open.pop();
    else if (node.type === "block") open.push({ nodes: node.nodes, at: 0 });
    else if (isText(node) && (!onlyHeads || at === 0)) yield { start: node, tail: { nodes: current.nodes, at } };
  }
}

function isText(node: GenericNode): node is TextAtom {
  return node.type === "word" || node.type === "sign";
}

/** Where a document ends, a pattern may only have gaps left. */
const atEnd: Next = (pattern, state) => (pattern.nodes.slice(pattern.at).every((node) => node.type === "gap") ? state : undefined);

function matchTail(search: Search, pattern: PatternTail, document: DocumentTail, from: State, next: Next): State | undefined {
  let state = from;
  let [at, place] = [pattern.at, document.at];
  for (;;) {
    if (--search.steps < 0) return undefined;
    const wanted = pattern.nodes[at];
    const node = document.nodes[place];
    if (wanted === undefined) return finish(search, pattern, { nodes: document.nodes, at: place }, state);
    if (wanted.type === "gap") {
      state = { ...state, gap: openGap(search, state, wanted.name) };
      at++;
    } else if (wanted.type === "block") {
      const step = matchBlock(search, { pattern, wanted, at }, node, state);
      if (step === undefined || node === undefined) return step?.state;
      state = step.state;
      at += step.isMatched ? 1 : 0;
      place += step.isPassed ? 1 : 0;
    } else if (node === undefined) {
      return next({ ...pattern, at }, state);
    } else if (node.type === "block") {
      const after = { nodes: document.nodes, at: place + 1 };
      return matchTail(search, { ...pattern, at }, { nodes: node.nodes, at: 0 }, state, (left, now) => matchTail(search, left, after, now, next));
    } else {
      if (!isText(node) || (state.gap !== undefined && node.line > state.gap.maxLine)) return undefined;
      const matched = matchAtom(search, wanted, node, state);
      const result = matched && matchTail(search, { ...pattern, at: at + 1 }, { nodes: document.nodes, at: place + 1 }, matched, next);
      if (result !== undefined || state.gap === undefined) return result;
      state = { ...state, gap: { ...state.gap, end: node.end } };
      place++;
    }
  }
}

/** The pattern is used up: a gap takes what is left of the list; without one, a block of a pattern must cover its block. */
function finish(search: Search, pattern: PatternTail, document: DocumentTail, state: State): State | undefined {
  const { gap } = state;
  if (gap === undefined) return pattern.isRoot || document.at >= document.nodes.length ? state : undefined;
  const last = lastWithin(document.nodes.slice(document.at), gap.maxLine, state.last);
  return closeGap(search, { ...state, last, gap: { ...gap, end: Math.max(gap.end, last.end) } });
}

/** The last place of some nodes that is not below `maxLine`. */
function lastWithin(nodes: readonly GenericNode[], maxLine: number, last: Place): Place {
  let place = last;
  for (const node of nodes) {
    if (node.type === "block") place = lastWithin(node.nodes, maxLine, place);
    else if (isText(node)) {
      if (node.line > maxLine) return place;
      place = { end: node.end, line: node.line };
    }
  }
  return place;
}

/** A block of the pattern matches a block of the document as a whole; a gap before it passes over words, never over blocks. */
function matchBlock(
  search: Search,
  { pattern, wanted, at }: { pattern: PatternTail; wanted: GenericBlock; at: number },
  node: GenericNode | undefined,
  state: State,
): { state: State; isMatched: boolean; isPassed: boolean } | undefined {
  if (node !== undefined && isText(node) && state.gap !== undefined && node.line <= state.gap.maxLine) {
    return { state: { ...state, gap: { ...state.gap, end: node.end } }, isMatched: false, isPassed: true };
  }
  const closed = closeGap(search, state);
  if (closed === undefined) return undefined;
  if (node?.type === "block") {
    const inner = matchTail(search, { nodes: wanted.nodes, at: 0, isRoot: false }, { nodes: node.nodes, at: 0 }, closed, atEnd);
    return inner && { state: { ...inner, gap: undefined }, isMatched: true, isPassed: true };
  }
  const left = node === undefined ? pattern.nodes.slice(at) : [wanted];
  return left.every(isEmptyMatch) ? { state: closed, isMatched: true, isPassed: false } : undefined;
}

function isEmptyMatch(node: GenericNode): boolean {
  return node.type === "gap" || (node.type === "block" && node.nodes.every(isEmptyMatch));
}

function matchAtom(search: Search, wanted: GenericAtom, atom: TextAtom, state: State): State | undefined {
  const isSame = wanted.type === "metavariable" ? atom.type === "word" : wanted.type === atom.type && isText(wanted) && wanted.text === atom.text;
  const closed = isSame ? closeGap(search, state) : undefined;
  if (closed === undefined) return undefined;
  const last = { end: atom.end, line: atom.line };
  if (wanted.type !== "metavariable") return { ...closed, last };
  const bindings = bindValue(closed.bindings, wanted.name, { ...boundText(atom.text, atom.start, atom.end), isWord: true })[0];
  return bindings && { bindings, last, gap: undefined };
}

/** A second `...` in a row lets the gap reach further. */
function openGap(search: Search, { gap, last }: State, name: string | undefined): Gap {
  if (gap !== undefined) return { ...gap, maxLine: gap.maxLine + search.maxSpan };
  return { maxLine: last.line + search.maxSpan, start: last.end, end: last.end, name };
}

function closeGap(search: Search, state: State): State | undefined {
  const { gap } = state;
  if (gap?.name === undefined) return { ...state, gap: undefined };
  const bindings = bindValue(state.bindings, gap.name, boundText(search.text.slice(gap.start, gap.end), gap.start, gap.end))[0];
  return bindings && { ...state, bindings, gap: undefined };
}
