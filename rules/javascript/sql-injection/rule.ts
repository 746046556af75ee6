// javascript/sql-injection: a query put together from changing parts instead of parameters.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, isFixedText, isSqlCondition, isSqlStatement, isTestPath, nameOf, noNode, quoteCode, standsForValue, tracePath } from "../../../src/rule-kit/index.ts";

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
    unproven: "No proof is written yet.",
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
    const built = findBuiltString(file, query);
    if (built === undefined || !(isCondition ? isSqlCondition : isSqlStatement)(built.text)) return;
    const changing = built.parts.map((part, index) => ({ part, index })).filter(({ part }) => !isFixedText(file, part));
    const values = changing.filter(({ index }) => standsForValue(built.text, index));
    const trace = tracePath(file, { sink: query, sinkNote: "SQL query", value: query, stepNote: "query put together" });
    const isOutside = trace.some((step) => step.kind === "source");
    if (!isOutside && values.length === 0 && options.reportNames !== true) return;
    const shown = (values[0] ?? changing[0]!).part;
    file.report({
      at: query,
      confidence: isOutside ? "high" : values.length > 0 && !isTestPath(file.path) ? "medium" : "low",
      severity: isOutside || values.length > 0 ? "error" : "warning",
      message: `The query for \`${nameOf(tree, callee)}\` is built from ${quoteCode(file, shown)}${values.length > 0 ? "; pass it as a parameter" : ", which stands for a name"}.`,
      trace,
    });
  },
});
