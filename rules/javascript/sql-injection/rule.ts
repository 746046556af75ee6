// javascript/sql-injection: a query put together from changing parts instead of parameters.

import { Kind, Role, childOf, childrenOf, defineRule, isFixedText, nameOf, noNode, reportBuiltQuery, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const runners: ReadonlySet<string> = new Set(["query", "execute", "exec", "run", "all", "get", "each", "raw", "prepare", "queryRawUnsafe", "$queryRawUnsafe", "$executeRawUnsafe", "unsafe", "literal", "batch", "one", "many", "any", "none", "oneOrNone", "manyOrNone", "result"]);
/** Methods of query builders that take a condition as text. */
const conditions: ReadonlySet<string> = new Set(["where", "andWhere", "orWhere", "having", "andHaving", "orHaving", "whereRaw", "andWhereRaw", "orWhereRaw", "havingRaw", "orHavingRaw"]);

/** A step from one schema to the next runs once, on what its author wrote. */
const migration = /(?:^|\/)migrations?(?:-\w+)?\//;

const constantName = /^_*[A-Z][A-Z0-9_]+$/;

export const rule = defineRule({
  meta: {
    id: "javascript/sql-injection",
    title: "A SQL query is built from a changing value",
    description: "A value with a quote in it changes the query: it can read, change or delete what it likes.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-89"],
    securitySeverity: 8.8,
    remediationMinutes: 20,
    precision: { sampled: 0, true: 0, on: "actual-app-sync-server 25.6, agendash 8.2, backstage-plugin-scaffolder-backend 4.3, backstage-plugin-techdocs-backend 2.4, budibase-server 3.38, code-server 4.100, deployd 1.2, feathersjs-authentication-oauth 5.0, keystone-6-core 8.1, lhci-server 0.15, matterbridge 3.10, nocobase-plugin-file-manager 2.2, nocobase-server 2.2, nocodb 0.263, openapi-mock-server 0.1, p3x-redis-ui-server 2026.10, peer 1.0, probot 14.3, renovate 39.264, serverless-offline 14.8, sharedb 7.0, sinopia 1.4, statsd 0.9, swagger-ui-watcher 2.1, vendure-core 3.7" },
    proof: { file: "proof.mjs", packages: ["express@5.1.0", "sql.js@1.13.0"] },
    options: {
      reportNames: {
        default: false,
        description: "Also report parts that stand for a table, a column or a clause and do not visibly come from outside",
      },
    },
    equivalents: { eslint: ["sonarjs/sql-queries"] },
  },
  words: [[...runners, ...conditions]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute) return;
    const isCondition = conditions.has(nameOf(tree, callee));
    if (!isCondition && !runners.has(nameOf(tree, callee))) return;
    const query = childrenOf(tree, node, Role.Argument)[0] ?? noNode;
    if (query === noNode) return;
    reportBuiltQuery(file, { query, runner: nameOf(tree, callee), isStatement: !isCondition, isHarmless: (part) => migration.test(file.path) || isFixedText(file, part) || isFromConstant(tree, part) }, options);
  },
});

/** `subquery.getQuery()`, `ROLES.map((role) => …).join(", ")`, `Status.OPEN`: a list or member of the code's own, by its name. */
function isFromConstant(tree: SyntaxTree, part: NodeId): boolean {
  // TypeORM's text of another builder, whose values are parameters.
  if (textOf(tree, part).endsWith(".getQuery()")) return true;
  let at = part;
  while (tree.kind[at] === Kind.Call || tree.kind[at] === Kind.Attribute) {
    if (tree.kind[at] === Kind.Attribute && constantName.test(nameOf(tree, at))) return true;
    const inner = childOf(tree, at, tree.kind[at] === Kind.Call ? Role.Callee : Role.Object);
    const argument = childOf(tree, at, Role.Argument);
    // `Object.values(ROLES)`
    at = tree.kind[at] === Kind.Call && argument !== noNode && /^Object\.(?:keys|values)$/.test(textOf(tree, inner)) ? argument : inner;
  }
  return tree.kind[at] === Kind.Name && constantName.test(nameOf(tree, at));
}
