// python/unreachable-code: statements behind a `return`, `raise`, `break` or `continue` that control never reaches.

import { Kind, Role, childrenOf, defineRule, endsFlow, isTestPath, ownNodesOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/unreachable-code",
    title: "Code that is never reached",
    description: "It looks as if it did something and is kept up to date for nothing; often the statement that leaves was put in the wrong place.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-561"],
    remediationMinutes: 5,
    precision: { sampled: 3, true: 3, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    fixSafety: "unsafe",
    equivalents: { pylint: ["W0101", "unreachable"], ruff: ["PLW0101"] },
  },
  words: [],
  kinds: [Kind.Program, Kind.Block],
  check(file, node) {
    const { tree } = file;
    const statements = childrenOf(tree, node, Role.Body);
    const index = statements.findIndex((statement) => endsFlow(tree, statement));
    const first = index < 0 ? undefined : statements[index + 1];
    if (first === undefined || isDisguise(file, first, statements.at(-1)!)) return;
    const last = statements.at(-1)!;
    const removal = removalOf(file, first, last);
    file.report({
      at: { start: tree.start[first]!, end: tree.end[first]! },
      severity: isTestPath(file.path) ? "info" : "warning",
      message: `This is never reached: the ${wordOf(tree.kind[statements[index]!]!)} before it always leaves.`,
      trace: [
        { kind: "source", at: statements[index]!, note: "always leaves" },
        { kind: "sink", at: first, note: "never reached" },
      ],
      ...(removal === undefined ? {} : { fix: { description: "Remove what is never reached", safety: "unsafe" as const, edits: [removal] } }),
    });
  },
});

/** A `yield` that is never reached makes a generator; `assert False` and a `raise` of AssertionError say the same as this rule. */
function isDisguise(file: FileView, first: NodeId, last: NodeId): boolean {
  const { tree } = file;
  const statements = childrenOf(tree, tree.parent[first]!, Role.Body).filter((statement) => statement >= first && statement <= last);
  if (statements.some((statement) => ownNodesOf(tree, statement).some((node) => tree.kind[node] === Kind.Yield))) return true;
  // `raise NotImplementedError` above the body of an abstract method or a test that is switched off, `pass` for a debugger.
  return tree.kind[first] === Kind.Assert || tree.kind[first] === Kind.Throw || tree.kind[first] === Kind.Empty;
}

function wordOf(kind: number): string {
  switch (kind) {
    case Kind.Return:
      return "`return`";
    case Kind.Throw:
      return "`raise`";
    case Kind.Break:
      return "`break`";
    case Kind.Continue:
      return "`continue`";
    case Kind.If:
      return "`if`";
    case Kind.While:
      return "endless loop";
    default:
      return "statement";
  }
}

/** From the end of the statement that leaves to the end of the block; undefined where a comment would go with it. */
function removalOf(file: FileView, first: NodeId, last: NodeId): { start: number; end: number; replacement: string } | undefined {
  const { tree } = file;
  const { text } = tree;
  const start = text.lastIndexOf("\n", tree.start[first]! - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(tree.end[last]!));
  if (text.slice(start, tree.start[first]).trim() !== "" || rest === null) return undefined;
  const end = tree.end[last]! + rest[0].length;
  return tree.comments.some((comment) => comment.start >= start && comment.start < end) ? undefined : { start, end, replacement: "" };
}
