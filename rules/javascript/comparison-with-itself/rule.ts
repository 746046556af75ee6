// javascript/comparison-with-itself: both sides of an operator are the same expression.

import { Kind, Role, childOf, defineRule, hasEffect, isSameCode, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const equalities: ReadonlySet<string> = new Set(["===", "==", "!==", "!="]);
/** Operators whose result on equal operands is known, with what it is. */
const results: ReadonlyMap<string, string> = new Map([
  ["===", "true"],
  ["==", "true"],
  ["<=", "true"],
  [">=", "true"],
  ["!==", "false"],
  ["!=", "false"],
  ["<", "false"],
  [">", "false"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/comparison-with-itself",
    title: "An expression is compared with itself",
    description: "The result is known beforehand, so a branch is dead or always taken; one side should name something else.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-570", "CWE-571"],
    remediationMinutes: 10,
    equivalents: { eslint: ["no-self-compare", "sonarjs/no-identical-expressions"], oxlint: ["eslint/no-self-compare"] },
  },
  words: [[...results.keys()]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const result = results.get(nameOf(tree, node));
    if (result === undefined) return;
    const left = childOf(tree, node, Role.Left);
    const right = childOf(tree, node, Role.Right);
    if (!isSameCode(tree, left, right) || hasEffect(tree, left)) return;
    // `x !== x` is how one asks for NaN without a call.
    if (equalities.has(nameOf(tree, node)) && mayBeNumber(file, left)) return;
    // So is `x >= x`, which is false for undefined as well.
    if (/^[<>]=$/.test(nameOf(tree, node)) && tree.kind[left] === Kind.Name && file.constant(left) === undefined) return;
    file.report({ at: node, message: `Both sides of \`${nameOf(tree, node)}\` are ${quoteCode(file, left)}: the result is always ${result}.` });
  },
});

function mayBeNumber(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  switch (tree.kind[node]) {
    case Kind.Name:
    case Kind.Subscript:
      return file.constant(node) === undefined;
    case Kind.Attribute:
      return nameOf(tree, node) !== "length" && nameOf(tree, node) !== "size";
    case Kind.TypeAssertion:
      return mayBeNumber(file, childOf(tree, node, Role.Value));
    case Kind.Binary:
      return !/[=<>]|^in/.test(nameOf(tree, node));
    default:
      return false;
  }
}
