// sql/having-without-group: hAVING without GROUP BY chooses no rows.

import { Kind, Role, childOf, defineRule, hasSqlHole, nameOf, noNode, sqlClause } from "../../../src/rule-kit/index.ts";

const aggregates: ReadonlySet<string> = new Set(["count", "sum", "avg", "min", "max", "array_agg", "string_agg", "group_concat", "bool_and", "bool_or", "every", "stddev", "variance"]);

export const rule = defineRule({
  meta: {
    id: "sql/having-without-group",
    title: "HAVING without GROUP BY chooses no rows",
    description: "Without groups the whole result is one group: the condition keeps all of it or drops all of it.",
    languages: ["sql"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [["having"]],
  kinds: [Kind.SqlNode],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "having" || tree.kind[node] !== Kind.SqlNode) return;
    const query = tree.parent[node]!;
    if (nameOf(tree, query) !== "query" || hasSqlHole(tree, query) || sqlClause(tree, query, "group-by") !== noNode) return;
    for (let at = node; at < tree.subtreeEnd[node]!; at++) {
      if (tree.kind[at] === Kind.Call && aggregates.has(nameOf(tree, childOf(tree, at, Role.Callee)).toLowerCase())) return;
    }
    file.report({ at: node, message: "Without GROUP BY, HAVING judges the result as a whole; conditions on rows belong in WHERE." });
  },
});
