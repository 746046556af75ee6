// python/comparison-with-itself: both sides of a comparison, or of an `and` or `or`, are the same expression.

import { Flag, Kind, Role, ancestorOf, childOf, defineRule, hasEffect, hasFlag, isSameCode, isTestPath, nameOf, quoteCode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const literals: ReadonlySet<number> = new Set([Kind.Number, Kind.String, Kind.Boolean, Kind.Null]);
const statements: ReadonlySet<number> = new Set([Kind.If, Kind.While, Kind.Return, Kind.Assignment, Kind.ExpressionStatement, Kind.FunctionDeclaration]);

export const rule = defineRule({
  meta: {
    id: "python/comparison-with-itself",
    title: "Something is compared or combined with itself",
    description: "The answer is always the same, so the check does not check anything; mostly one side was meant to be something else.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-570"],
    remediationMinutes: 5,
    precision: { sampled: 2, true: 2, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    equivalents: { ruff: ["PLR0124"], pylint: ["R0124", "comparison-with-itself"] },
  },
  words: [],
  kinds: [Kind.Binary, Kind.Logical],
  check(file, node) {
    const { tree } = file;
    const isLogical = tree.kind[node] === Kind.Logical;
    if (!isLogical && !hasFlag(tree, node, Flag.Comparison)) return;
    const right = childOf(tree, node, Role.Right);
    const left = isLogical ? equalOperand(file, node, right) : childOf(tree, node, Role.Left);
    if (left === undefined || !isSameCode(tree, left, right) || hasEffect(tree, left)) return;
    // Two equal literals are written on purpose, in queries and switches; tests compare to try `__eq__`.
    if (literals.has(tree.kind[left]!) || (!isLogical && (isTestPath(file.path) || isAboutNan(file, node)))) return;
    file.report({
      at: node,
      message: isLogical
        ? `${quoteCode(file, right)} stands twice in this \`${nameOf(tree, node)}\`.`
        : `${quoteCode(file, left)} is compared with itself.`,
    });
  },
});

/** In `a or b or a` the operands of one operator stand to the left of each other. */
function equalOperand(file: FileView, node: NodeId, right: NodeId): NodeId | undefined {
  const { tree } = file;
  let at = childOf(tree, node, Role.Left);
  for (; tree.kind[at] === Kind.Logical && nameOf(tree, at) === nameOf(tree, node); at = childOf(tree, at, Role.Left)) {
    const operand = childOf(tree, at, Role.Right);
    if (isSameCode(tree, operand, right)) return operand;
    // What stands between may change what the second look finds.
    if (hasEffect(tree, operand)) return undefined;
  }
  return isSameCode(tree, at, right) ? at : undefined;
}

/** `x != x` is how one asks for NaN without importing anything; who means it says so nearby. */
function isAboutNan(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  const around = ancestorOf(tree, node, statements);
  const { text } = tree;
  const lineStart = text.lastIndexOf("\n", text.lastIndexOf("\n", tree.start[node]! - 1) - 1) + 1;
  const lineEnd = text.indexOf("\n", tree.end[node]!);
  const sides = textOf(tree, childOf(tree, node, Role.Left)).replaceAll(/\W/g, "\\$&");
  if (new RegExp(`isinstance\\(${sides}, (?:float|\\([^)]*float)`).test(textOf(tree, around))) return true;
  return /nan\b|[Nn]a[Nn]/.test(text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd) + textOf(tree, around).slice(0, 200));
}
