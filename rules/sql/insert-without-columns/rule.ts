// sql/insert-without-columns: iNSERT without a list of columns.

import { Kind, Role, childOf, defineRule, hasSqlHole, isTestPath, nameOf, noNode, quoteCode, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/insert-without-columns",
    title: "INSERT without a list of columns",
    description: "A column that is added, removed or moved puts the values into the wrong columns, or fails.",
    languages: ["sql"],
    category: "maintainability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 12, true: 11, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [["insert", "replace"]],
  kinds: [Kind.SqlStatement],
  check(file, node) {
    const { tree } = file;
    const verb = nameOf(tree, node);
    if ((verb !== "insert" && verb !== "replace") || isTestPath(file.path)) return;
    const target = childOf(tree, node, Role.Target);
    const value = childOf(tree, node, Role.Value);
    if (target === noNode || value === noNode || childOf(tree, node, Role.Parameter) !== noNode || hasSqlHole(tree, node)) return;
    const kind = nameOf(tree, value);
    // Values in a script belong to the state of the table that the script was written for.
    if (kind !== "query" && !(kind === "values" && file.hostLanguage !== undefined)) return;
    if (isMadeHere(tree.text.slice(0, tree.start[node]), textOf(tree, childOf(tree, target, Role.Value)))) return;
    file.report({ at: { start: tree.start[node]!, end: tree.end[target]! }, message: `The values for ${quoteCode(file, childOf(tree, target, Role.Value))} are told apart by their order alone; name the columns.` });
  },
});

/** The statement that makes the table stands above: it says which columns there are. */
function isMadeHere(before: string, table: string): boolean {
  return new RegExp(`\\bcreate\\s+(?:temp(?:orary)?\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?${table.replaceAll(/\W/g, "\\$&")}\\b`, "i").test(before);
}
