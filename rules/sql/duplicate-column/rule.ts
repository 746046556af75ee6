// sql/duplicate-column: a column is named twice.

import { Kind, Role, childOf, childrenOf, defineRule, hasSqlHole, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/duplicate-column",
    title: "A column is named twice",
    description: "The database refuses the statement, or the program that reads the result by name gets one of the two.",
    languages: ["sql"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 2, true: 2, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [["columns", "select-list", "set"]],
  kinds: [Kind.SqlNode],
  check(file, node) {
    const { tree } = file;
    const kind = nameOf(tree, node);
    const seen = new Set<string>();
    for (const item of namesIn(tree, node, kind)) {
      const name = nameOf(tree, item).toLowerCase();
      if (name === "" || hasSqlHole(tree, item)) continue;
      if (seen.has(name)) file.report({ at: item, message: `\`${nameOf(tree, item)}\` is named twice ${places[kind]!}.` });
      seen.add(name);
    }
  },
});

const places: Readonly<Record<string, string>> = { columns: "in this list of columns", "select-list": "as a name of this result", set: "among these assignments" };

/** Nodes whose names must differ: columns of a table or INSERT, aliases of a result, targets of a SET. */
function namesIn(tree: SyntaxTree, node: NodeId, kind: string): NodeId[] {
  const items = childrenOf(tree, node, Role.Element);
  if (kind === "columns" && tree.kind[tree.parent[node]!] === Kind.SqlStatement) {
    return items.flatMap((item) => (nameOf(tree, item) === "column" ? [childOf(tree, item, Role.NameOf)].filter((name) => name !== noNode) : tree.kind[item] === Kind.Name ? [item] : []));
  }
  if (kind === "select-list" && nameOf(tree, tree.parent[node]!) === "query") return items.flatMap((item) => (nameOf(tree, item) === "alias" ? [childOf(tree, item, Role.NameOf)].filter((name) => name !== noNode) : []));
  if (kind !== "set") return [];
  return items.flatMap((item) => {
    const target = tree.kind[item] === Kind.Assignment ? childOf(tree, item, Role.Target) : noNode;
    return target !== noNode && tree.kind[target] === Kind.Name ? [target] : [];
  });
}
