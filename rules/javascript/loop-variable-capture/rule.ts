// javascript/loop-variable-capture: a function made in a loop keeps a `var` of the loop and later sees its last value.

import { Kind, Role, ancestorOf, childOf, defineRule, isFunctionLike, isWithin, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const loops: ReadonlySet<number> = new Set([Kind.For, Kind.ForEach, Kind.While, Kind.DoWhile]);
/** Functions that call theirs later, when the loop is done. */
const deferring: ReadonlySet<string> = new Set("setTimeout setInterval setImmediate nextTick queueMicrotask requestAnimationFrame addEventListener addListener on once then catch finally push".split(" "));

export const rule = defineRule({
  meta: {
    id: "javascript/loop-variable-capture",
    title: "A function made in a loop sees only the loop's last value",
    description: "`var` is one variable for all rounds: when the functions run, it holds what the last round left.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-1051"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["no-loop-func"], oxlint: ["eslint/no-loop-func"] },
  },
  words: [["var"]],
  kinds: [Kind.FunctionExpression, Kind.ArrowFunction],
  check(file, node) {
    const { tree } = file;
    const loop = loopAround(file, node);
    if (loop === noNode || !runsLater(file, node)) return;
    const seen = new Set<string>();
    for (let at = node + 1; at < tree.subtreeEnd[node]!; at++) {
      if (tree.kind[at] !== Kind.Name || seen.has(nameOf(tree, at)) || !file.scopes.isReference(at)) continue;
      if (!changesWith(file, at, loop)) continue;
      seen.add(nameOf(tree, at));
      file.report({ at, message: `When this function runs, \`${nameOf(tree, at)}\` holds what the last round of the loop left; \`let\` gives each round its own.` });
    }
  },
});

/** The nearest loop with nothing of another function in between. */
function loopAround(file: FileView, node: NodeId): NodeId {
  const { tree } = file;
  for (let at = tree.parent[node]!; at !== 0; at = tree.parent[at]!) {
    if (loops.has(tree.kind[at]!)) return at;
    if (isFunctionLike(tree, at)) return noNode;
  }
  return noNode;
}

function runsLater(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  const parent = tree.parent[node]!;
  if (tree.kind[parent] === Kind.Assignment) return tree.kind[childOf(tree, parent, Role.Target)] !== Kind.Name;
  if (tree.kind[parent] !== Kind.Call || tree.role[node] !== Role.Argument) return false;
  return deferring.has(nameOf(tree, childOf(tree, parent, Role.Callee)));
}

/** A `var` that the loop declares and nothing but the loop's rounds writes. */
function changesWith(file: FileView, name: NodeId, loop: NodeId): boolean {
  const { tree } = file;
  const binding = file.scopes.bindingOf(name);
  const declaration = binding?.declarations[0];
  if (binding?.kind !== "variable" || declaration === undefined || !isWithin(tree, declaration, loop)) return false;
  // A value that every round gives anew needs a `var` of the loop itself; one of a function inside is its own.
  const statement = ancestorOf(tree, declaration, new Set([Kind.VariableDeclaration]));
  if (statement === noNode || nameOf(tree, statement) !== "var" || isWithin(tree, binding.scope.node, loop)) return false;
  const head = tree.kind[loop] === Kind.For ? childOf(tree, loop, Role.Init) : noNode;
  // `for (var i = 0, me = this; …)`: what only the head gives a value keeps it in every round.
  return binding.writes.some((write) => isWithin(tree, write, loop) && (head === noNode || !isWithin(tree, write, head))) && !leavesAtOnce(file, name, loop);
}

/** A loop whose round ends with `return` or `break` makes one function only. */
function leavesAtOnce(file: FileView, node: NodeId, loop: NodeId): boolean {
  const { tree } = file;
  for (let at = tree.parent[node]!; at !== loop && at !== 0; at = tree.parent[at]!) {
    if (tree.kind[at] === Kind.Return) return true;
    if (tree.kind[at] !== Kind.Block || !isWithin(tree, at, loop)) continue;
    for (let next = at + 1; next < tree.subtreeEnd[at]!; next = tree.subtreeEnd[next]!) {
      const isJump = tree.kind[next] === Kind.Return || tree.kind[next] === Kind.Break;
      if (isJump && next > node) return true;
    }
  }
  return false;
}
