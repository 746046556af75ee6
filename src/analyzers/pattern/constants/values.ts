// What is known of variables at one point of a program. Branches fork it, and it takes what their ends agree on.

import { type MatchNode, makeNode } from "../view/match-node.ts";

/** By the number of a binding. Absent and `undefined` both mean "anything"; only what was never set is absent. */
export class Values {
  readonly #outer: Values | undefined;
  /** What differs from `outer`; null stands for "anything". */
  #own: Map<number, MatchNode | null> | undefined;

  constructor(outer?: Values) {
    this.#outer = outer;
  }

  /** What is known here, to be changed apart. While the fork is used, this must not change. */
  fork(): Values {
    return new Values(this);
  }

  has(id: number): boolean {
    return this.#find(id) !== undefined;
  }

  get(id: number): MatchNode | undefined {
    return this.#find(id) ?? undefined;
  }

  set(id: number, value: MatchNode | undefined): void {
    (this.#own ??= new Map()).set(id, value ?? null);
  }

  /** What was set here since the fork. */
  ids(): Iterable<number> {
    return this.#own?.keys() ?? [];
  }

  /** Forgets all but what `kept` names. */
  forgetAll(kept: ReadonlyMap<number, unknown>): void {
    for (const id of this.#allIds()) if (!kept.has(id)) this.set(id, undefined);
  }

  /**
   * Goes on from the ends of all ways, which are forks of this or of what this is a fork of. Only what all agree on
   * stays known; a variable that one way never gave a value has none. Without a way nothing changes.
   */
  take(ways: readonly Values[]): void {
    const [first, ...others] = ways;
    if (first === undefined) return;
    const changed = new Set(ways.flatMap((way) => [...way.ids()]));
    for (const id of changed) {
      if (ways.some((way) => !way.has(id))) continue;
      let joined = first.get(id);
      for (const way of others) joined = joinValues(joined, way.get(id));
      this.set(id, joined);
    }
  }

  /** As at this moment, to be kept while this goes on. */
  copy(): Values {
    const copied = new Values(this.#outer);
    if (this.#own !== undefined) copied.#own = new Map(this.#own);
    return copied;
  }

  #allIds(): number[] {
    return this.#outer === undefined ? [...this.ids()] : [...this.#outer.#allIds(), ...this.ids()];
  }

  #find(id: number): MatchNode | null | undefined {
    const value = this.#own?.get(id);
    const outer = this.#outer;
    return value === undefined && outer !== undefined ? outer.#find(id) : value;
  }
}

/** What holds whichever of two values a variable has. */
export function joinValues(left: MatchNode | undefined, right: MatchNode | undefined): MatchNode | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (isSameValue(left, right)) return left;
  if (left.tag !== "Literal" || right.tag !== "Literal" || kindOf(left) !== kindOf(right)) return undefined;
  return makeNode("Literal", left.start, left.end, undefined, `any-${kindOf(left)}`, "");
}

/** The kind of a literal, known or not. */
function kindOf(literal: MatchNode): string {
  return literal.sub.replace(/^any-/, "");
}

function isSameValue(left: MatchNode, right: MatchNode): boolean {
  if (left === right) return true;
  return left.tag === "Literal" && right.tag === "Literal" && left.sub === right.sub && left.text === right.text;
}
