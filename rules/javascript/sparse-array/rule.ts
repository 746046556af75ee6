// javascript/sparse-array: two commas in a row in an array literal.

import { Kind, Role, childrenOf, defineRule } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/sparse-array",
    title: "An array literal has a hole",
    description: "The place counts for the length and reads as undefined, but `map` and `forEach` leave it out: mostly one comma too many.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-665"],
    precision: { sampled: 1, true: 0, on: "three 0.187, effect 4.1, webpack 5.112, eslint 10.15, express 5.3, rxjs 7.8, zod 4.6, lodash 4.18, Django 5.2" },
    isOnByDefault: false,
    remediationMinutes: 2,
    equivalents: { eslint: ["no-sparse-arrays"], oxlint: ["eslint/no-sparse-arrays"] },
  },
  words: [],
  kinds: [Kind.List],
  check(file, node) {
    const { tree } = file;
    const elements = childrenOf(tree, node, Role.Element);
    const holes = elements.filter((element) => tree.kind[element] === Kind.Empty);
    if (holes.length === 0 || tree.role[node] === Role.Target) return;
    // Nothing but holes is an array of a length; a hole in front is a place left out on purpose.
    const isMeant = holes.length === elements.length || tree.kind[elements[0]!] === Kind.Empty;
    if (!isMeant) file.report({ at: node, message: `This array has ${holes.length === 1 ? "a hole" : `${holes.length} holes`} between two commas.` });
  },
});
