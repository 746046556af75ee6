// The normalised tree: one file's syntax as parallel arrays in pre-order, the same for every language.

import type { Role } from "./roles.ts";

/** An index into the arrays of a {@link SyntaxTree}. Node 0 is the Program; `noNode` stands for "no such node". */
export type NodeId = number;

/** The answer of every look-up that finds nothing. */
export const noNode = -1;

/**
 * A comment, kept beside the tree. `start` and `end` are 0-based UTF-16 offsets, end exclusive, and include the
 * comment's own marks.
 */
export interface CommentRange {
  readonly start: number;
  readonly end: number;
}

/** A part of the file that its parser could not read. Offsets are 0-based UTF-16. */
export interface ParseProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** True where the rest of the file could not be read either, so that its findings are incomplete. */
  readonly isFatal: boolean;
}

/**
 * One file's syntax. Nodes are numbered in pre-order, so a node's descendants are exactly the ids between it and
 * `subtreeEnd[id]` (exclusive), and every walk is a loop over integers. Siblings stand in source order.
 *
 * All offsets are 0-based UTF-16 units into `text`; `end` is exclusive. A byte-order mark is part of the text.
 */
export interface SyntaxTree {
  /** Id of the language folder that made the tree, for instance `python`. */
  readonly language: string;
  readonly text: string;
  /** How many nodes there are; the arrays may be longer. */
  readonly size: number;
  readonly kind: Uint8Array;
  readonly role: Uint8Array;
  readonly flags: Uint32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** The parent's id; 0 for the root itself. */
  readonly parent: Uint32Array;
  /** One past the last descendant. */
  readonly subtreeEnd: Uint32Array;
  /** Index into `names`; 0 is the empty string. */
  readonly name: Uint32Array;
  /** Every distinct identifier, operator and literal value of the file; entry 0 is "". */
  readonly names: readonly string[];
  readonly comments: readonly CommentRange[];
  readonly problems: readonly ParseProblem[];
}

/**
 * The tree of these parts. Every tree is made here, so that all have one layout in the engine's memory: the loops over
 * nodes, which are most of a scan, are compiled for one layout only and stay so.
 */
export function makeTree(parts: SyntaxTree): SyntaxTree {
  return {
    language: parts.language,
    text: parts.text,
    size: parts.size,
    kind: parts.kind,
    role: parts.role,
    flags: parts.flags,
    start: parts.start,
    end: parts.end,
    parent: parts.parent,
    subtreeEnd: parts.subtreeEnd,
    name: parts.name,
    names: parts.names,
    comments: parts.comments,
    problems: parts.problems,
  };
}

/** The interned string of a node: identifier, operator, literal value. "" where it has none. */
export function nameOf(tree: SyntaxTree, node: NodeId): string {
  return tree.names[tree.name[node]!]!;
}

/** The source text of a node. */
export function textOf(tree: SyntaxTree, node: NodeId): string {
  return tree.text.slice(tree.start[node], tree.end[node]);
}

/** True where any of the given flag bits is set. */
export function hasFlag(tree: SyntaxTree, node: NodeId, flag: number): boolean {
  return (tree.flags[node]! & flag) !== 0;
}

/** The first child, or `noNode`. */
export function firstChild(tree: SyntaxTree, node: NodeId): NodeId {
  return tree.subtreeEnd[node]! > node + 1 ? node + 1 : noNode;
}

/** The next sibling, or `noNode`. */
export function nextSibling(tree: SyntaxTree, node: NodeId): NodeId {
  if (node === 0) return noNode;
  const next = tree.subtreeEnd[node]!;
  return next < tree.subtreeEnd[tree.parent[node]!]! ? next : noNode;
}

/** The first child that stands under `role`, or `noNode`. */
export function childOf(tree: SyntaxTree, node: NodeId, role: Role): NodeId {
  const end = tree.subtreeEnd[node]!;
  for (let child = node + 1; child < end; child = tree.subtreeEnd[child]!) {
    if (tree.role[child] === role) return child;
  }
  return noNode;
}

/** All children, or those under `role`, in source order. */
export function childrenOf(tree: SyntaxTree, node: NodeId, role?: Role): NodeId[] {
  const found: NodeId[] = [];
  const end = tree.subtreeEnd[node]!;
  for (let child = node + 1; child < end; child = tree.subtreeEnd[child]!) {
    if (role === undefined || tree.role[child] === role) found.push(child);
  }
  return found;
}

/** True where `inner` is `outer` or stands below it. */
export function isWithin(tree: SyntaxTree, inner: NodeId, outer: NodeId): boolean {
  return inner >= outer && inner < tree.subtreeEnd[outer]!;
}

/** The nearest ancestor (never the node itself) of one of the kinds, or `noNode`. */
export function ancestorOf(tree: SyntaxTree, node: NodeId, kinds: ReadonlySet<number>): NodeId {
  for (let at = node; at !== 0; ) {
    at = tree.parent[at]!;
    if (kinds.has(tree.kind[at]!)) return at;
  }
  return noNode;
}
