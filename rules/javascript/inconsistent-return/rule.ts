// javascript/inconsistent-return: of the branches at the end of a function one forgets to return a value.

import { Flag, Kind, Role, canReachEnd, childOf, childrenOf, defineRule, hasFlag, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Values that a caller takes; the result of a call is often returned only to leave. */
const notTaken: ReadonlySet<number> = new Set([Kind.Call, Kind.Await, Kind.Null]);
/** A call by such a name may well never return. */
const exits = /(?:^|[_.])(?:exit|abort|fail|die|throw|raise|error|never|unreachable|usage|assert)/i;

export const rule = defineRule({
  meta: {
    id: "javascript/inconsistent-return",
    title: "One branch forgets to return a value",
    description: "All other branches at the end of the function return one; behind this one the caller gets undefined.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-394"],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["consistent-return"], oxlint: ["eslint/consistent-return"] },
  },
  words: [],
  kinds: [Kind.FunctionDeclaration, Kind.FunctionExpression, Kind.ArrowFunction],
  check(file, node) {
    const { tree } = file;
    if (hasFlag(tree, node, Flag.Generator | Flag.Constructor)) return;
    const body = childOf(tree, node, Role.Body);
    const last = body === noNode || tree.kind[body] !== Kind.Block ? undefined : childrenOf(tree, body, Role.Body).at(-1);
    if (last === undefined || (tree.kind[last] !== Kind.If && tree.kind[last] !== Kind.Switch)) return;
    const ends = tree.kind[last] === Kind.If ? branchesOf(file, last) : casesOf(file, last);
    const through = ends.filter((list) => list.every((statement) => canReachEnd(tree, statement) || isBreak(file, statement)));
    if (ends.length < 3 || through.length !== 1) return;
    if (!ends.every((list) => list === through[0] || returnsValue(file, list.at(-1)))) return;
    const forgetful = through[0]!.filter((statement) => !isBreak(file, statement)).at(-1);
    if (forgetful !== undefined && doesWork(file, forgetful)) file.report({ at: forgetful, message: "The other branches return a value, and nothing is returned behind this one." });
  },
});

function isBreak({ tree }: FileView, statement: NodeId): boolean {
  return tree.kind[statement] === Kind.Break && childOf(tree, statement, Role.Label) === noNode;
}

function returnsValue({ tree }: FileView, statement: NodeId | undefined): boolean {
  if (statement === undefined || tree.kind[statement] !== Kind.Return) return false;
  const value = childOf(tree, statement, Role.Value);
  return value !== noNode && !notTaken.has(tree.kind[value]!) && textOf(tree, value) !== "undefined";
}

function doesWork({ tree }: FileView, statement: NodeId): boolean {
  if (tree.kind[statement] !== Kind.ExpressionStatement) return false;
  const value = childOf(tree, statement, Role.Expression);
  return tree.kind[value] !== Kind.Call || !exits.test(textOf(tree, childOf(tree, value, Role.Callee)));
}

/** The statements of each branch of an `if … else …`; none where the last `else` is missing. */
function branchesOf({ tree }: FileView, statement: NodeId): NodeId[][] {
  const statementsOf = (block: NodeId): NodeId[] => (tree.kind[block] === Kind.Block ? childrenOf(tree, block, Role.Body) : [block]);
  const found: NodeId[][] = [];
  for (let at = statement; tree.kind[at] === Kind.If; ) {
    found.push(statementsOf(childOf(tree, at, Role.Consequent)));
    const alternate = childOf(tree, at, Role.Alternate);
    if (alternate === noNode) return [];
    if (tree.kind[alternate] !== Kind.If) return [...found, statementsOf(alternate)];
    at = alternate;
  }
  return [];
}

/** The statements of each case; those without any lead into the next. None where there is no `default`. */
function casesOf(file: FileView, node: NodeId): NodeId[][] {
  const { tree } = file;
  const cases = childrenOf(tree, node, Role.Case);
  if (!cases.some((entry) => childOf(tree, entry, Role.Pattern) === noNode)) return [];
  return cases.flatMap((entry, index) => {
    const body = childrenOf(tree, entry, Role.Body);
    const only = body.length === 1 && tree.kind[body[0]!] === Kind.Block ? childrenOf(tree, body[0]!, Role.Body) : body;
    // What runs into the next case is no way of its own.
    const runsOn = index < cases.length - 1 && only.every((statement) => canReachEnd(tree, statement) && !isBreak(file, statement));
    return only.length === 0 || runsOn ? [] : [only];
  });
}
