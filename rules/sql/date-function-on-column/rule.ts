// sql/date-function-on-column: a function of the date hides a column from its index.

import { Kind, Role, childOf, childrenOf, defineRule, isSqlValue, isTestPath, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const functions: ReadonlySet<string> = new Set(["date", "year", "month", "to_char", "date_trunc", "trunc", "strftime", "date_format", "datepart"]);
const comparisons: ReadonlySet<string> = new Set(["=", "<", ">", "<=", ">=", "between"]);

export const rule = defineRule({
  meta: {
    id: "sql/date-function-on-column",
    title: "A function of the date hides a column from its index",
    description: "The function is worked out for every row; a range over the bare column can use an index.",
    languages: ["sql"],
    category: "maintainability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [["date", "year", "month", "to_char", "date_trunc", "trunc", "strftime", "date_format", "datepart"]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    if (!comparisons.has(nameOf(tree, node)) || !isInWhere(tree, node) || isTestPath(file.path)) return;
    const call = childOf(tree, node, Role.Left);
    const value = childOf(tree, node, nameOf(tree, node) === "between" ? Role.Lower : Role.Right);
    if (call === noNode || value === noNode || tree.kind[call] !== Kind.Call || !isSqlValue(tree, value)) return;
    const name = nameOf(tree, childOf(tree, call, Role.Callee)).toLowerCase();
    const column = childrenOf(tree, call, Role.Argument).find((argument) => tree.kind[argument] === Kind.Name || tree.kind[argument] === Kind.Attribute);
    if (!functions.has(name) || column === undefined) return;
    file.report({ at: call, message: `\`${name}\` is worked out for every row; compare ${quoteCode(file, column)} itself with the first and last moment.` });
  },
});

function isInWhere(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = node; at !== 0; at = tree.parent[at]!) if (nameOf(tree, at) === "where" && tree.kind[at] === Kind.SqlNode) return true;
  return false;
}
