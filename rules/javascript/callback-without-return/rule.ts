// javascript/callback-without-return: the function that `map`, `filter` and the like call gives nothing back.

import { Flag, Kind, Role, canReachEnd, childOf, childrenOf, defineRule, hasFlag, isKnownArray, nameOf, noNode, ownNodes } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const methods: ReadonlySet<string> = new Set(["map", "filter", "reduce", "reduceRight", "some", "every", "find", "findIndex", "findLast", "findLastIndex", "flatMap"]);

export const rule = defineRule({
  meta: {
    id: "javascript/callback-without-return",
    title: "A callback that has to return a value returns none",
    description: "Every call answers undefined: `map` gives a list of undefined, `filter` an empty one.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-394"],
    precision: { sampled: 6, true: 6, on: "effect 4.1, eslint 10.15, fastify 5.12, knex 3.3, mongoose 9.12, npm 11.21, pino, rxjs 7.8, sequelize 6.37, typeorm 1.1, undici, webpack 5.113, zod 4.6, scripts of sphinx, alembic, SQLAlchemy" },
    remediationMinutes: 5,
    equivalents: { eslint: ["array-callback-return"], oxlint: ["eslint/array-callback-return"] },
  },
  words: [[...methods]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || !methods.has(nameOf(tree, callee))) return;
    const callback = childrenOf(tree, node, Role.Argument)[0];
    if (callback === undefined || (tree.kind[callback] !== Kind.ArrowFunction && tree.kind[callback] !== Kind.FunctionExpression)) return;
    if (hasFlag(tree, callback, Flag.Async | Flag.Generator) || !givesNothing(file, callback)) return;
    // `Effect.map(…)`: a module's function of this name is its own matter.
    const object = childOf(tree, callee, Role.Object);
    if (tree.kind[object] === Kind.Name && (file.scopes.bindingOf(object)?.kind ?? "import") === "import") return;
    const method = nameOf(tree, callee);
    const isArray = isKnownArray(file, object);
    const at = { start: tree.start[callback]!, end: tree.start[childOf(tree, callback, Role.Body)]! + 1 };
    // Others than arrays have methods of these names too; whoever drops the result meant `forEach`.
    const isDropped = tree.kind[tree.parent[node]!] === Kind.ExpressionStatement;
    const advice = isDropped ? "; `forEach` needs none" : "";
    file.report({ at, severity: isDropped ? "info" : "warning", confidence: isArray ? "high" : "medium", message: `\`${method}\` needs what this function returns, and it returns nothing${advice}.` });
  },
});

/** A body with statements, whose end can be reached and that returns no value anywhere. */
function givesNothing(file: FileView, callback: NodeId): boolean {
  const { tree } = file;
  const body = childOf(tree, callback, Role.Body);
  if (tree.kind[body] !== Kind.Block || childrenOf(tree, body).length === 0 || !canReachEnd(tree, body)) return false;
  return !ownNodes(tree, body).some((at) => tree.kind[at] === Kind.Return && childOf(tree, at, Role.Value) !== noNode);
}
