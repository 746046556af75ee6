// javascript/sql-injection: a query put together from changing parts instead of parameters.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, nameOf, noNode, partMark, textOf } from "../../../src/rule-kit/index.ts";

const runners: ReadonlySet<string> = new Set(["query", "execute", "exec", "run", "all", "get", "each", "raw", "prepare", "queryRawUnsafe", "$queryRawUnsafe", "$executeRawUnsafe", "unsafe", "literal", "batch", "one", "many", "any", "none", "oneOrNone", "manyOrNone", "result"]);

/** Begins like a statement and goes on like one: prose that starts with "Select" is not a query. */
const statement =
  /^\s*(?:\(\s*)?(?:select\b[\s\S]*\bfrom\b|insert\s+(?:or\s+\w+\s+)?into\b|replace\s+into\b|update\b[\s\S]*\bset\b|delete\s+from\b|merge\s+into\b|with\b[\s\S]*\bas\s*\(|create\s+(?:or\s+replace\s+)?(?:temp\w*\s+)?(?:table|index|view|database|user|role)\b|drop\s+(?:table|index|view|database|user|role)\b|alter\s+(?:table|user|role|database)\b|truncate\b|grant\b|call\s|exec(?:ute)?\s)/i;

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
    equivalents: { eslint: ["sonarjs/sql-queries"] },
  },
  words: [[...runners]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || !runners.has(nameOf(tree, callee))) return;
    const query = childrenOf(tree, node, Role.Argument)[0] ?? noNode;
    if (query === noNode) return;
    const built = findBuiltString(file, query);
    if (built === undefined || !statement.test(built.text)) return;
    const isName = built.parts.every((_, index) => standsForName(built.text, index));
    const part = textOf(tree, built.parts[0]!);
    file.report({
      at: query,
      confidence: isName ? "low" : "high",
      severity: isName ? "warning" : "error",
      message: `This query for \`${nameOf(tree, callee)}\` is built from \`${part.length > 60 ? `${part.slice(0, 57)}…` : part}\`; use a parameter.`,
      trace: [
        ...built.steps.map((step) => ({ kind: "step" as const, at: step, note: "query put together" })),
        ...(built.steps.length > 0 ? [{ kind: "sink" as const, at: query, note: "SQL query" }] : []),
      ],
    });
  },
});

/** Names of tables and columns cannot be parameters; they are as often the program's own as not. */
function standsForName(text: string, index: number): boolean {
  let at = -1;
  for (let seen = 0; seen <= index; seen++) at = text.indexOf(partMark, at + 1);
  return /(?:\b(?:from|join|into|update|table|index|view|column|by|on|set|database|user|role|exists)\s+["'`[]?|[.,(]\s*["`[]?|\bselect\s+)$/i.test(text.slice(0, at));
}
