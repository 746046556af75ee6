// The lengths that parts of a regular expression can have, for what looks behind.

import type { RegexNode } from "./parse-regex.ts";

/** Longer than this nothing looks behind. */
export const maxLookBehind = 255;

/** Every length that a node can have, in characters; above the limit as one. */
export function lengthsOf(node: RegexNode): number[] {
  switch (node.type) {
    case "atom":
      return [1];
    case "boundary":
    case "control":
    case "look":
      return [0];
    case "call":
    case "reference":
      return [maxLookBehind + 1];
    case "condition":
      return [...new Set([...lengthsOf(node.yes), ...lengthsOf(node.no)])];
    case "atomic":
    case "group":
      return lengthsOf(node.body);
    case "choice":
      return [...new Set(node.options.flatMap(lengthsOf))];
    case "sequence":
      return node.parts.map(lengthsOf).reduce<number[]>(sums, [0]);
    default: {
      if (node.max > maxLookBehind) return [maxLookBehind + 1];
      let all: number[] = [];
      let now = [0];
      for (let count = 0; count <= node.max; count++) {
        if (count >= node.min) all = [...new Set([...all, ...now])];
        now = sums(now, lengthsOf(node.body));
      }
      return all;
    }
  }
}

function sums(left: readonly number[], right: readonly number[]): number[] {
  return [...new Set(left.flatMap((one) => right.map((other) => Math.min(one + other, maxLookBehind + 1))))];
}
