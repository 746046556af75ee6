// python/float-equality: the result of arithmetic with fractions is compared exactly.

import { Flag, Kind, Role, childOf, defineRule, hasFlag, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "/"]);

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
    const left = childOf(tree, node, Role.Left);
    const right = childOf(tree, node, Role.Right);
    const rounded = [left, right].find((side) => isRounded(file, side));
    if (rounded === undefined) return;
    file.report({ at: node, message: `${quoteCode(file, rounded)} is rounded, and \`${operator}\` compares to the last bit.` });
  },
});

/** Arithmetic with a fraction in it that binary numbers cannot hold. */
function isRounded(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[node] !== Kind.Binary || !arithmetic.has(nameOf(tree, node))) return false;
  return [childOf(tree, node, Role.Left), childOf(tree, node, Role.Right)].some((side) => isInexact(file, side) || isRounded(file, side));
}

function isInexact(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[node] !== Kind.Number || !hasFlag(tree, node, Flag.Float)) return false;
  // A multiple of 2⁻²⁰ is held exactly, and so are sums of such.
  return !Number.isInteger(Number(nameOf(tree, node)) * 2 ** 20);
}
