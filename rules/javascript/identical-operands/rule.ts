// javascript/identical-operands: `a && a`, `a - a`: one of the operands was meant to be another.

import { Flag, Kind, Role, childOf, defineRule, hasEffect, hasFlag, isSameCode, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";
import type { NodeId } from "../../../src/rule-kit/index.ts";
import type { FileView } from "../../../src/rule-kit/index.ts";

const arithmetic: ReadonlySet<string> = new Set(["-", "/", "%", "^"]);

export const rule = defineRule({
  meta: {
    id: "javascript/identical-operands",
    title: "Both operands of an operator are the same",
    description: "The operator does nothing here, so one of the operands should most likely name something else.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-1025"],
    precision: { sampled: 1, true: 1, on: "rolldown 1.3, vite, vitest 4.1 and the packages that they need" },
    remediationMinutes: 10,
    equivalents: { eslint: ["sonarjs/no-identical-expressions"] },
  },
  words: [["&&", "||", "??", ...arithmetic]],
  kinds: [Kind.Logical, Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const operator = nameOf(tree, node);
    if (tree.kind[node] === Kind.Binary && !arithmetic.has(operator)) return;
    const right = childOf(tree, node, Role.Right);
    // `n - n === 0` asks whether n is finite.
    if (operator === "-" && hasFlag(tree, tree.parent[node]!, Flag.Comparison) && tree.kind[tree.parent[node]!] === Kind.Binary) return;
    // Constants are spelled out as arithmetic on purpose: `1 / 1`, `0 | 0`.
    if (file.constant(right) !== undefined || hasEffect(tree, right)) return;
    const twin = earlierOperands(file, node).find((other) => isSameCode(tree, other, right));
    if (twin === undefined) return;
    file.report({ at: right, message: `${quoteCode(file, right)} stands on both sides of \`${operator}\`.` });
  },
});

/** The operands in front of the last one: of `a || b || c` a and b; elsewhere only the direct neighbour. */
function earlierOperands(file: FileView, node: NodeId): NodeId[] {
  const { tree } = file;
  const found: NodeId[] = [];
  let at = childOf(tree, node, Role.Left);
  // `a && a.b && a` answers with `a`: an old idiom, meant. `a || b || a` never gets as far as its end.
  const isChain = tree.kind[node] === Kind.Logical && nameOf(tree, node) !== "&&";
  while (tree.kind[at] === Kind.Logical && tree.name[at] === tree.name[node]) {
    if (!isChain) break;
    // What changes between two looks at the same thing makes them different things.
    if (hasEffect(tree, childOf(tree, at, Role.Right))) return found;
    found.push(childOf(tree, at, Role.Right));
    at = childOf(tree, at, Role.Left);
  }
  if (tree.kind[at] === Kind.Logical && tree.name[at] === tree.name[node]) at = childOf(tree, at, Role.Right);
  return hasEffect(tree, at) ? found : [...found, at];
}
