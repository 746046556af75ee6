// python/float-equality: the result of arithmetic with fractions is compared exactly.

import { Kind, defineRule, nameOf, quoteCode, roundedSide } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/float-equality",
    title: "The result of arithmetic with fractions is compared exactly",
    description: "Most decimal fractions are stored rounded, so `0.1 + 0.2 == 0.3` is False.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-1339"],
    precision: { sampled: 2, true: 0, on: "aiohttp 3.14, alembic 1.20, black 26.10, celery 5.7, datasette 0.65, httpie 3.2, scrapy 2.19, sphinx 9.0, SQLAlchemy 2.1, Superset 6.1" },
    isOnByDefault: false,
    remediationMinutes: 10,
  },
  words: [["==", "!="]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const operator = nameOf(tree, node);
    if (!/^[!=]=$/.test(operator)) return;
    const rounded = roundedSide(tree, node);
    if (rounded === undefined) return;
    file.report({ at: node, message: `${quoteCode(file, rounded)} is rounded, and \`${operator}\` compares to the last bit.` });
  },
});
