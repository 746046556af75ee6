// javascript/floating-promise: a promise that is one for certain is made and dropped.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Functions of the platform that always answer with a promise which may be rejected. */
const makers: ReadonlySet<string> = new Set(["fetch", "Promise.all", "Promise.any", "Promise.race", "Promise.reject", "import"]);
const modules = /^(?:node:)?(?:fs\/promises|stream\/promises|dns\/promises|readline\/promises|fs\.promises)\./;
/** They hand the promise on; `catch` and a second function of `then` see to its errors. */
const links: ReadonlySet<string> = new Set(["then", "finally"]);

export const rule = defineRule({
  meta: {
    id: "javascript/floating-promise",
    title: "A promise is dropped",
    description: "Nothing waits for it, and where it is rejected nothing handles that: a server may end, a page goes on as if all were well.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-755"],
    precision: { sampled: 5, true: 5, on: "effect 4.1, eslint 10.15, fastify 5.12, knex 3.3, mongoose 9.12, npm 11.21, pino, rxjs 7.8, sequelize 6.37, typeorm 1.1, undici, webpack 5.113, zod 4.6, scripts of sphinx, alembic, SQLAlchemy" },
    remediationMinutes: 10,
    supersedes: ["javascript/unhandled-promise"],
    equivalents: { eslint: ["@typescript-eslint/no-floating-promises", "promise/catch-or-return"], oxlint: ["typescript/no-floating-promises"] },
  },
  words: [["Promise", "fetch", "then", "finally", "promises", "fs/promises", "node:fs/promises", "node:stream/promises", "node:dns/promises", "stream/promises"]],
  kinds: [Kind.ExpressionStatement],
  check(file, node) {
    const promise = childOf(file.tree, node, Role.Expression);
    const made = promise === noNode ? noNode : sourceOf(file, promise);
    if (made === noNode) return;
    const { tree } = file;
    const end = tree.kind[made] === Kind.New ? tree.start[made]! + "new Promise".length : tree.end[tree.kind[made] === Kind.Call ? childOf(tree, made, Role.Callee) : made]!;
    file.report({ at: { start: tree.start[made]!, end }, message: `The promise of ${quoteCode(file, tree.kind[made] === Kind.Call ? childOf(tree, made, Role.Callee) : made)} is dropped: nothing waits for it or sees its errors.` });
  },
});

/** The expression that makes the promise, where no link of the chain sees to its errors; else `noNode`. */
function sourceOf(file: FileView, promise: NodeId): NodeId {
  const { tree } = file;
  for (let at = promise; ; ) {
    if (makesPromise(file, at)) return at;
    if (tree.kind[at] !== Kind.Call) return noNode;
    const callee = childOf(tree, at, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || !links.has(nameOf(tree, callee))) return noNode;
    if (nameOf(tree, callee) === "then" && childrenOf(tree, at, Role.Argument).length > 1) return noNode;
    at = childOf(tree, callee, Role.Object);
  }
}

function makesPromise(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[node] === Kind.ImportExpression) return tree.kind[tree.parent[node]!] !== Kind.ExpressionStatement;
  if (tree.kind[node] === Kind.New) return isRejecting(file, node);
  if (tree.kind[node] !== Kind.Call) return false;
  const name = file.qualifiedName(childOf(tree, node, Role.Callee));
  return name !== undefined && (makers.has(name) || modules.test(name));
}

/** `new Promise((resolve, reject) => …)`: one without `reject` is rejected by a throw alone. */
function isRejecting(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  if (file.qualifiedName(childOf(tree, node, Role.Callee)) !== "Promise") return false;
  const executor = childrenOf(tree, node, Role.Argument)[0];
  return executor !== undefined && childrenOf(tree, executor, Role.Parameter).length > 1;
}
