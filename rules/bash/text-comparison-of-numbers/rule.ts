// bash/text-comparison-of-numbers: numbers are compared as text.

import { Kind, Role, childOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const numeric: ReadonlyMap<string, string> = new Map([["<", "-lt"], [">", "-gt"], ["<=", "-le"], [">=", "-ge"]]);

export const rule = defineRule({
  meta: {
    id: "bash/text-comparison-of-numbers",
    title: "Numbers are compared as text",
    description: "As text, 9 is greater than 10.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-697"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2071", "SC2072", "SC2122"] },
  },
  words: [["<", ">", "<=", ">="]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const wanted = numeric.get(nameOf(tree, node));
    const test = tree.parent[node]!;
    if (wanted === undefined || !isInNewTest(tree, test)) return;
    const left = childOf(tree, node, Role.Left);
    const right = childOf(tree, node, Role.Right);
    if (left === noNode || right === noNode || !/^["']?\d+["']?$/.test(textOf(tree, right))) return;
    const between = tree.text.slice(tree.end[left], tree.start[right]);
    const at = tree.end[left]! + between.indexOf(nameOf(tree, node));
    file.report({
      at: node,
      message: `\`${nameOf(tree, node)}\` compares as text here, so 9 is greater than 10; write \`${wanted}\`.`,
      fix: { description: `Write \`${wanted}\``, safety: "unsafe", edits: [{ start: at, end: at + nameOf(tree, node).length, replacement: wanted }] },
    });
  },
});

function isInNewTest(tree: SyntaxTree, from: NodeId): boolean {
  for (let at = from; at !== 0; at = tree.parent[at]!) {
    if (tree.kind[at] === Kind.TestCommand) return nameOf(tree, at) === "[[";
    if (tree.kind[at] === Kind.Arithmetic || tree.kind[at] === Kind.CommandSubstitution) return false;
  }
  return false;
}
