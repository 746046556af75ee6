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
