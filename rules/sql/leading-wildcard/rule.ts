// sql/leading-wildcard: lIKE with a wildcard in front.

import { Kind, Role, childOf, defineRule, hasSqlHole, isTestPath, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";
/** What runs once needs no index. */
const migration = /(?:^|\/)(?:migrations?|versions|alembic|delta|upgrades?)\//;

export const rule = defineRule({
  meta: {
    id: "sql/leading-wildcard",
    title: "LIKE with a wildcard in front",
    description: "An ordinary index cannot help to find what begins with anything: the whole table is read.",
    languages: ["sql"],
    category: "maintainability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 30,
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [["like", "ilike", "not like", "not ilike"]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    // No index helps to find what is not like something, either.
    if (!/^i?like$/.test(nameOf(tree, node)) || isTestPath(file.path) || nameOf(tree, tree.parent[node]!) === "not" || migration.test(file.path)) return;
    const pattern = childOf(tree, node, Role.Right);
    const left = childOf(tree, node, Role.Left);
    if (pattern === noNode || tree.kind[pattern] !== Kind.String || !nameOf(tree, pattern).startsWith("%") || nameOf(tree, pattern).length < 2) return;
    // A pattern that a program fills in says nothing of its beginning; a catalogue is small.
    if (hasSqlHole(tree, pattern) || (tree.kind[left] !== Kind.Name && tree.kind[left] !== Kind.Attribute)) return;
    if (!isInWhere(tree, node) || /\b(?:pg_\w+|information_schema|sqlite_master|sys)\b/i.test(tree.text.slice(0, 4_000))) return;
    file.report({ at: node, message: `${quoteCode(file, pattern)} begins with anything, so no ordinary index on ${quoteCode(file, left)} helps.` });
  },
});

function isInWhere(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = node; at !== 0; at = tree.parent[at]!) if (nameOf(tree, at) === "where" && tree.kind[at] === Kind.SqlNode) return true;
  return false;
}
