// Collects the nodes of one file after another in arrays that are used again: the fast way to make a tree.

import { type CommentRange, type NodeId, type ParseProblem, type SyntaxTree, makeTree } from "./tree.ts";

const initialCapacity = 1 << 15;
/** Beyond this the arrays are not kept: few files are so large, and the others would be analysed beside unused memory. */
const mostKept = 1 << 18;
/** flags, start, end, parent, name, subtreeEnd; kind, role. */
const wordColumns = 6;
const byteColumns = 2;

/**
 * Nodes are appended in pre-order together with their parent's id. Beside `TreeBuilder` this saves the closing of
 * nodes, the allocation for each file and the look-up of names, which come as ids.
 */
export class NodeArrays {
  size = 0;
  kind = new Uint8Array(initialCapacity);
  role = new Uint8Array(initialCapacity);
  flags = new Uint32Array(initialCapacity);
  start = new Uint32Array(initialCapacity);
  end = new Uint32Array(initialCapacity);
  parent = new Uint32Array(initialCapacity);
  name = new Uint32Array(initialCapacity);

  /** Adds a node below `parent`, which must be an open one: itself or an ancestor of the node added last. */
  append(
    parent: NodeId,
    kind: number,
    role: number,
    start: number,
    end: number,
    name: number,
    flags: number,
  ): NodeId {
    const node = this.size++;
    if (node === this.kind.length) this.#resize(this.kind.length * 2);
    this.kind[node] = kind;
    this.role[node] = role;
    this.flags[node] = flags;
    this.start[node] = start;
    this.end[node] = end;
    this.parent[node] = parent;
    this.name[node] = name;
    return node;
  }

  /** A tree of copies that fit; the arrays are empty again afterwards. */
  finish(facts: {
    language: string;
    text: string;
    names: readonly string[];
    comments: readonly CommentRange[];
    problems: readonly ParseProblem[];
  }): SyntaxTree {
    const { size } = this;
    // One allocation for all: words first, so that they stay aligned.
    const memory = new ArrayBuffer(size * (wordColumns * 4 + byteColumns));
    let place = 0;
    const words = (from: Uint32Array): Uint32Array => {
      const copy = new Uint32Array(memory, place, size);
      copy.set(from.subarray(0, size));
      place += size * 4;
      return copy;
    };
    const bytes = (from: Uint8Array): Uint8Array => {
      const copy = new Uint8Array(memory, place, size);
      copy.set(from.subarray(0, size));
      place += size;
      return copy;
    };
    const flags = words(this.flags);
    const start = words(this.start);
    const end = words(this.end);
    const parent = words(this.parent);
    const name = words(this.name);
    const subtreeEnd = new Uint32Array(memory, place, size);
    place += size * 4;
    fillSubtreeEnds(parent, subtreeEnd);
    const kind = bytes(this.kind);
    const role = bytes(this.role);
    this.size = 0;
    if (this.kind.length > mostKept) this.#resize(initialCapacity);
    return makeTree({ ...facts, size, kind, role, flags, start, end, parent, subtreeEnd, name });
  }

  #resize(capacity: number): void {
    this.kind = resized(this.kind, new Uint8Array(capacity));
    this.role = resized(this.role, new Uint8Array(capacity));
    this.flags = resized(this.flags, new Uint32Array(capacity));
    this.start = resized(this.start, new Uint32Array(capacity));
    this.end = resized(this.end, new Uint32Array(capacity));
    this.parent = resized(this.parent, new Uint32Array(capacity));
    this.name = resized(this.name, new Uint32Array(capacity));
  }
}

/** One past the last descendant of each node: parents stand before their children, so one pass from the end suffices. */
function fillSubtreeEnds(parent: Uint32Array, ends: Uint32Array): void {
  for (let node = parent.length - 1; node >= 0; node--) {
    let end = ends[node]!;
    if (end === 0) ends[node] = end = node + 1;
    const above = parent[node]!;
    if (ends[above]! < end) ends[above] = end;
  }
}

function resized<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from);
  return to;
}
