// sql/select-star: sELECT * in code.

import { Kind, Role, childOf, childrenOf, defineRule, isTestPath, nameOf, noNode, sqlClause, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

/** Tables of the database about itself: tools read them whole. */
const catalogue = /information_schema|sqlite_master|sqlite_schema|pragma_|\bpg_\w+|\bsys\b|"SYS"|\b(?:all|user|dba)_\w+\b/i;

export const rule = defineRule({
  meta: {
    id: "sql/select-star",
    title: "SELECT * in code",
    description: "The program gets whatever columns the table has that day: new ones cost time, moved or renamed ones break what reads them.",
    languages: ["sql"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 8, true: 4, on: "Django 5.2, superset 6.1, typeorm 1.1, sequelize 6.37, graphile-worker 0.17, slonik 47.3" },
    isOnByDefault: false,
  },
  words: [["star"]],
  kinds: [Kind.SqlNode],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "select-list" || isTestPath(file.path)) return;
    const star = childrenOf(tree, node, Role.Element).find((item) => tree.kind[item] === Kind.SqlNode && nameOf(tree, item) === "star");
    const query = tree.parent[node]!;
    if (star === undefined || nameOf(tree, query) !== "query" || !isHandedOn(file, query)) return;
    if (readsOwnColumns(tree, query) || catalogue.test(textOf(tree, sqlClause(tree, query, "from")))) return;
    file.report({ at: star, message: `\`${textOf(tree, star)}\` hands on whatever columns there are; name those that are needed.` });
  },
});

/** A query of a program, or one that is stored: a view, the rows of an INSERT. */
function isHandedOn(file: FileView, query: NodeId): boolean {
  const { tree } = file;
  const owner = tree.parent[query]!;
  if (tree.kind[owner] !== Kind.SqlStatement) return false;
  const verb = nameOf(tree, owner);
  if (verb === "select") return file.hostLanguage !== undefined && file.hostLanguage !== "sql" && file.hostLanguage !== "bash";
  return verb === "insert" || (verb === "create" && childrenOf(tree, owner).some((child) => nameOf(tree, child).toLowerCase() === "view"));
}

/** From a sub-query, a function or a WITH of the same statement: the columns stand in sight. */
function readsOwnColumns(tree: SyntaxTree, query: NodeId): boolean {
  const from = sqlClause(tree, query, "from");
  if (from === noNode) return true;
  const named = new Set(childrenOf(tree, sqlClause(tree, query, "with")).map((entry) => nameOf(tree, childOf(tree, entry, Role.NameOf))));
  return childrenOf(tree, from, Role.Item).every((table) => {
    const value = childOf(tree, table, Role.Value);
    return value === noNode || (tree.kind[value] !== Kind.Name && tree.kind[value] !== Kind.Attribute) || named.has(nameOf(tree, value));
  });
}
