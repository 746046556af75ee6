// sql/cartesian-product: tables are joined without a condition.

import { Kind, Role, childOf, childrenOf, defineRule, hasSqlHole, isSqlValue, nameOf, noNode, sqlClause, sqlQualifier, sqlTableName, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/cartesian-product",
    title: "Tables are joined without a condition",
    description: "Every row of one table is paired with every row of the other: a thousand times a thousand make a million.",
    languages: ["sql"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-1049"],
    // Where nothing ties two tables, one of them mostly holds one row.
    isOnByDefault: false,
    remediationMinutes: 10,
    precision: { sampled: 4, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [[",", "inner join"]],
  kinds: [Kind.SqlNode],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "query" || hasSqlHole(tree, node)) return;
    const from = sqlClause(tree, node, "from");
    if (from === noNode) return;
    const children = childrenOf(tree, from);
    const tables = children.filter((child) => tree.role[child] === Role.Item);
    if (tables.length < 2 || !tables.every((table) => isPlainTable(tree, table))) return;
    // Conditions anywhere in the query, sub-queries included, may tie the tables.
    const ties = tiesIn(tree, node);
    for (const [index, operator] of children.entries()) {
      const kind = nameOf(tree, operator);
      const table = children[index + 1] ?? noNode;
      if (tree.kind[operator] !== Kind.Operator || (kind !== "," && kind !== "inner join")) continue;
      const next = children[index + 2] ?? noNode;
      if (next !== noNode && tree.role[next] === Role.Test) continue;
      const name = sqlTableName(tree, table);
      if (ties.has(name) || ties.has("") || isNamedHere(tree, table) || isCutOff(tree, table)) continue;
      file.report({ at: table, message: `Nothing ties \`${name}\` to the tables before it: every pair of rows is a result.` });
      return;
    }
  },
});

/** What `WITH` names is mostly one row of values that every other row is to get. */
function isNamedHere(tree: SyntaxTree, table: NodeId): boolean {
  const name = textOf(tree, childOf(tree, table, Role.Value)).replaceAll(/\W/g, "\\$&");
  return new RegExp(`(?:\\bwith|,)\\s+(?:recursive\\s+)?${name}\\s*(?:\\([^)]*\\)\\s*)?as\\b`, "i").test(tree.text);
}

/** A text in a program that ends with a table: what ties it follows in the next text. */
function isCutOff(tree: SyntaxTree, table: NodeId): boolean {
  return tree.text.slice(tree.end[table]).trim() === "";
}

function isPlainTable(tree: SyntaxTree, table: NodeId): boolean {
  const value = childOf(tree, table, Role.Value);
  return value !== noNode && (tree.kind[value] === Kind.Name || tree.kind[value] === Kind.Attribute) && sqlClause(tree, table, "lateral") === noNode;
}

/** Names of tables whose columns stand in a comparison with something that is no plain value; "" for columns without a table. */
function tiesIn(tree: SyntaxTree, query: NodeId): Set<string> {
  const ties = new Set<string>();
  for (let at = query; at < tree.subtreeEnd[query]!; at++) {
    if (tree.kind[at] !== Kind.Binary && tree.kind[at] !== Kind.Call && nameOf(tree, at) !== "using") continue;
    const sides = childrenOf(tree, at).filter((side) => tree.role[side] !== Role.Callee);
    if (sides.some((side) => isSqlValue(tree, side) || tree.kind[side] === Kind.Null)) continue;
    for (let inner = at + 1; inner < tree.subtreeEnd[at]!; inner++) {
      const kind = tree.kind[inner];
      if (kind === Kind.Attribute) ties.add(sqlQualifier(tree, inner));
      else if (kind === Kind.Name && tree.role[inner] !== Role.Callee && tree.role[inner] !== Role.Object && tree.role[inner] !== Role.Property && tree.kind[at] === Kind.Binary) ties.add("");
    }
  }
  return ties;
}
