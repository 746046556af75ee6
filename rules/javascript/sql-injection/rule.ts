// javascript/sql-injection: a query put together from changing parts instead of parameters.

import { Kind, Role, childOf, childrenOf, defineRule, isFixedText, nameOf, noNode, reportBuiltQuery } from "../../../src/rule-kit/index.ts";

const runners: ReadonlySet<string> = new Set(["query", "execute", "exec", "run", "all", "get", "each", "raw", "prepare", "queryRawUnsafe", "$queryRawUnsafe", "$executeRawUnsafe", "unsafe", "literal", "batch", "one", "many", "any", "none", "oneOrNone", "manyOrNone", "result"]);
/** Methods of query builders that take a condition as text. */
const conditions: ReadonlySet<string> = new Set(["where", "andWhere", "orWhere", "having", "andHaving", "orHaving", "whereRaw", "andWhereRaw", "orWhereRaw", "havingRaw", "orHavingRaw"]);

/** A step from one schema to the next runs once, on what its author wrote. */
const migration = /(?:^|\/)migrations?\//;

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
    precision: { sampled: 0, true: 0, on: "adminjs 7.8, anyproxy 4.1, directus-api 23.3, formio 4.6, homebridge-config-ui-x 5.10, medusajs-medusa 2.21, mountebank 2.9, prerender 5.21, solid-server 5.8, stubby 5.1, wetty 3.2, whistle 2.10, zigbee2mqtt 2.14, appium 3.8, budo 11.8, cnpmjs.org 2.1, cors-anywhere 0.4, egg-security 3.8, express-pouchdb 4.2, flood 4.11, flowise 3.1, gitbook 3.2, harp 0.50, hexo-admin 2.3, iobroker.backitup 4.0, iobroker.simple-api 3.0, iobroker.vis 1.5, ipx 3.1, jsreport-core 2.10, local-web-server 5.4, loopback-rest 15.0, mockoon-cli 9.9, mockserver 3.1, node-red-dashboard 3.6, node-red-runtime 5.0, oidc-provider 9.13, parse-dashboard 9.2, payload 3.90, peerflix-server 0.5, saml-idp 1.2, snyk-broker 5.16, strapi-core 5.54, strapi-plugin-upload 4.26, superstatic 10.0, tus-server 2.4, uppy-companion 6.2" },
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
    reportBuiltQuery(file, { query, runner: nameOf(tree, callee), isStatement: !isCondition, isHarmless: (part) => migration.test(file.path) || isFixedText(file, part) }, options);
  },
});
