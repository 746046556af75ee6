// Names and their values in a simulated program, innermost scope first.

import type { Value } from "./values.ts";

/** One scope: a function's, a module's or a class body's. */
export class Scope {
  readonly #values = new Map<string, Value>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  /** The value of a name here or further out. */
  get(name: string): Value | undefined {
    return this.#values.get(name) ?? this.#outer?.get(name);
  }

  /** Gives a name a value in this very scope. */
  declare(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /** Gives a name its value where it was declared; false where no scope knows it. */
  assign(name: string, value: Value): boolean {
    if (this.#values.has(name)) {
      this.#values.set(name, value);
      return true;
    }
    return this.#outer?.assign(name, value) ?? false;
  }

  /** Names of this very scope, in the order in which they were declared. */
  entries(): IterableIterator<[string, Value]> {
    return this.#values.entries();
  }
}
