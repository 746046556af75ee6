// python/exception-not-raised: an exception is made and dropped, or `NotImplemented` is raised, which is none.

import { Kind, Role, childOf, defineRule, isTestPath, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const exceptionName = /^(?:builtins\.)?(?:BaseException|Exception|[A-Z][a-z]\w*Error|OSError|EOFError|IOError|StopIteration|KeyboardInterrupt|SystemExit)$/;

export const rule = defineRule({
  meta: {
    id: "python/exception-not-raised",
    title: "An exception is made and not raised",
    description: "Without `raise` the statement does nothing, and the program goes on as if all were well.",
    languages: ["python"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-390"],
    remediationMinutes: 2,
    precision: { sampled: 3, true: 3, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    fixSafety: "unsafe",
    equivalents: { ruff: ["PLW0133", "F901"], flake8: ["F901"], pylint: ["W0133", "E0711", "pointless-exception-statement", "notimplemented-raised"] },
  },
  words: [],
  kinds: [Kind.ExpressionStatement, Kind.Throw],
  check(file, node) {
    const { tree } = file;
    if (tree.kind[node] === Kind.Throw) {
      checkRaised(file, node);
      return;
    }
    const call = childOf(tree, node, Role.Expression);
    if (call === noNode || tree.kind[call] !== Kind.Call) return;
    const callee = childOf(tree, call, Role.Callee);
    // Only Python's own classes, bound by nothing in the file: what another one does when it is made is not known.
    if (tree.kind[callee] !== Kind.Name || file.scopes.bindingOf(callee) !== undefined || !exceptionName.test(file.qualifiedName(callee) ?? "")) return;
    const start = tree.start[call]!;
    file.report({
      at: call,
      severity: isTestPath(file.path) ? "info" : "error",
      message: `${quoteCode(file, call)} is made and dropped; \`raise\` is missing.`,
      fix: { description: "Raise it", safety: "unsafe", edits: [{ start, end: start, replacement: "raise " }] },
    });
  },
});

/** `raise NotImplemented` ends in a TypeError that says nothing of what is missing. */
function checkRaised(file: FileView, node: NodeId): void {
  const { tree } = file;
  const value = childOf(tree, node, Role.Value);
  if (value === noNode) return;
  const name = tree.kind[value] === Kind.Call ? childOf(tree, value, Role.Callee) : value;
  if (file.qualifiedName(name) !== "NotImplemented") return;
  file.report({
    at: value,
    severity: "warning",
    message: "`NotImplemented` is no exception; `NotImplementedError` is meant.",
    fix: { description: "Raise `NotImplementedError`", safety: "unsafe", edits: [{ start: tree.start[name]!, end: tree.end[name]!, replacement: "NotImplementedError" }] },
  });
}
