// sql/comparison-with-itself: a column is compared with itself.

import { Kind, Role, childOf, defineRule, hasSqlHole, isSameCode, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";

const operators: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", ">", "<=", ">="]);

export const rule = defineRule({
  meta: {
    id: "sql/comparison-with-itself",
    title: "A column is compared with itself",
    description: "The condition holds for every row that has a value, or for none: another column was meant.",
    languages: ["sql"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-571"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
  },
  words: [["=", "<>", "!=", "<", ">", "<=", ">="]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    if (!operators.has(nameOf(tree, node))) return;
    const left = childOf(tree, node, Role.Left);
    const right = childOf(tree, node, Role.Right);
    if (left === noNode || right === noNode || (tree.kind[left] !== Kind.Attribute && tree.kind[left] !== Kind.Name)) return;
    if (hasSqlHole(tree, left) || !isSameCode(tree, left, right)) return;
    // `UPDATE t SET a = a` without a dot is an assignment; `f(a = a)` hands on an argument.
    let whole = node;
    // `SET used = used OR marked` is read as a condition first.
    while (tree.kind[tree.parent[whole]!] === Kind.Logical && tree.start[tree.parent[whole]!] === tree.start[node]) whole = tree.parent[whole]!;
    if (tree.role[whole] === Role.Element || tree.role[whole] === Role.Argument) return;
    file.report({ at: node, message: `${quoteCode(file, left)} is compared with itself.` });
  },
});
