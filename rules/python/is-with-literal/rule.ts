// python/is-with-literal: `is` compares with a value that is written out.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const literals: ReadonlySet<number> = new Set([
  Kind.Number, Kind.String, Kind.StringConcatenation, Kind.TemplateString, Kind.List, Kind.Dictionary, Kind.Set, Kind.Tuple, Kind.Comprehension,
]);

export const rule = defineRule({
  meta: {
    id: "python/is-with-literal",
    title: "A literal is compared by identity",
    description: "Whether two equal numbers or strings are one object depends on the interpreter, so the comparison works by luck.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-595"],
    precision: { sampled: 2, true: 2, on: "aiohttp 3.14, alembic 1.20, black 26.10, celery 5.7, datasette 0.65, httpie 3.2, scrapy 2.19, sphinx 9.0, SQLAlchemy 2.1, Superset 6.1" },
    remediationMinutes: 2,
    fixSafety: "unsafe",
    equivalents: { ruff: ["F632"], flake8: ["F632"], pylint: ["R0123", "literal-comparison"] },
  },
  words: [["is", "is not"]],
  kinds: [Kind.Binary, Kind.ComparisonChain],
  check(file, node) {
    const { tree } = file;
    if (tree.kind[node] === Kind.Binary) {
      checkPair(file, childOf(tree, node, Role.Left), nameOf(tree, node), childOf(tree, node, Role.Right));
      return;
    }
    const parts = childrenOf(tree, node);
    for (let index = 1; index + 1 < parts.length; index += 2) checkPair(file, parts[index - 1]!, nameOf(tree, parts[index]!), parts[index + 1]!);
  },
});

function checkPair(file: FileView, left: NodeId, operator: string, right: NodeId): void {
  const { tree } = file;
  if (operator !== "is" && operator !== "is not") return;
  const literal = [right, left].find((side) => literals.has(tree.kind[side]!));
  if (literal === undefined) return;
  const wanted = operator === "is" ? "==" : "!=";
  const between = tree.text.slice(tree.end[left], tree.start[right]);
  const found = /^([\s)]*)(is(?:\s+not)?)\b[\s(]*$/.exec(between);
  const start = tree.end[left]! + (found?.[1]?.length ?? 0);
  file.report({
    at: { start: tree.start[left]!, end: tree.end[right]! },
    message: `\`${operator}\` asks whether ${quoteCode(file, literal)} is the same object; \`${wanted}\` asks whether it is equal.`,
    ...(found === null
      ? {}
      : { fix: { description: `Compare with \`${wanted}\``, safety: "unsafe" as const, edits: [{ start, end: start + found[2]!.length, replacement: wanted }] } }),
  });
}
