// Finds the nodes that a pattern with a name in it can start at, by that name, so that most nodes are never tried.

import { type MatchNode, type Tag, isMetavariable } from "../view/match-node.ts";
import { isOperator } from "./match-expression.ts";
import type { NodeIndex } from "./match-file.ts";

/** Of the nodes of one tag, in source order, those that a pattern can match. */
type Select = (tag: Tag, nodes: readonly MatchNode[]) => readonly MatchNode[];

/** Undefined where the pattern names nothing that could be looked up. */
export function namedCandidates(pattern: MatchNode, index: NodeIndex): Select | undefined {
  const name = pattern.tag === "Call" ? nameOfCall(pattern.kids[0]!) : nameOf(pattern);
  if (name === undefined) return undefined;
  return (tag, nodes) => {
    if (nodes.length <= fewNodes) return nodes;
    if (tag !== "Call" && tag !== "Dot" && tag !== "Name") return nodes;
    return tableOf(index, tag, nodes)(name);
  };
}

/** Looking such lists through is as quick. */
const fewNodes = 12;

/** Stands for all calls but those that are operations. */
const anyCall = "any call";

/** A call by the last name of what is called, an operation by its sign. */
function nameOfCall(callee: MatchNode): string | undefined {
  if (callee.tag !== "Special" || !isOperator(callee.sub)) return nameOf(callee) ?? (isAnyCallee(callee) ? anyCall : undefined);
  // Numbers without a sign may stand for those with one, and pieces of text for each other.
  return /^(Op:-|Concat:)/.test(callee.sub) ? undefined : signOf(callee);
}

function isAnyCallee({ tag, text }: MatchNode): boolean {
  return tag === "Dot" || (tag === "Name" && isMetavariable(text));
}

/** No name: it has a blank. */
function signOf(operator: MatchNode): string {
  return `sign ${operator.sub}`;
}

/** The last name of a plain or dotted name; undefined for all else. */
function nameOf(node: MatchNode): string | undefined {
  const last = node.tag === "Dot" ? node.kids[1]! : node;
  return last.tag === "Name" && !isMetavariable(last.text) ? last.text : undefined;
}

type Lookup = (name: string) => readonly MatchNode[];

const tables = new WeakMap<NodeIndex, Map<Tag, Lookup>>();

function tableOf(index: NodeIndex, tag: Tag, nodes: readonly MatchNode[]): Lookup {
  const own = tables.get(index) ?? new Map<Tag, Lookup>();
  tables.set(index, own);
  const table = own.get(tag) ?? buildTable(nodes);
  own.set(tag, table);
  return table;
}

function buildTable(nodes: readonly MatchNode[]): Lookup {
  const byName = new Map<string, number[]>();
  /** Places of nodes that may match whatever the name is. */
  const always: number[] = [];
  const calls: MatchNode[] = [];
  nodes.forEach((node, at) => {
    const callee = node.tag === "Call" ? node.kids[0]! : undefined;
    const isOperation = callee?.tag === "Special" && isOperator(callee.sub);
    if (callee !== undefined && !isOperation) calls.push(node);
    const names = isOperation ? [signOf(callee)] : possibleNames(callee ?? node);
    if (names === undefined) always.push(at);
    for (const name of names ?? []) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [at]);
      else list.push(at);
    }
  });
  const known = new Map<string, readonly MatchNode[]>([[anyCall, calls]]);
  return (name) => {
    const found = known.get(name) ?? merged(byName.get(name) ?? [], always).map((at) => nodes[at]!);
    known.set(name, found);
    return found;
  };
}

/** Two ascending lists as one. */
function merged(left: readonly number[], right: readonly number[]): readonly number[] {
  if (left.length === 0) return right;
  return right.length === 0 ? left : [...left, ...right].sort((one, other) => one - other);
}

/** Every last name under which a node may be known; undefined where that cannot be said. */
function possibleNames(node: MatchNode): readonly string[] | undefined {
  if (node.isSymbolic === true) return undefined;
  if (node.tag === "Dot") return node.kids[1]!.tag === "Name" ? [node.kids[1]!.text] : undefined;
  if (node.tag !== "Name") return undefined;
  const imported = node.resolution?.path?.at(-1);
  return imported === undefined || imported === node.text ? [node.text] : [node.text, imported];
}
