// python/duplicate-dictionary-key: one key stands twice in a dictionary that is written out.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasEffect, hasFlag, isSameCode, nameOf, quoteCode, textOf } from "../../../src/rule-kit/index.ts";
import type { Edit, FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/duplicate-dictionary-key",
    title: "A key stands twice in one dictionary",
    description: "The later value silently replaces the earlier one, so one of the two entries that somebody wrote does nothing.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 1, true: 1, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    fixSafety: "safe",
    equivalents: { ruff: ["F601", "F602"], flake8: ["F601", "F602"], pylint: ["W0109", "duplicate-key"] },
  },
  words: [],
  kinds: [Kind.Dictionary],
  check(file, node) {
    const { tree } = file;
    let earlier = new Map<string, NodeId>();
    for (const pair of childrenOf(tree, node, Role.Element)) {
      // `**defaults` between two entries: the later one overrides what it brought.
      if (tree.kind[pair] !== Kind.Pair) {
        earlier = new Map();
        continue;
      }
      const key = childOf(tree, pair, Role.Key);
      const identity = identityOf(file, key);
      if (identity === undefined) continue;
      const first = earlier.get(identity);
      if (first !== undefined) reportPair(file, first, pair);
      earlier.set(identity, pair);
    }
  },
});

function reportPair(file: FileView, first: NodeId, again: NodeId): void {
  const { tree } = file;
  const [one, other] = [childOf(tree, first, Role.Value), childOf(tree, again, Role.Value)];
  const isSame = isSameCode(tree, one, other);
  const edit = isSame && !hasEffect(tree, one) ? removalOf(file, again) : undefined;
  file.report({
    at: childOf(tree, again, Role.Key),
    severity: isSame ? "info" : "warning",
    message: isSame
      ? `The key ${quoteCode(file, childOf(tree, again, Role.Key))} stands twice with the same value.`
      : `The key ${quoteCode(file, childOf(tree, again, Role.Key))} stands twice; this value replaces ${quoteCode(file, one)}.`,
    trace: [
      { kind: "source", at: first, note: "first entry" },
      { kind: "sink", at: again, note: "replaces it" },
    ],
    ...(edit === undefined ? {} : { fix: { description: "Remove the second entry", safety: "safe" as const, edits: [edit] } }),
  });
}

/** What makes two keys one key; undefined where that is not known. */
function identityOf(file: FileView, key: NodeId): string | undefined {
  const { tree } = file;
  switch (tree.kind[key]) {
    case Kind.String:
      return `${hasFlag(tree, key, Flag.Bytes) ? "bytes" : "text"} ${nameOf(tree, key)}`;
    case Kind.Number:
      return `number ${hasFlag(tree, key, Flag.Imaginary) ? nameOf(tree, key) : Number(nameOf(tree, key))}`;
    case Kind.Boolean:
      // True is 1 and False is 0, also as keys.
      return `number ${nameOf(tree, key) === "true" ? 1 : 0}`;
    case Kind.Null:
      return "none";
    case Kind.Name:
    case Kind.Attribute:
      return hasEffect(tree, key) ? undefined : `code ${textOf(tree, key).replace(/\s+/g, "")}`;
    case Kind.Tuple: {
      const parts = childrenOf(tree, key, Role.Element).map((part) => identityOf(file, part));
      return parts.includes(undefined) ? undefined : `tuple ${JSON.stringify(parts)}`;
    }
    default:
      return undefined;
  }
}

/** From the comma before the entry to its end; undefined where a comment would go with it. */
function removalOf(file: FileView, pair: NodeId): Edit | undefined {
  const { text, start: starts, end: ends } = file.tree;
  const comma = text.lastIndexOf(",", starts[pair]!);
  const end = ends[pair]!;
  return comma < 0 || /\S/.test(text.slice(comma + 1, starts[pair])) ? undefined : { start: comma, end, replacement: "" };
}
