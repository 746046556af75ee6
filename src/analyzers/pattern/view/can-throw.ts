// Says what may throw.

import type { MatchNode } from "./match-node.ts";

const answers = new WeakMap<MatchNode, boolean>();

/** True where a statement calls something or throws: nothing else leads to a handler. */
export function canThrow(node: MatchNode): boolean {
  const known = answers.get(node);
  if (known !== undefined) return known;
  const isCall = node.tag === "New" || (node.tag === "Call" && !/^(Op:|Concat:|Encoded:|Spread|HashSplat|Typeof|Increment|Decrement)/.test(node.kids[0]!.sub));
  const answer = isCall || node.tag === "Throw" || (node.tag !== "Function" && node.tag !== "Lambda" && node.kids.some(canThrow));
  answers.set(node, answer);
  return answer;
}
