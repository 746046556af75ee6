// What every lowering of a tree-sitter tree shares: the raw tree, the tree that grows, and who goes where.

import { Kind } from "../../syntax/kinds.ts";
import { Role } from "../../syntax/roles.ts";
import type { CommentRange, NodeId } from "../../syntax/tree.ts";
import { TreeBuilder } from "../../syntax/tree-builder.ts";
import type { GrammarTables, RawTree } from "./raw-tree.ts";

/**
 * A lowering is one pass over the raw nodes in order. A raw node's handler decides the role and the new parent of the
 * raw nodes below it, anywhere below, by {@link assign}; what nobody assigned is left out. So deep code needs no stack.
 */
export interface Lowering {
  readonly text: string;
  readonly raw: RawTree;
  readonly tables: GrammarTables;
  readonly builder: TreeBuilder;
  /** By raw node: the role it gets, `None` where it is left out. */
  readonly role: Uint8Array;
  /** By raw node: the new node that it goes below. */
  readonly parent: Uint32Array;
  /** By raw node: flags that come from outside of it, for instance parentheses. */
  readonly flags: Uint32Array;
  /** Wrappers to open when the pass reaches a raw node, for the few nodes that the grammar does not have. */
  readonly wrappers: Map<number, Wrapper[]>;
}

/** A node to open around one or more raw nodes. */
export interface Wrapper {
  readonly kind: Kind;
  readonly role: Role;
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly flags: number;
  /** Raw nodes that go below the wrapper, with their roles; the first of them is where it opens. */
  readonly members: readonly { readonly raw: number; readonly role: Role }[];
  /** True for a leaf that goes before its member instead of around it: text for which the grammar has no node. */
  readonly isBefore?: boolean;
}

/** Lowers one raw node whose role and parent are known. */
export type HandlerOf<L extends Lowering> = (lowering: L, raw: number, role: Role, parent: NodeId, flags: number) => void;

/** An empty lowering of a raw tree. */
export function createLowering(text: string, raw: RawTree, tables: GrammarTables): Lowering {
  return {
    text,
    raw,
    tables,
    builder: new TreeBuilder(raw.size),
    role: new Uint8Array(raw.size),
    parent: new Uint32Array(raw.size),
    flags: new Uint32Array(raw.size),
    wrappers: new Map(),
  };
}

/**
 * Lowers the whole file: opens the Program, gives each assigned raw node to `lowerOne` in order and closes the nodes.
 * Returns the comments. For `endsWithLastChild` see {@link TreeBuilder.closeAll}.
 */
export function runLowering<L extends Lowering>(
  lowering: L,
  lowerOne: HandlerOf<L>,
  endsWithLastChild: Uint8Array,
): CommentRange[] {
  const { raw, builder, text } = lowering;
  const { type, subtreeEnd, start, end, marks } = raw;
  const { commentType } = lowering.tables;
  const comments: CommentRange[] = [];
  const program = builder.append(0, Kind.Program, Role.None, 0, text.length);
  for (let child = 1; child < raw.size; child = subtreeEnd[child]!) {
    if (isNamed(lowering, child)) assign(lowering, child, Role.Body, program);
  }
  for (let node = 1; node < raw.size; node++) {
    if (type[node] === commentType) comments.push({ start: start[node]!, end: end[node]! });
    else if (lowering.role[node] !== Role.None) {
      if (lowering.wrappers.size > 0) openWrappers(lowering, node);
      // What the parser made up has no text: its problem is reported, a node for it would be an invention.
      if (marks[node] !== 0) continue;
      lowerOne(lowering, node, lowering.role[node]! as Role, lowering.parent[node]!, lowering.flags[node]!);
    }
  }
  builder.closeAll(endsWithLastChild);
  return comments;
}

/** Opens the wrappers that wait for a raw node; what could not be read between their members goes below them, too. */
function openWrappers(lowering: Lowering, node: number): void {
  let parent: NodeId = lowering.parent[node]!;
  const { subtreeEnd, type } = lowering.raw;
  const { errorType } = lowering.tables;
  for (const { kind, role, start, end, name, flags, members, isBefore } of lowering.wrappers.get(node) ?? []) {
    const added = lowering.builder.append(parent, kind, role, start, end, name, flags);
    if (isBefore === true) continue;
    parent = added;
    for (const member of members) assign(lowering, member.raw, member.role, parent, lowering.flags[member.raw]);
    const last = members.at(-1)!.raw;
    for (let between = subtreeEnd[node]!; between < last; between = subtreeEnd[between]!) {
      if (type[between] === errorType && lowering.role[between] !== Role.None) assign(lowering, between, Role.Child, parent);
    }
  }
}

/** Puts a raw node below a new node. */
export function assign(lowering: Lowering, raw: number, role: Role, parent: NodeId, flags = 0): void {
  lowering.role[raw] = lowering.raw.type[raw] === lowering.tables.errorType ? Role.Child : role;
  lowering.parent[raw] = parent;
  lowering.flags[raw] = flags;
}

/** Adds the new node for a raw node, with its range. */
export function emit(
  lowering: Lowering,
  kind: Kind,
  raw: number,
  role: Role,
  parent: NodeId,
  flags = 0,
  name = "",
): NodeId {
  return lowering.builder.append(parent, kind, role, lowering.raw.start[raw]!, lowering.raw.end[raw]!, name, flags);
}

/** A Name for a raw identifier. */
export function emitName(lowering: Lowering, raw: number, role: Role, parent: NodeId, flags = 0): NodeId {
  return emit(lowering, Kind.Name, raw, role, parent, flags, rawText(lowering, raw));
}

/** The source text of a raw node. */
export function rawText(lowering: Lowering, raw: number): string {
  return lowering.text.slice(lowering.raw.start[raw], lowering.raw.end[raw]);
}

/** The grammar's own name of a raw node's type. */
export function symbolName(lowering: Lowering, raw: number): string {
  return lowering.tables.symbolNames[lowering.raw.symbol[raw]!] ?? "";
}

/** True for constructs, false for tokens, comments and pieces of strings. */
export function isNamed(lowering: Lowering, raw: number): boolean {
  return lowering.raw.type[raw]! >= lowering.tables.firstNamed;
}

/** The first child of one type, or -1. */
export function childOfType(lowering: Lowering, raw: number, type: number): number {
  const { subtreeEnd, type: types } = lowering.raw;
  const end = subtreeEnd[raw]!;
  for (let child = raw + 1; child < end; child = subtreeEnd[child]!) {
    if (types[child] === type) return child;
  }
  return -1;
}

/** The last child of one type, or -1. */
export function lastChildOfType(lowering: Lowering, raw: number, type: number): number {
  const { subtreeEnd, type: types } = lowering.raw;
  let found = -1;
  const end = subtreeEnd[raw]!;
  for (let child = raw + 1; child < end; child = subtreeEnd[child]!) if (types[child] === type) found = child;
  return found;
}

/** The first child under one field, or -1. */
export function childOfField(lowering: Lowering, raw: number, field: number): number {
  const { subtreeEnd, field: fields } = lowering.raw;
  const end = subtreeEnd[raw]!;
  for (let child = raw + 1; child < end; child = subtreeEnd[child]!) {
    if (fields[child] === field) return child;
  }
  return -1;
}

/** All children, tokens included, in order. */
export function rawChildren(lowering: Lowering, raw: number): number[] {
  const { subtreeEnd } = lowering.raw;
  const found: number[] = [];
  const end = subtreeEnd[raw]!;
  for (let child = raw + 1; child < end; child = subtreeEnd[child]!) found.push(child);
  return found;
}

/** The named children, in order. */
export function namedChildren(lowering: Lowering, raw: number): number[] {
  const { subtreeEnd } = lowering.raw;
  const found: number[] = [];
  const end = subtreeEnd[raw]!;
  for (let child = raw + 1; child < end; child = subtreeEnd[child]!) {
    if (isNamed(lowering, child)) found.push(child);
  }
  return found;
}

/** Puts every named child under one role. */
export function assignChildren(lowering: Lowering, raw: number, role: Role, parent: NodeId): void {
  const { subtreeEnd } = lowering.raw;
  const end = subtreeEnd[raw]!;
  for (let child = raw + 1; child < end; child = subtreeEnd[child]!) {
    if (isNamed(lowering, child)) assign(lowering, child, role, parent);
  }
}

/** Arranges for a wrapper around raw nodes; the wrapper itself goes below `parent` when its first member is reached. */
export function wrap(lowering: Lowering, parent: NodeId, wrapper: Wrapper): void {
  const first = wrapper.members[0]!.raw;
  const pending = lowering.wrappers.get(first);
  if (pending === undefined) lowering.wrappers.set(first, [wrapper]);
  else pending.push(wrapper);
  assign(lowering, first, wrapper.members[0]!.role, parent);
}

/** A construct that is a row of a table: a kind, and the role of a named child by its field. */
export interface PlainNode {
  readonly kind: Kind;
  readonly name: string;
  readonly flags: number;
  readonly roles: Uint8Array;
}

/** The handler of a row. */
export function plainHandler(row: PlainNode): HandlerOf<Lowering> {
  const { kind, name, roles } = row;
  return (lowering, raw, role, parent, flags) => {
    const node = emit(lowering, kind, raw, role, parent, flags | row.flags, name);
    const { subtreeEnd, field } = lowering.raw;
    const end = subtreeEnd[raw]!;
    for (let child = raw + 1; child < end; child = subtreeEnd[child]!) {
      if (isNamed(lowering, child)) assign(lowering, child, roles[field[child]!]! as Role, node);
    }
  };
}

/** A construct that the tables do not know: kept with all its named parts. */
export const otherHandler: HandlerOf<Lowering> = (lowering, raw, role, parent, flags) => {
  const node = emit(lowering, Kind.Other, raw, role, parent, flags, symbolName(lowering, raw));
  assignChildren(lowering, raw, Role.Child, node);
};

/** A wrapper of the grammar that is no node of ours: its named children take its place. */
export const transparentHandler: HandlerOf<Lowering> = (lowering, raw, role, parent, flags) => {
  for (const child of namedChildren(lowering, raw)) assign(lowering, child, role, parent, flags);
};
