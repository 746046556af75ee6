// Finds the nodes that a pattern with a name in it can start at, by that name, so that most nodes are never tried.

import { type MatchNode, type Tag, isMetavariable } from "../view/match-node.ts";
import type { NodeIndex } from "./match-file.ts";

/** Of the nodes of one tag, in source order, those that a pattern can match. */
type Select = (tag: Tag, nodes: readonly MatchNode[]) => readonly MatchNode[];

/** Undefined where the pattern names nothing that could be looked up. */
export function namedCandidates(pattern: MatchNode, index: NodeIndex): Select | undefined {
  const isCall = pattern.tag === "Call";
  const name = nameOf(isCall ? pattern.kids[0]! : pattern);
  if (name === undefined) return undefined;
  return (tag, nodes) => {
    if (nodes.length <= fewNodes) return nodes;
    if (tag !== "Call" && tag !== "Dot" && tag !== "Name") return nodes;
    return tableOf(index, tag, nodes)(name);
  };
}

/** Looking such lists through is as quick. */
const fewNodes = 12;

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
  nodes.forEach((node, at) => {
    const names = possibleNames(node.tag === "Call" ? node.kids[0]! : node);
    if (names === undefined) always.push(at);
    for (const name of names ?? []) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [at]);
      else list.push(at);
    }
  });
  return (name) => {
    const own = byName.get(name) ?? [];
    const places = always.length === 0 ? own : [...own, ...always].sort((left, right) => left - right);
    return places.map((at) => nodes[at]!);
  };
}

/** Every last name under which a node may be known; undefined where that cannot be said. */
function possibleNames(node: MatchNode): readonly string[] | undefined {
  if (node.isSymbolic === true) return undefined;
  if (node.tag === "Dot") return node.kids[1]!.tag === "Name" ? [node.kids[1]!.text] : undefined;
  if (node.tag !== "Name") return undefined;
  const imported = node.resolution?.path?.at(-1);
  return imported === undefined || imported === node.text ? [node.text] : [node.text, imported];
}
