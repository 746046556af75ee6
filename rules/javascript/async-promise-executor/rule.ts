// javascript/async-promise-executor: `new Promise(async …)` loses the errors of its executor.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasFlag } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const functions: ReadonlySet<number> = new Set([Kind.ArrowFunction, Kind.FunctionExpression]);

export const rule = defineRule({
  meta: {
    id: "javascript/async-promise-executor",
    title: "The executor of a promise is an async function",
    description: "An error in it rejects a promise that nobody holds, and the one that was made stays pending for ever.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-755"],
    precision: { sampled: 4, true: 4, on: "three 0.187, effect 4.1, webpack 5.112, eslint 10.15, express 5.3, rxjs 7.8, zod 4.6, lodash 4.18, Django 5.2" },
    remediationMinutes: 15,
    equivalents: { eslint: ["no-async-promise-executor"], oxlint: ["eslint/no-async-promise-executor"] },
  },
  words: [["Promise"]],
  kinds: [Kind.New],
  check(file, node) {
    const { tree } = file;
    if (file.qualifiedName(childOf(tree, node, Role.Callee)) !== "Promise") return;
    const executor = childrenOf(tree, node, Role.Argument)[0];
    if (executor === undefined || !functions.has(tree.kind[executor]!) || !hasFlag(tree, executor, Flag.Async)) return;
    if (catchesEverything(file, executor)) return;
    const start = tree.start[executor]!;
    file.report({ at: { start, end: start + "async".length }, message: "An error in this async executor is lost, and the promise never settles." });
  },
});

/** A body that is one `try` with a `catch` rejects by hand. */
function catchesEverything(file: FileView, executor: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, executor, Role.Body);
  const statements = childrenOf(tree, body, Role.Body);
  const last = statements.at(-1);
  if (last === undefined || tree.kind[body] !== Kind.Block || tree.kind[last] !== Kind.Try || childrenOf(tree, last, Role.Handler).length === 0) return false;
  return statements.slice(0, -1).every((statement) => tree.kind[statement] === Kind.VariableDeclaration || tree.kind[statement] === Kind.FunctionDeclaration);
}
