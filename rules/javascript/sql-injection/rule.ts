// javascript/sql-injection: a query put together from changing parts instead of parameters.

import { Kind, Role, childOf, childrenOf, defineRule, isFixedText, nameOf, noNode, reportBuiltQuery } from "../../../src/rule-kit/index.ts";

const runners: ReadonlySet<string> = new Set(["query", "execute", "exec", "run", "all", "get", "each", "raw", "prepare", "queryRawUnsafe", "$queryRawUnsafe", "$executeRawUnsafe", "unsafe", "literal", "batch", "one", "many", "any", "none", "oneOrNone", "manyOrNone", "result"]);
/** Methods of query builders that take a condition as text. */
const conditions: ReadonlySet<string> = new Set(["where", "andWhere", "orWhere", "having", "andHaving", "orHaving", "whereRaw", "andWhereRaw", "orWhereRaw", "havingRaw", "orHavingRaw"]);

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
    precision: { sampled: 4, true: 0, on: "apostrophe 4.31, browser-sync 3.0, bull-arena 4.10, cloudcmd 18.8, ep-etherpad-lite 1.8, ghost 5.130, graphile-worker 0.17, haraka 3.3, hexo 8.1, http-server 14.1, json-server 0.17, keystone 4.2, mongo-express 1.0, node-red-editor-api 5.0, node-red-editor-client 5.0, node-red-nodes 5.0, parse-server 9.10, pg-boss 10.4, pm2 7.0, raneto 0.16, redis-commander 0.9, sails 1.5, supabase-postgres-meta 0.99, tiddlywiki 5.4, total.js 3.4, ungit 1.5, webpack-dev-server 5.2, wiki-server 0.27, actionhero 29.3, cncjs 1.11, docsify 5.0, forever 4.0, iobroker.admin 7.8, iobroker.javascript 9.1, iobroker.web 8.1, jquery-ui 1.14, karma 6.4, koa-router 14.0, koa-static 5.0, kue 0.11, live-server 1.2, n8n 2.8, newman 6.2, nodebb 1.4, restify 11.1, reveal-md 6.1, select2 4.0, signalk-server 2.23, strapi-admin 5.54, strapi-plugin-users-permissions 5.54, summernote 0.9, thelounge 2.6, verdaccio 6.8" },
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
    reportBuiltQuery(file, { query, runner: nameOf(tree, callee), isStatement: !isCondition, isHarmless: (part) => isFixedText(file, part) }, options);
  },
});
