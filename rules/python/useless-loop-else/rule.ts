// python/useless-loop-else: the `else` of a loop without `break`, which always runs.

import { Kind, Role, childOf, defineRule, hasBreak, noNode, ownNodesOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/useless-loop-else",
    title: "The `else` of a loop without `break` always runs",
    description: "It reads like the case of no rounds or of a failed search, but it runs after every loop; mostly a `break` was forgotten.",
    languages: ["python"],
    category: "maintainability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 1, true: 1, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    equivalents: { pylint: ["W0120", "useless-else-on-loop"], ruff: ["PLW0120"] },
  },
  words: [],
  kinds: [Kind.ForEach, Kind.While],
  check(file, node) {
    const { tree } = file;
    const orElse = childOf(tree, node, Role.Alternate);
    if (orElse === noNode || hasBreak(tree, node)) return;
    // Where a `return` leaves the loop, the `else` is a matter of taste: it says "not found" and is right.
    const body = ownNodesOf(tree, childOf(tree, node, Role.Body));
    if (body.some((at) => tree.kind[at] === Kind.Return || tree.kind[at] === Kind.Throw)) return;
    const before = tree.text.slice(tree.end[childOf(tree, node, Role.Body)], tree.start[orElse]);
    const start = tree.end[childOf(tree, node, Role.Body)]! + Math.max(before.lastIndexOf("else"), 0);
    file.report({ at: { start, end: start + "else".length }, message: "This `else` always runs after the loop, since nothing in the loop breaks out of it." });
  },
});
