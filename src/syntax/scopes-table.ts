// Finds the binding of a name in a scope: a hash table of integers, because every name of a file is looked up.

/** A hash table from (scope, name) to binding, open addressing over one array. */
export class BindingTable {
  readonly #mask: number;
  readonly #entries: Int32Array;

  /** `limit`: the most entries that will ever be added. */
  constructor(limit: number) {
    let size = 16;
    while (size < limit * 2) size *= 2;
    this.#mask = size - 1;
    this.#entries = new Int32Array(size * 3);
  }

  find(scope: number, name: number): number {
    const entries = this.#entries;
    for (let slot = this.#slot(scope, name); ; slot = (slot + 1) & this.#mask) {
      const at = slot * 3;
      if (entries[at + 2] === 0) return -1;
      if (entries[at] === scope && entries[at + 1] === name) return entries[at + 2]! - 1;
    }
  }

  add(scope: number, name: number, binding: number): void {
    const entries = this.#entries;
    let slot = this.#slot(scope, name);
    while (entries[slot * 3 + 2] !== 0) slot = (slot + 1) & this.#mask;
    entries[slot * 3] = scope;
    entries[slot * 3 + 1] = name;
    entries[slot * 3 + 2] = binding + 1;
  }

  #slot(scope: number, name: number): number {
    const mixed = Math.imul(scope, 0x9e3779b1) ^ Math.imul(name, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & this.#mask;
  }
}
