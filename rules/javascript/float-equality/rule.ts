// javascript/float-equality: the result of arithmetic with fractions is compared exactly.

import { Kind, defineRule, nameOf, quoteCode, roundedSide } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/float-equality",
    title: "The result of arithmetic with fractions is compared exactly",
    description: "Most decimal fractions are stored rounded, so `0.1 + 0.2 === 0.3` is false.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-1339"],
    remediationMinutes: 10,
  },
  words: [["===", "==", "!==", "!="]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const operator = nameOf(tree, node);
    if (!/^[!=]==?$/.test(operator)) return;
    const rounded = roundedSide(tree, node);
    if (rounded === undefined) return;
    file.report({ at: node, message: `${quoteCode(file, rounded)} is rounded, and \`${operator}\` compares to the last bit.` });
  },
});
