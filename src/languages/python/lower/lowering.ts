// What every part of the Python lowering shares: the raw tree, the tree that grows, and who goes where.

import { Kind } from "../../../syntax/kinds.ts";
import { Role } from "../../../syntax/roles.ts";
import type { NodeId } from "../../../syntax/tree.ts";
import type { TreeBuilder } from "../../../syntax/tree-builder.ts";
import type { GrammarTables, RawTree } from "../../tree-sitter/raw-tree.ts";
import { Type, firstNamed } from "../node-types.ts";

/**
 * The lowering is one pass over the raw nodes in order. A raw node's parent decides the role and the new parent of the
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
  /** The `if_statement` that an `elif_clause` belongs to. */
  readonly enclosingIf: Map<number, number>;
  /** Operations with `&` or `^` that need no other nesting. */
  readonly plainBitwise: Set<number>;
  /** Offsets of soft keywords that turned out to be names: the file has to be parsed again, see repairs.ts. */
  readonly misread: number[];
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
}

/**
 * Set among the flags of an assigned raw node where the same type means something else than usual: a pattern of `match`
 * instead of an expression, a name that is imported `from` a module instead of a module. Above all real flags.
 */
export const otherReading = 1 << 30;

/** Lowers one raw node whose role and parent are known. */
export type Handler = (lowering: Lowering, raw: number, role: Role, parent: NodeId, flags: number) => void;

/** Puts a raw node below a new node. */
export function assign(lowering: Lowering, raw: number, role: Role, parent: NodeId, flags = 0): void {
  lowering.role[raw] = lowering.raw.type[raw] === Type.Error ? Role.Child : role;
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

/** True for constructs, false for tokens, comments and pieces of strings. */
export function isNamed(lowering: Lowering, raw: number): boolean {
  return lowering.raw.type[raw]! >= firstNamed;
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
