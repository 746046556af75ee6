// python/duplicate-branch: a branch that can never run because an earlier one asks the same, or a choice between equal branches.

import { Flag, Kind, Role, childOf, defineRule, hasEffect, hasFlag, isSameCode, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/duplicate-branch",
    title: "A branch repeats another one",
    description: "A condition that was asked before never decides anything, and a choice between equal branches is none.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-561"],
    remediationMinutes: 10,
    precision: { sampled: 10, true: 10, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    equivalents: { ruff: ["RUF034", "SIM114"] },
    options: { reportEqualNeighbours: { default: false, description: "Also report neighbouring branches with the same body, which one condition with `or` could replace" } },
  },
  words: [],
  kinds: [Kind.If, Kind.Conditional],
  check(file, node, options) {
    const { tree } = file;
    if (tree.kind[node] === Kind.Conditional) {
      const [yes, no] = [childOf(tree, node, Role.Consequent), childOf(tree, node, Role.Alternate)];
      if (isSameCode(tree, yes, no)) file.report({ at: node, message: `Both outcomes of this condition are ${quoteCode(file, yes)}.` });
      return;
    }
    if (hasFlag(tree, node, Flag.Elif)) return;
    const { branches, last } = chainOf(file, node);
    reportConditions(file, branches);
    const bodies = [...branches.map((branch) => childOf(tree, branch, Role.Consequent)), ...(last === noNode ? [] : [last])];
    const isSame = bodies.map((body, index) => index > 0 && isSameBody(file, bodies[index - 1]!, body));
    if (last !== noNode && bodies.length > 1 && isSame.slice(1).every(Boolean)) {
      file.report({ at: childOf(tree, node, Role.Test), message: "All branches of this `if` do the same." });
    } else if (options.reportEqualNeighbours === true) {
      bodies.forEach((body, index) => {
        if (isSame[index]!) file.report({ at: body, severity: "info", message: "This branch does the same as the one before it." });
      });
    }
  },
});

/** The `if` and its `elif`s, and the block of the `else`. */
function chainOf(file: FileView, start: NodeId): { branches: NodeId[]; last: NodeId } {
  const { tree } = file;
  const branches = [start];
  let last = childOf(tree, start, Role.Alternate);
  while (last !== noNode && tree.kind[last] === Kind.If) {
    branches.push(last);
    last = childOf(tree, last, Role.Alternate);
  }
  return { branches, last };
}

function reportConditions(file: FileView, branches: readonly NodeId[]): void {
  const { tree } = file;
  const tests = branches.map((branch) => childOf(tree, branch, Role.Test));
  // A condition that calls something may change what the next one finds.
  const effectAt = tests.findIndex((test) => hasEffect(tree, test));
  const pure = effectAt < 0 ? tests : tests.slice(0, effectAt);
  pure.forEach((test, index) => {
    const earlier = pure.slice(0, index).find((other) => isSameCode(tree, other, test));
    if (earlier === undefined) return;
    file.report({
      at: test,
      message: `This branch never runs: ${quoteCode(file, test)} was asked before in the same chain.`,
      trace: [
        { kind: "source", at: earlier, note: "asked first" },
        { kind: "sink", at: test, note: "asked again" },
      ],
    });
  });
}

/** Equal code; a comment in one of them tells the two apart on purpose. */
function isSameBody(file: FileView, left: NodeId, right: NodeId): boolean {
  const { tree } = file;
  if (!isSameCode(tree, left, right)) return false;
  // A block begins at its first statement; the comment above that stands behind the condition.
  const from = tree.end[childOf(tree, tree.parent[left]!, Role.Test)]!;
  return !tree.comments.some(({ start }) => start >= from && start < lineEnd(tree.text, tree.end[right]!));
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}
