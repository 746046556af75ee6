// javascript/comparison-with-new-object: `x === []` is false for every x.

import { Kind, Role, childOf, defineRule, isFunctionLike, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";

const objects: ReadonlySet<number> = new Set([Kind.List, Kind.Dictionary, Kind.Regex, Kind.ClassExpression, Kind.New]);
const operators: ReadonlyMap<string, string> = new Map([
  ["===", "false"],
  ["!==", "true"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/comparison-with-new-object",
    title: "A value is compared with an object made on the spot",
    description: "Objects are equal to themselves alone, so the comparison never finds what it looks for.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-1025"],
    remediationMinutes: 5,
    equivalents: { eslint: ["no-constant-binary-expression"], oxlint: ["eslint/no-constant-binary-expression"] },
  },
  words: [[...operators.keys()]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const result = operators.get(nameOf(tree, node));
    if (result === undefined) return;
    const made = [childOf(tree, node, Role.Left), childOf(tree, node, Role.Right)].find((side) => objects.has(tree.kind[side]!) || isFunctionLike(tree, side));
    if (made !== undefined) file.report({ at: node, message: `${quoteCode(file, made)} is a new object and equal to nothing else: this is always ${result}.` });
  },
});
