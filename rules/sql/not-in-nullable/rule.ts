// sql/not-in-nullable: nOT IN over a sub-query that may hold NULL.

import { Kind, Role, childOf, childrenOf, defineRule, hasSqlHole, nameOf, noNode, sqlClause, sqlConjuncts, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/not-in-nullable",
    title: "NOT IN over a sub-query that may hold NULL",
    description: "One NULL among the values makes the condition unknown for every row: the query gives nothing, and no error.",
    languages: ["sql"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: [],
    // Whether a column may hold NULL stands in the schema, which the rule does not see.
    isOnByDefault: false,
    remediationMinutes: 10,
    precision: { sampled: 8, true: 1, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [["not in"]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "not in") return;
    const query = childOf(tree, node, Role.Right);
    if (query === noNode || nameOf(tree, query) !== "query" || hasSqlHole(tree, query)) return;
    const column = childrenOf(tree, sqlClause(tree, query, "select-list"), Role.Element)[0] ?? noNode;
    if (column === noNode || (tree.kind[column] !== Kind.Name && tree.kind[column] !== Kind.Attribute)) return;
    const name = nameOf(tree, column).toLowerCase();
    // A key and what refers to it bear one name; what is to be there once is asked for by its text.
    const left = childOf(tree, node, Role.Left);
    if (tree.kind[left] === Kind.String || nameOf(tree, left).toLowerCase() === name) return;
    // A primary key is never NULL, and names like these are primary keys.
    if (/^(?:id|rowid|oid|uuid|pk|ctid)$/.test(name) || isChecked(tree, query, name)) return;
    // A catalogue's names are always there.
    if (/\b(?:pg_|information_schema|sys\.)/i.test(textOf(tree, query))) return;
    file.report({ at: node, message: `If one \`${name}\` is NULL, this is never true; add \`WHERE ${name} IS NOT NULL\`, or write \`NOT EXISTS\`.` });
  },
});

/** True where a condition of the sub-query excludes NULL: a test for it, or any comparison of the column. */
function isChecked(tree: SyntaxTree, query: NodeId, name: string): boolean {
  const where = sqlClause(tree, query, "where");
  if (where === noNode) return false;
  return sqlConjuncts(tree, childOf(tree, where, Role.Expression)).some((test) => {
    const left = childOf(tree, test, Role.Left);
    const right = childOf(tree, test, Role.Right);
    const isOfColumn = [left, right].some((side) => side !== noNode && nameOf(tree, side).toLowerCase() === name);
    return tree.kind[test] === Kind.Binary && isOfColumn && nameOf(tree, test) !== "is";
  });
}
