// python/missing-await: a coroutine is made and dropped, so that what it was to do never happens.

import { Flag, Kind, Role, ancestorOf, childOf, childrenOf, defineRule, functionKinds, hasFlag, nameOf, noNode, quoteCode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const classKinds: ReadonlySet<number> = new Set([Kind.ClassDeclaration]);
/** Coroutine functions of the standard library that do nothing until they are awaited. */
const known: ReadonlySet<string> = new Set([
  "asyncio.sleep", "asyncio.wait", "asyncio.wait_for", "asyncio.to_thread", "asyncio.open_connection", "asyncio.start_server",
  "asyncio.create_subprocess_exec", "asyncio.create_subprocess_shell",
]);

export const rule = defineRule({
  meta: {
    id: "python/missing-await",
    title: "A coroutine is called and its result dropped",
    description: "Calling an `async def` only makes a coroutine; without `await` or a task nothing of it runs, and errors go unseen.",
    languages: ["python"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
    fixSafety: "unsafe",
    equivalents: { pylint: ["unawaited-coroutine"], ruff: ["RUF006"] },
  },
  words: [],
  kinds: [Kind.ExpressionStatement],
  check(file, node) {
    const { tree } = file;
    const call = childOf(tree, node, Role.Expression);
    if (call === noNode || tree.kind[call] !== Kind.Call) return;
    const callee = childOf(tree, call, Role.Callee);
    if (!isCoroutine(file, callee)) return;
    const owner = ancestorOf(tree, node, functionKinds);
    const isInAsync = owner !== noNode && hasFlag(tree, owner, Flag.Async);
    const start = tree.start[call]!;
    file.report({
      at: call,
      message: `\`${textOf(tree, callee).replace(/\s+/g, "")}\` is a coroutine function: without \`await\`, ${quoteCode(file, call)} does nothing.`,
      ...(isInAsync ? { fix: { description: "Await it", safety: "unsafe" as const, edits: [{ start, end: start, replacement: "await " }] } } : {}),
    });
  },
});

function isCoroutine(file: FileView, callee: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[callee] === Kind.Attribute) return known.has(file.qualifiedName(callee) ?? "") || isOwnMethod(file, callee);
  if (tree.kind[callee] !== Kind.Name) return false;
  const binding = file.scopes.bindingOf(callee);
  if (binding === undefined) return false;
  if (binding.kind === "import") return known.has(file.qualifiedName(callee) ?? "");
  // A name with several definitions may mean another one; a decorator may hand back something that runs by itself.
  if (binding.kind !== "function" || binding.declarations.length !== 1 || binding.writes.length > 0) return false;
  return isPlainAsync(file, tree.parent[binding.declarations[0]!]!);
}

function isPlainAsync(file: FileView, definition: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[definition] !== Kind.FunctionDeclaration || !hasFlag(tree, definition, Flag.Async)) return false;
  return childOf(tree, definition, Role.Decorator) === noNode;
}

/** `self.send()` where the class around it defines `send` once, and as a coroutine. */
function isOwnMethod(file: FileView, callee: NodeId): boolean {
  const { tree } = file;
  const object = childOf(tree, callee, Role.Object);
  if (tree.kind[object] !== Kind.Name || nameOf(tree, object) !== "self") return false;
  const owner = ancestorOf(tree, callee, classKinds);
  if (owner === noNode) return false;
  const name = nameOf(tree, callee);
  const body = childrenOf(tree, childOf(tree, owner, Role.Body), Role.Body);
  const methods = body.filter((member) => tree.kind[member] === Kind.FunctionDeclaration && nameOf(tree, member) === name);
  if (methods.length !== 1 || !isPlainAsync(file, methods[0]!)) return false;
  const mention = new RegExp(`\\b${name}\\b`);
  return !body.some((member) => tree.kind[member] !== Kind.FunctionDeclaration && mention.test(textOf(tree, member)));
}
