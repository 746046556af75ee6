// Which rules have their words in a file: asked once for all rules, at the cost of the file's words and not of the rules.

/** The most groups of words that one rule can wait for. */
export const mostWordGroups = 31;

/** Rules wait for groups of words: of each group one word must occur. Without groups a rule waits for nothing. */
export class WordFilter {
  /** Word → pairs of rule index and bit of the word group. */
  readonly #words = new Map<string, number[]>();
  /** For each rule, the bits of all its groups. */
  readonly #wanted: Uint32Array;

  /** Each rule's groups, at most {@link mostWordGroups}. */
  constructor(rules: readonly (readonly (readonly string[])[])[]) {
    this.#wanted = new Uint32Array(rules.length);
    rules.forEach((groups, index) => {
      this.#wanted[index] = 2 ** groups.length - 1;
      groups.forEach((group, bit) => {
        for (const word of group) {
          const pairs = this.#words.get(word);
          if (pairs === undefined) this.#words.set(word, [index, 1 << bit]);
          else pairs.push(index, 1 << bit);
        }
      });
    });
  }

  /** Indexes of the rules that find all they wait for among a file's words, in the rules' order. */
  openTo(words: Iterable<string>): number[] {
    const seen = new Uint32Array(this.#wanted.length);
    for (const word of words) {
      const pairs = this.#words.get(word);
      if (pairs === undefined) continue;
      for (let at = 0; at < pairs.length; at += 2) seen[pairs[at]!]! |= pairs[at + 1]!;
    }
    const open: number[] = [];
    for (let index = 0; index < seen.length; index++) if (seen[index] === this.#wanted[index]) open.push(index);
    return open;
  }
}
