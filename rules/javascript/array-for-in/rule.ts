// javascript/array-for-in: `for (… in array)` goes over the names of an array's properties.

import { Kind, Role, childOf, defineRule, isKnownArray, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/array-for-in",
    title: "An array is gone over with for-in",
    description: "The variable gets the indexes as texts, and every other property of the array or of its prototype besides.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-704"],
    precision: { sampled: 1, true: 1, on: "three 0.187, effect 4.1, webpack 5.112, eslint 10.15, express 5.3, rxjs 7.8, zod 4.6, lodash 4.18, Django 5.2" },
    remediationMinutes: 5,
    equivalents: { eslint: ["guard-for-in", "@typescript-eslint/no-for-in-array"], oxlint: ["typescript/no-for-in-array"] },
  },
  words: [["in"]],
  kinds: [Kind.ForEach],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "in") return;
    const iterable = childOf(tree, node, Role.Iterable);
    if (!isKnownArray(file, iterable)) return;
    file.report({ at: iterable, message: `\`for … in\` gives the indexes of the array ${quoteCode(file, iterable)} as texts; its elements come with \`of\`.` });
  },
});
