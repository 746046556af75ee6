// javascript/missing-await: the promise of an async function of this file is dropped, or taken for its result.

import { Flag, Kind, Role, ancestorOf, childOf, childrenOf, defineRule, hasFlag, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const functions: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction, Kind.StaticBlock]);
const conditions: ReadonlySet<number> = new Set([Kind.If, Kind.While, Kind.DoWhile, Kind.Conditional]);

export const rule = defineRule({
  meta: {
    id: "javascript/missing-await",
    title: "The promise of an async function is not awaited",
    description: "What follows runs before the function is done, its errors are nobody's, and a promise as a condition is always true.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-252"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    // Of the dropped ones in vite, vitest, three and get-stream most were started to run alongside, on purpose.
    options: { reportDropped: { default: false, description: "Also report calls whose promise is dropped where it could be awaited" } },
    supersedes: ["javascript/misused-promise", "javascript/unhandled-promise"],
    equivalents: { eslint: ["@typescript-eslint/no-floating-promises", "@typescript-eslint/no-misused-promises"] },
  },
  words: [],
  kinds: [Kind.Call],
  check(file, node, options) {
    const { tree } = file;
    const use = useOf(file, node);
    if (use === "dropped" && options.reportDropped !== true) return;
    if (use === undefined || !callsAsync(file, node)) return;
    // Where `await` cannot be written, starting without waiting is the only way.
    const outer = ancestorOf(tree, node, functions);
    const canAwait = outer !== noNode && hasFlag(tree, outer, Flag.Async);
    if (!canAwait && use === "dropped") return;
    const callee = quoteCode(file, childOf(tree, node, Role.Callee));
    const fix = { description: "Await it", safety: "unsafe" as const, edits: [{ start: tree.start[node]!, end: tree.start[node]!, replacement: "await " }] };
    const message = use === "dropped" ? `The promise of ${callee}, an async function, is dropped: nothing waits for it or sees its errors.` : `${callee} is async: its promise as a condition is always true.`;
    file.report({ at: node, confidence: use === "dropped" ? "medium" : "high", message, ...(canAwait ? { fix } : {}) });
  },
});

/** A statement of its own, or a condition; through `!`, `&&` and `||`. */
function useOf(file: FileView, call: NodeId): "dropped" | "asked" | undefined {
  const { tree } = file;
  const parent = tree.parent[call]!;
  if (tree.kind[parent] === Kind.ExpressionStatement) return "dropped";
  if (tree.kind[parent] === Kind.Unary) return nameOf(tree, parent) === "!" ? "asked" : undefined;
  let at = call;
  while (tree.kind[tree.parent[at]!] === Kind.Logical && nameOf(tree, tree.parent[at]!) !== "??") at = tree.parent[at]!;
  return tree.role[at] === Role.Test && conditions.has(tree.kind[tree.parent[at]!]!) ? "asked" : undefined;
}

function callsAsync(file: FileView, call: NodeId): boolean {
  const { tree } = file;
  const callee = childOf(tree, call, Role.Callee);
  if (tree.kind[callee] === Kind.Name) {
    const binding = file.scopes.bindingOf(callee);
    if (binding === undefined || binding.declarations.length !== 1) return false;
    return isAsync(file, definitionOf(file, binding.declarations[0]!, binding.writes.length));
  }
  const object = tree.kind[callee] === Kind.Attribute ? childOf(tree, callee, Role.Object) : noNode;
  return object !== noNode && tree.kind[object] === Kind.This && isAsync(file, methodOf(file, call, nameOf(tree, callee)));
}

/** The function that a name stands for, given the node that declares it; `noNode` where it may change. */
function definitionOf(file: FileView, declaration: NodeId, writes: number): NodeId {
  const { tree } = file;
  const parent = tree.parent[declaration]!;
  if (tree.kind[parent] === Kind.FunctionDeclaration && tree.role[declaration] === Role.NameOf) return writes === 0 ? parent : noNode;
  if (tree.kind[declaration] === Kind.FunctionDeclaration) return writes === 0 ? declaration : noNode;
  return tree.kind[parent] === Kind.VariableDeclarator && writes === 1 ? childOf(tree, parent, Role.Value) : noNode;
}

/** The method of the class around the call. A function in between has a `this` of its own, an arrow has not. */
function methodOf(file: FileView, call: NodeId, name: string): NodeId {
  const { tree } = file;
  let at = call;
  do at = tree.parent[at]!;
  while (at !== 0 && (!functions.has(tree.kind[at]!) || tree.kind[at] === Kind.ArrowFunction));
  const method = tree.parent[at]!;
  if (tree.kind[at] !== Kind.FunctionExpression || tree.kind[method] !== Kind.Method) return noNode;
  const isStatic = hasFlag(tree, method, Flag.Static);
  const found = childrenOf(tree, tree.parent[method]!).filter((member) => tree.kind[member] === Kind.Method && nameOf(tree, member) === name && hasFlag(tree, member, Flag.Static) === isStatic);
  return found.length === 1 && !hasFlag(tree, found[0]!, Flag.Getter) ? childOf(tree, found[0]!, Role.Value) : noNode;
}

/** Async, no generator, and not a function that catches all of its own errors, which may well run alongside. */
function isAsync(file: FileView, definition: NodeId): boolean {
  const { tree } = file;
  return definition !== noNode && functions.has(tree.kind[definition]!) && hasFlag(tree, definition, Flag.Async) && !hasFlag(tree, definition, Flag.Generator);
}
