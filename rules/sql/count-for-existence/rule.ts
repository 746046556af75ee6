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
    precision: { sampled: 3, true: 3, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
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
