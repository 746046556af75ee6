// sql/filtered-outer-join: a condition in WHERE undoes a LEFT JOIN.

import { Kind, Role, childOf, childrenOf, defineRule, hasSqlHole, isSqlValue, nameOf, noNode, sqlClause, sqlConjuncts, sqlQualifier, sqlTableName } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", ">", "<=", ">=", "like", "ilike", "in", "between"]);

export const rule = defineRule({
  meta: {
    id: "sql/filtered-outer-join",
    title: "A condition in WHERE undoes a LEFT JOIN",
    description: "Rows without a partner have NULL there, so the condition drops them: the join is an inner one after all.",
    languages: ["sql"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 10,
    precision: { sampled: 3, true: 3, on: "Django 5.2, pgcli 4.7" },
  },
  words: [["left join"]],
  kinds: [Kind.SqlNode],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "query" || hasSqlHole(tree, node)) return;
    const from = sqlClause(tree, node, "from");
    const where = sqlClause(tree, node, "where");
    if (from === noNode || where === noNode) return;
    const optional = optionalTables(tree, from);
    if (optional.size === 0) return;
    for (const test of sqlConjuncts(tree, childOf(tree, where, Role.Expression))) {
      const left = childOf(tree, test, Role.Left);
      if (tree.kind[test] !== Kind.Binary || !comparisons.has(nameOf(tree, test)) || left === noNode || tree.kind[left] !== Kind.Attribute) continue;
      const table = sqlQualifier(tree, left);
      const right = childOf(tree, test, nameOf(tree, test) === "between" ? Role.Lower : Role.Right);
      if (!optional.has(table) || right === noNode || !(isSqlValue(tree, right) || tree.kind[right] === Kind.Tuple)) continue;
      file.report({ at: test, message: `This drops the rows that have no \`${table}\`, which the LEFT JOIN keeps; put it behind ON, or write JOIN.` });
      return;
    }
  },
});

/** Tables behind a LEFT JOIN that no later inner join needs. */
function optionalTables(tree: SyntaxTree, from: NodeId): Set<string> {
  const children = childrenOf(tree, from);
  const optional = new Set<string>();
  for (const [index, child] of children.entries()) {
    if (tree.kind[child] === Kind.Operator && nameOf(tree, child) === "left join" && children[index + 1] !== undefined) optional.add(sqlTableName(tree, children[index + 1]!));
  }
  return optional;
}
