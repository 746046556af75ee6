// bash/unquoted-test: a test for a value without quotes is always true.

import { Kind, Role, childOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/unquoted-test",
    title: "A test for a value without quotes is always true",
    description: "An empty value disappears, and `[ -n ]` asks whether the text `-n` is empty.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-571"],
    remediationMinutes: 1,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    fixSafety: "safe",
    equivalents: { shellcheck: ["SC2070"] },
  },
  words: [["["], ["-n"]],
  kinds: [Kind.TestCommand],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "[") return;
    const test = childOf(tree, node, Role.Expression);
    const operand = test === noNode ? noNode : childOf(tree, test, Role.Operand);
    if (operand === noNode || tree.kind[test] !== Kind.Unary || nameOf(tree, test) !== "-n") return;
    if (tree.kind[operand] !== Kind.Expansion && tree.kind[operand] !== Kind.CommandSubstitution) return;
    const text = textOf(tree, operand);
    if (/^\$(?:[#?$!]|\{#)/.test(text)) return;
    file.report({
      at: operand,
      message: `Where \`${text}\` is empty, \`[ -n ]\` is true all the same; quote it.`,
      fix: { description: "Quote it", safety: "safe", edits: [{ start: tree.start[operand]!, end: tree.end[operand]!, replacement: `"${text}"` }] },
    });
  },
});
