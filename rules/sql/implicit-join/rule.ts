// sql/implicit-join: tables are joined by a comma.

import { Kind, Role, childOf, childrenOf, defineRule, hasSqlHole, nameOf, noNode, quoteCode, sqlClause } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/implicit-join",
    title: "Tables are joined by a comma",
    description: "The condition that joins them stands far away among the others, and one that is forgotten gives every pair of rows.",
    languages: ["sql"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 9, true: 9, on: "PostgreSQL 15's scripts, Django 5.2, procrastinate 3.10, asyncpg 0.32" },
  },
  words: [[","]],
  kinds: [Kind.SqlNode],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "from" || hasSqlHole(tree, node)) return;
    const children = childrenOf(tree, node);
    const at = children.findIndex((child, index) => tree.kind[child] === Kind.Operator && nameOf(tree, child) === "," && isPlainTable(tree, children[index + 1] ?? noNode) && isPlainTable(tree, children[index - 1] ?? noNode));
    if (at < 0) return;
    file.report({ at: children[at + 1]!, message: `${quoteCode(file, children[at + 1]!)} is joined by a comma; write \`JOIN … ON\`, or \`CROSS JOIN\` where every pair is meant.` });
  },
});

/** A named table: functions, values and sub-queries behind a comma often work on the table before it. */
function isPlainTable(tree: SyntaxTree, table: NodeId): boolean {
  if (table === noNode || nameOf(tree, table) !== "table" || sqlClause(tree, table, "lateral") !== noNode) return false;
  const value = childOf(tree, table, Role.Value);
  return tree.kind[value] === Kind.Name || tree.kind[value] === Kind.Attribute;
}
