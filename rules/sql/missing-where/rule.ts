// sql/missing-where: uPDATE or DELETE without WHERE.

import { Kind, Role, childOf, childrenOf, defineRule, hasSqlHole, isTestPath, nameOf, noNode, sqlClause, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

/** Steps from one state of the tables to the next fill whole columns, and are read before they run. */
const migration = /(?:^|\/)(?:migrations?|versions|upgrades?|alembic|delta)\/|(?:^|\/)\d{3,}[^/]*\.sql$|(?:^|\/)V\d+__/i;

export const rule = defineRule({
  meta: {
    id: "sql/missing-where",
    title: "UPDATE or DELETE without WHERE",
    description: "The statement changes every row of its table.",
    languages: ["sql"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
    options: { reportInCode: { default: false, description: "Also report statements inside of programs, which mean it: what forgets its WHERE there is seen on the day it runs" } },
  },
  words: [["update", "delete"]],
  kinds: [Kind.SqlStatement],
  check(file, node, options) {
    const { tree } = file;
    if (file.hostLanguage !== undefined && options.reportInCode !== true) return;
    const verb = nameOf(tree, node);
    if ((verb !== "update" && verb !== "delete") || isTestPath(file.path) || migration.test(file.path)) return;
    const target = childOf(tree, node, Role.Target);
    if (target === noNode || hasSqlHole(tree, node) || sqlClause(tree, node, "where") !== noNode) return;
    // A join, a limit or a list of other tables chooses rows, too.
    const isChosen = tree.kind[target] === Kind.SqlNode && nameOf(tree, target) === "from" ? childrenOf(tree, target).length > 1 : false;
    if (isChosen || childOf(tree, node, Role.Source) !== noNode || sqlClause(tree, node, "limit") !== noNode || childOf(tree, node, Role.Init) !== noNode) return;
    if (verb === "update" && sqlClause(tree, node, "set") === noNode) return;
    const table = nameOf(tree, target) === "from" ? childOf(tree, target, Role.Item) : target;
    const value = table === noNode ? noNode : childOf(tree, table, Role.Value);
    if (value === noNode || nameOf(tree, value) === "parameter" || nameOf(tree, value).startsWith("%")) return;
    const name = textOf(tree, value);
    if (isPassing(tree, node, verb, name) || hasUnreadWhere(tree, node)) return;
    file.report({ at: { start: tree.start[node]!, end: tree.end[target]! }, message: `This ${verb === "update" ? "changes" : "deletes"} every row of \`${name}\`: there is no WHERE.` });
  },
});

/** A dialect that the parser does not know may end the statement for it before its WHERE. */
function hasUnreadWhere(tree: SyntaxTree, node: NodeId): boolean {
  const rest = tree.text.slice(tree.start[node]);
  const end = rest.indexOf(";");
  return /\bwhere\b/i.test(end < 0 ? rest : rest.slice(0, end));
}

/** Tables that exist to be emptied or hold one row, and columns that the same file has just added. */
function isPassing(tree: SyntaxTree, node: NodeId, verb: string, name: string): boolean {
  if (/^[#@]|temp|tmp|staging|stage_|cache|queue|session|(?:^|_)log|stat(?:us|e)|version|_pos$|position|ordering|setting|config|counter|sequence/i.test(name)) return true;
  if (verb === "delete") return false;
  const before = tree.text.slice(0, tree.start[node]).toLowerCase();
  const set = sqlClause(tree, node, "set");
  return childrenOf(tree, set, Role.Element).every((pair) => new RegExp(`\\badd\\s+(?:column\\s+)?(?:if\\s+not\\s+exists\\s+)?["\`[]?${escapeName(nameOf(tree, targetOf(tree, pair)))}\\b`).test(before));
}

function targetOf(tree: SyntaxTree, pair: NodeId): NodeId {
  const target = childOf(tree, pair, Role.Target);
  return target === noNode ? pair : target;
}

function escapeName(name: string): string {
  return name.toLowerCase().replace(/[^\w]/g, "\\$&");
}
