// sql/order-by-position: oRDER BY the number of a column.

import { Kind, Role, childrenOf, defineRule, isTestPath, nameOf, noNode, quoteCode, sqlClause } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/order-by-position",
    title: "ORDER BY the number of a column",
    description: "A column that is added in front changes the order without a word.",
    languages: ["sql"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 2,
    precision: { sampled: 9, true: 9, on: "pgcli 4.7, sequelize 6.37" },
  },
  words: [["order-by"]],
  kinds: [Kind.SqlNode],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "order-by" || nameOf(tree, tree.parent[node]!) !== "query" || isTestPath(file.path)) return;
    const list = sqlClause(tree, tree.parent[node]!, "select-list");
    const items = childrenOf(tree, list, Role.Element);
    const place = childrenOf(tree, node, Role.Element).find((item) => tree.kind[item] === Kind.Number);
    // With one column there is nothing to confuse.
    if (place === undefined || list === noNode || items.length < 2) return;
    const item = items[Number(nameOf(tree, place)) - 1];
    file.report({ at: place, message: `\`${nameOf(tree, place)}\` stands for ${item === undefined ? "a column that the result does not have" : quoteCode(file, item)}; order by its name.` });
  },
});
