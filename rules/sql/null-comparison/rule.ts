// sql/null-comparison: a comparison with NULL by an operator.

import { Kind, Role, childOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const operators: ReadonlyMap<string, string> = new Map([["=", "IS NULL"], ["==", "IS NULL"], ["<>", "IS NOT NULL"], ["!=", "IS NOT NULL"]]);

export const rule = defineRule({
  meta: {
    id: "sql/null-comparison",
    title: "A comparison with NULL by an operator",
    description: "A comparison with NULL is neither true nor false, so the row is never chosen.",
    languages: ["sql"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-480"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
    fixSafety: "unsafe",
  },
  words: [["null"]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const wanted = operators.get(nameOf(tree, node));
    const right = childOf(tree, node, Role.Right);
    const left = childOf(tree, node, Role.Left);
    if (wanted === undefined || right === noNode || tree.kind[right] !== Kind.Null || tree.kind[left] === Kind.Interpolation) return;
    // `SET a = NULL` and `f(name = NULL)` assign.
    const parent = tree.parent[node]!;
    if (!isCondition(tree, node) || (tree.kind[parent] === Kind.Call && tree.role[node] === Role.Argument)) return;
    file.report({
      at: node,
      message: `\`${nameOf(tree, node)} NULL\` is never true; write \`${wanted}\`.`,
      fix: { description: `Write \`${wanted}\``, safety: "unsafe", edits: [{ start: tree.end[left]!, end: tree.end[right]!, replacement: ` ${wanted}` }] },
    });
  },
});

/** Below a condition, and not in the assignments of a SET that the parser took for comparisons. */
function isCondition(tree: SyntaxTree, node: NodeId): boolean {
  for (let at = node; at !== 0; at = tree.parent[at]!) {
    const role = tree.role[at];
    const name = nameOf(tree, tree.parent[at]!);
    if (role === Role.Test || (role === Role.Expression && /^(?:where|having|on|qualify)$/.test(name))) return true;
    if (tree.kind[at] === Kind.SqlStatement) return false;
  }
  return false;
}
