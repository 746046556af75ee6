// python/resource-not-closed: a file is opened, and nothing closes it on any way.

import { Kind, Role, ancestorOf, childOf, defineRule, functionKinds, isTestPath, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { Binding, FileView, NodeId } from "../../../src/rule-kit/index.ts";

const openers: ReadonlySet<string> = new Set(["open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "tarfile.open", "zipfile.ZipFile", "socket.socket", "builtins.open"]);

export const rule = defineRule({
  meta: {
    id: "python/resource-not-closed",
    title: "A file is opened and never closed",
    description: "What was written may not reach the disk, and open files pile up until the system refuses to open another one.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-772"],
    remediationMinutes: 5,
    precision: { sampled: 7, true: 7, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15, pydantic 2.14, httpx 0.28, black 26" },
    equivalents: { ruff: ["SIM115"], pylint: ["R1732", "consider-using-with"] },
    options: { reportReads: { default: true, description: "Also report files that are only read in one expression, as in `open(path).read()`" } },
  },
  words: [["open", "ZipFile", "socket"]],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (!openers.has(file.qualifiedName(callee) ?? "")) return;
    const isChained = isDropped(file, node);
    if (!isChained && !isForgotten(file, node)) return;
    if (isChained && options.reportReads !== true) return;
    file.report({
      at: node,
      severity: isTestPath(file.path) || isChained ? "info" : "warning",
      message: isChained
        ? `Nothing closes the file of ${quoteCode(file, node)}: no name holds it.`
        : `Nothing closes ${quoteCode(file, node)}; a \`with\` would.`,
    });
  },
});

/** `open(path).read()`, `json.load(open(path))` are left to the collector; only the first is sure to be. */
function isDropped(file: FileView, call: NodeId): boolean {
  const { tree } = file;
  const above = tree.parent[call]!;
  if (tree.kind[above] === Kind.Attribute && tree.role[call] === Role.Object) {
    const isCall = tree.kind[tree.parent[above]!] === Kind.Call && tree.role[above] === Role.Callee;
    return isCall && /^(?:read|readlines|readline|write|writelines|extractall|namelist|getnames)$/.test(nameOf(tree, above));
  }
  return (tree.kind[above] === Kind.ForEach || tree.kind[above] === Kind.ComprehensionFor) && tree.role[call] === Role.Iterable;
}

/** Held by a local name that is only read from and written to, and never closed, handed on or kept. */
function isForgotten(file: FileView, call: NodeId): boolean {
  const { tree } = file;
  const assignment = tree.parent[call]!;
  if (tree.kind[assignment] !== Kind.Assignment || tree.kind[tree.parent[assignment]!] !== Kind.ExpressionStatement) return false;
  const target = childOf(tree, assignment, Role.Target);
  if (tree.kind[target] !== Kind.Name || ancestorOf(tree, call, functionKinds) === noNode) return false;
  const binding = file.scopes.bindingOf(target);
  if (binding === undefined || binding.scope.kind !== "function" || binding.writes.length > 1) return false;
  return binding.reads.length > 0 && binding.reads.every((read) => isPlainUse(file, binding, read));
}

function isPlainUse(file: FileView, binding: Binding, read: NodeId): boolean {
  const { tree } = file;
  if (file.scopes.scopeOf(read) !== binding.scope) return false;
  const above = tree.parent[read]!;
  if (tree.kind[above] === Kind.ForEach && tree.role[read] === Role.Iterable) return true;
  if (tree.kind[above] !== Kind.Attribute || tree.role[read] !== Role.Object) return false;
  const isCall = tree.kind[tree.parent[above]!] === Kind.Call && tree.role[above] === Role.Callee;
  return isCall && !/^(?:close|detach|makefile|__exit__)$/.test(nameOf(tree, above));
}
