// sql/count-for-existence: rows are counted to see whether there is one.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, sqlClause } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/count-for-existence",
    title: "Rows are counted to see whether there is one",
    description: "All rows are counted where the first would answer.",
    languages: ["sql"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
  },
  words: [["count"], ["0", "1"]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const operator = nameOf(tree, node);
    const query = childOf(tree, node, Role.Left);
    const right = childOf(tree, node, Role.Right);
    if (query === noNode || right === noNode || tree.kind[query] !== Kind.SqlNode || nameOf(tree, query) !== "query") return;
    const bound = tree.kind[right] === Kind.Number ? nameOf(tree, right) : "";
    const isExistence = (bound === "0" && [">", "=", "<>", "!="].includes(operator)) || (bound === "1" && [">=", "<"].includes(operator));
    const items = childrenOf(tree, sqlClause(tree, query, "select-list"), Role.Element);
    if (!isExistence || items.length !== 1 || sqlClause(tree, query, "group-by") !== noNode) return;
    if (tree.kind[items[0]!] !== Kind.Call || nameOf(tree, childOf(tree, items[0]!, Role.Callee)).toLowerCase() !== "count") return;
    const isNone = operator === "=" || operator === "<";
    file.report({ at: node, message: `All rows are counted to see whether there ${isNone ? "is none" : "is one"}; \`${isNone ? "NOT EXISTS" : "EXISTS"}\` stops at the first.` });
  },
});
