// Grows a normalised tree while a language folder walks its parser's output.

import { Kind } from "./kinds.ts";
import type { Role } from "./roles.ts";
import { type CommentRange, type NodeId, type ParseProblem, type SyntaxTree, makeTree } from "./tree.ts";

/** How a language folder makes a tree: `open` a node, lower its children, `close` it. Nodes must come in source order. */
export class TreeBuilder {
  #capacity: number;
  #size = 0;
  #kind: Uint8Array;
  #role: Uint8Array;
  #flags: Uint32Array;
  #start: Uint32Array;
  #end: Uint32Array;
  #parent: Uint32Array;
  #subtreeEnd: Uint32Array;
  #name: Uint32Array;
  readonly #names: string[] = [""];
  readonly #ids = new Map<string, number>([["", 0]]);
  #open: NodeId = 0;

  /** `expectedNodes` saves re-allocations; a good guess is a third of the file's length. */
  constructor(expectedNodes = 1024) {
    this.#capacity = Math.max(64, expectedNodes);
    this.#kind = new Uint8Array(this.#capacity);
    this.#role = new Uint8Array(this.#capacity);
    this.#flags = new Uint32Array(this.#capacity);
    this.#start = new Uint32Array(this.#capacity);
    this.#end = new Uint32Array(this.#capacity);
    this.#parent = new Uint32Array(this.#capacity);
    this.#subtreeEnd = new Uint32Array(this.#capacity);
    this.#name = new Uint32Array(this.#capacity);
  }

  /** The id that the next opened node gets. */
  get size(): number {
    return this.#size;
  }

  /** The interned id of a string; equal strings share one id within the file. */
  intern(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#names.length;
      this.#names.push(text);
      this.#ids.set(text, id);
    }
    return id;
  }

  /** Starts a node below the one that is open. `end` may be set later through {@link close}. */
  open(kind: Kind, role: Role, start: number, end: number, name = "", flags = 0): NodeId {
    if (this.#size === this.#capacity) this.#grow();
    const node = this.#size++;
    this.#kind[node] = kind;
    this.#role[node] = role;
    this.#flags[node] = flags;
    this.#start[node] = start;
    this.#end[node] = end;
    this.#parent[node] = this.#open;
    this.#name[node] = name === "" ? 0 : this.intern(name);
    this.#open = node;
    return node;
  }

  /** Ends a node; every node opened since must be closed. */
  close(node: NodeId, end?: number): void {
    if (end !== undefined) this.#end[node] = end;
    this.#subtreeEnd[node] = this.#size;
    this.#open = this.#parent[node]!;
  }

  /** A node without children. */
  leaf(kind: Kind, role: Role, start: number, end: number, name = "", flags = 0): NodeId {
    const node = this.open(kind, role, start, end, name, flags);
    this.close(node);
    return node;
  }

  /**
   * Adds a node below `parent`, which must be the last node or one of its ancestors, without opening it: for lowerings
   * that know each node's parent beforehand. Finish with {@link closeAll}. Not to be mixed with `open` but for the root.
   */
  append(parent: NodeId, kind: Kind, role: Role, start: number, end: number, name = "", flags = 0): NodeId {
    if (this.#size === this.#capacity) this.#grow();
    const node = this.#size++;
    this.#kind[node] = kind;
    this.#role[node] = role;
    this.#flags[node] = flags;
    this.#start[node] = start;
    this.#end[node] = end;
    this.#parent[node] = parent;
    this.#name[node] = name === "" ? 0 : this.intern(name);
    return node;
  }

  /**
   * Sets every node's `subtreeEnd` from the parents: the end of a lowering that used {@link append}. Nodes of a kind that
   * `endsWithLastChild` marks are cut to the end of their last child: some parsers let a block run over the comments
   * after it.
   */
  closeAll(endsWithLastChild?: Uint8Array): void {
    const subtreeEnds = this.#subtreeEnd;
    const parents = this.#parent;
    for (let node = 0; node < this.#size; node++) subtreeEnds[node] = node + 1;
    for (let node = this.#size - 1; node > 0; node--) {
      const parent = parents[node]!;
      // Only the last child finds its parent without descendants.
      if (subtreeEnds[parent] !== parent + 1) continue;
      subtreeEnds[parent] = subtreeEnds[node]!;
      if (endsWithLastChild !== undefined && endsWithLastChild[this.#kind[parent]!] !== 0) this.#end[parent] = this.#end[node]!;
    }
    this.#open = 0;
  }

  /** The kind of a node that was added before. */
  kindOf(node: NodeId): number {
    return this.#kind[node]!;
  }

  /** The parent of a node that was added before. */
  parentOf(node: NodeId): NodeId {
    return this.#parent[node]!;
  }

  /** Adds flag bits to a node that was opened before. */
  addFlags(node: NodeId, flags: number): void {
    this.#flags[node] = this.#flags[node]! | flags;
  }

  /** Gives a node its name after it was opened. */
  setName(node: NodeId, name: string): void {
    this.#name[node] = this.intern(name);
  }

  /** The finished tree. The builder must not be used afterwards. */
  finish(facts: {
    language: string;
    text: string;
    comments: readonly CommentRange[];
    problems: readonly ParseProblem[];
  }): SyntaxTree {
    if (this.#size === 0) this.leaf(Kind.Program, 0, 0, facts.text.length);
    return makeTree({
      ...facts,
      size: this.#size,
      kind: this.#kind,
      role: this.#role,
      flags: this.#flags,
      start: this.#start,
      end: this.#end,
      parent: this.#parent,
      subtreeEnd: this.#subtreeEnd,
      name: this.#name,
      names: this.#names,
    });
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#kind = widen(this.#kind, new Uint8Array(this.#capacity));
    this.#role = widen(this.#role, new Uint8Array(this.#capacity));
    this.#flags = widen(this.#flags, new Uint32Array(this.#capacity));
    this.#start = widen(this.#start, new Uint32Array(this.#capacity));
    this.#end = widen(this.#end, new Uint32Array(this.#capacity));
    this.#parent = widen(this.#parent, new Uint32Array(this.#capacity));
    this.#subtreeEnd = widen(this.#subtreeEnd, new Uint32Array(this.#capacity));
    this.#name = widen(this.#name, new Uint32Array(this.#capacity));
  }
}

function widen<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
