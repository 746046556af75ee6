// python/pointless-comparison: a comparison as a statement, whose answer nobody uses.

import { Flag, Kind, Role, ancestorOf, childOf, childrenOf, defineRule, functionKinds, hasFlag, isTestPath, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";

const shields: ReadonlySet<number> = new Set([Kind.Try, Kind.With]);

export const rule = defineRule({
  meta: {
    id: "python/pointless-comparison",
    title: "A comparison stands alone and does nothing",
    description: "Its answer is thrown away: an assignment, an `assert` or a `return` was meant.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-482"],
    remediationMinutes: 2,
    // Most of what was found is a benchmark that only measures the comparison.
    precision: { sampled: 52, true: 2, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    isOnByDefault: false,
    equivalents: { ruff: ["B015"], flake8: ["B015"], pylint: ["W0104", "pointless-statement"] },
  },
  words: [],
  kinds: [Kind.ExpressionStatement],
  check(file, node) {
    const { tree } = file;
    const expression = childOf(tree, node, Role.Expression);
    if (expression === noNode) return;
    const kind = tree.kind[expression];
    if (kind !== Kind.ComparisonChain && !(kind === Kind.Binary && hasFlag(tree, expression, Flag.Comparison))) return;
    // Inside of `try` and `with` the comparison may be there for the error that it raises.
    const shield = ancestorOf(tree, node, shields);
    const owner = ancestorOf(tree, node, functionKinds);
    if (shield !== noNode && (owner === noNode || shield > owner)) return;
    // The last line of a notebook's cell or an interactive session shows its value.
    if (owner === noNode && childrenOf(tree, tree.parent[node]!, Role.Body).at(-1) === node) return;
    const isEquality = kind === Kind.Binary && nameOf(tree, expression) === "==";
    file.report({
      at: expression,
      severity: isTestPath(file.path) ? "info" : "warning",
      message: `The answer of ${quoteCode(file, expression)} is not used${isTestPath(file.path) ? "; `assert` may be missing" : isEquality ? "; `=` may be meant" : ""}.`,
    });
  },
});
