// sql/comparison-with-itself: a column is compared with itself.

import { Kind, Role, childOf, defineRule, hasSqlHole, isSameCode, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";

const operators: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", ">", "<=", ">="]);

export const rule = defineRule({
  meta: {
    id: "sql/comparison-with-itself",
    title: "A column is compared with itself",
    description: "The condition holds for every row that has a value, or for none: another column was meant.",
    languages: ["sql"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-571"],
    remediationMinutes: 5,
  },
  words: [["=", "<>", "!=", "<", ">", "<=", ">="]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    if (!operators.has(nameOf(tree, node))) return;
    const left = childOf(tree, node, Role.Left);
    const right = childOf(tree, node, Role.Right);
    if (left === noNode || right === noNode || (tree.kind[left] !== Kind.Attribute && tree.kind[left] !== Kind.Name)) return;
    if (hasSqlHole(tree, left) || !isSameCode(tree, left, right)) return;
    // `UPDATE t SET a = a` without a dot is an assignment; `f(a = a)` hands on an argument.
    let whole = node;
    // `SET used = used OR marked` is read as a condition first.
    while (tree.kind[tree.parent[whole]!] === Kind.Logical && tree.start[tree.parent[whole]!] === tree.start[node]) whole = tree.parent[whole]!;
    if (tree.role[whole] === Role.Element || tree.role[whole] === Role.Argument) return;
    file.report({ at: node, message: `${quoteCode(file, left)} is compared with itself.` });
  },
});
