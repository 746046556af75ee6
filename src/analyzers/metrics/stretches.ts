// Keeps a number for every node of a tree as stretches of nodes that share it: there are few, where an entry for each node costs memory.

import { countUntil } from "../../model/count-until.ts";
import type { NodeId } from "../../syntax/tree.ts";

/** What a node and all below it have, unless something below says otherwise. Filled in one walk over the nodes in their order. */
export class Stretches {
  readonly #starts: NodeId[] = [0];
  readonly #values: number[];
  /** What is open, outermost first, and where each ends. */
  readonly #open: number[];
  readonly #ends: NodeId[] = [Number.POSITIVE_INFINITY];

  constructor(outside: number) {
    this.#values = [outside];
    this.#open = [outside];
  }

  /** The value around a node to which the walk has come. */
  at(node: NodeId): number {
    while (this.#ends[this.#ends.length - 1]! <= node) {
      const end = this.#ends.pop()!;
      this.#open.pop();
      this.#begin(end, this.#open[this.#open.length - 1]!);
    }
    return this.#open[this.#open.length - 1]!;
  }

  /** From a node, to which the walk has come, to before `end` there is another value. */
  open(node: NodeId, end: NodeId, value: number): void {
    this.#open.push(value);
    this.#ends.push(end);
    this.#begin(node, value);
  }

  #begin(start: NodeId, value: number): void {
    this.#starts.push(start);
    this.#values.push(value);
  }

  /** The value of any node, once the walk is over. */
  valueOf(node: NodeId): number {
    return this.#values[countUntil(this.#starts, node) - 1]!;
  }

  /** The same for nodes that come in their order. */
  follow(): (node: NodeId) => number {
    const starts = this.#starts;
    const values = this.#values;
    let at = 0;
    return (node) => {
      while (at + 1 < starts.length && starts[at + 1]! <= node) at++;
      return values[at]!;
    };
  }

  /** The value of each of so many nodes. */
  spread(size: number): Int32Array {
    const values = new Int32Array(size);
    for (const [index, start] of this.#starts.entries()) values.fill(this.#values[index]!, start, this.#starts[index + 1] ?? size);
    return values;
  }
}
