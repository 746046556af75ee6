// python/async-without-need: a private coroutine function that waits for nothing.

import { Flag, Kind, Role, ancestorOf, childOf, childrenOf, defineRule, functionKinds, hasFlag, nameOf, noNode, ownNodesOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const classKinds: ReadonlySet<number> = new Set([Kind.ClassDeclaration]);
const waiting: ReadonlySet<number> = new Set([Kind.Await, Kind.Yield]);

export const rule = defineRule({
  meta: {
    id: "python/async-without-need",
    title: "A private coroutine function waits for nothing",
    description: "Its callers make a coroutine and await it for work that is done at once, and must be coroutines themselves.",
    languages: ["python"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    precision: { sampled: 1, true: 1, on: "aiohttp 3.14, alembic 1.20, black 26.10, celery 5.7, datasette 0.65, httpie 3.2, scrapy 2.19, sphinx 9.0, SQLAlchemy 2.1, Superset 6.1" },
    remediationMinutes: 10,
    equivalents: { ruff: ["RUF029"] },
  },
  words: [],
  kinds: [Kind.FunctionDeclaration],
  check(file, node) {
    const { tree } = file;
    if (!hasFlag(tree, node, Flag.Async) || childOf(tree, node, Role.Decorator) !== noNode) return;
    const body = childOf(tree, node, Role.Body);
    if (isStub(file, body) || ownNodesOf(tree, body).some((at) => waits(file, at))) return;
    const calls = callsOf(file, node);
    // Anyone else may expect a coroutine function: only where every use is seen, and awaited at once, is that not so.
    if (calls === undefined || calls.length === 0 || !calls.every((call) => tree.kind[tree.parent[call]!] === Kind.Await)) return;
    file.report({ at: childOf(tree, node, Role.NameOf), message: `\`${nameOf(tree, node)}\` waits for nothing, so neither it nor the \`await\` of its ${calls.length === 1 ? "caller" : "callers"} is needed.` });
  },
});

function waits({ tree }: FileView, at: NodeId): boolean {
  const kind = tree.kind[at]!;
  if (waiting.has(kind)) return true;
  return (kind === Kind.ForEach || kind === Kind.With || kind === Kind.ComprehensionFor) && hasFlag(tree, at, Flag.Async);
}

/** A body that is still to be written, or only refuses. */
function isStub({ tree }: FileView, body: NodeId): boolean {
  return childrenOf(tree, body, Role.Body).every((statement) => {
    const kind = tree.kind[statement]!;
    return kind === Kind.Empty || kind === Kind.Throw || (kind === Kind.ExpressionStatement && tree.kind[childOf(tree, statement, Role.Expression)] !== Kind.Call);
  });
}

/** Every call of a function that only this file uses; undefined where some use is no call, or others may use it. */
function callsOf(file: FileView, definition: NodeId): NodeId[] | undefined {
  const { tree } = file;
  const name = childOf(tree, definition, Role.NameOf);
  const isNested = ancestorOf(tree, definition, functionKinds) !== noNode;
  if (!isNested && !nameOf(tree, name).startsWith("_")) return undefined;
  const owner = tree.parent[tree.parent[definition]!]!;
  if (classKinds.has(tree.kind[owner]!)) return methodCalls(file, owner, nameOf(tree, name));
  const binding = file.scopes.bindingOf(name);
  if (binding === undefined || binding.declarations.length !== 1 || binding.writes.length > 0) return undefined;
  const calls = binding.reads.map((read) => (tree.role[read] === Role.Callee ? tree.parent[read]! : noNode));
  return calls.includes(noNode) ? undefined : calls;
}

/** A method of a class without bases, whose every mention in the file is `self.name(…)` in that class. */
function methodCalls({ tree }: FileView, owner: NodeId, name: string): NodeId[] | undefined {
  if (childOf(tree, owner, Role.Base) !== noNode || name.startsWith("__")) return undefined;
  const calls: NodeId[] = [];
  for (let at = 1; at < tree.size; at++) {
    if (tree.kind[at] === Kind.String && nameOf(tree, at) === name) return undefined;
    if (tree.kind[at] !== Kind.Attribute || nameOf(tree, at) !== name) continue;
    const object = childOf(tree, at, Role.Object);
    const isOwn = tree.role[at] === Role.Callee && tree.kind[object] === Kind.Name && nameOf(tree, object) === "self" && at > owner && at < tree.subtreeEnd[owner]!;
    if (!isOwn) return undefined;
    calls.push(tree.parent[at]!);
  }
  return calls;
}
