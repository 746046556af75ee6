// javascript/comparison-with-itself: both sides of an operator are the same expression.

import { Kind, Role, childOf, defineRule, hasEffect, isSameCode, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const equalities: ReadonlySet<string> = new Set(["===", "==", "!==", "!="]);
/** Operators whose result on equal operands is known, with what it is. */
const results: ReadonlyMap<string, string> = new Map([
  ["===", "true"],
  ["==", "true"],
  ["<=", "true"],
  [">=", "true"],
  ["!==", "false"],
  ["!=", "false"],
  ["<", "false"],
  [">", "false"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/comparison-with-itself",
    title: "An expression is compared with itself",
    description: "The result is known beforehand, so a branch is dead or always taken; one side should name something else.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-570", "CWE-571"],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["no-self-compare", "sonarjs/no-identical-expressions"], oxlint: ["eslint/no-self-compare"] },
  },
  words: [[...results.keys()]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const result = results.get(nameOf(tree, node));
    if (result === undefined) return;
    const left = childOf(tree, node, Role.Left);
    const right = childOf(tree, node, Role.Right);
    if (!isSameCode(tree, left, right) || hasEffect(tree, left)) return;
    // `x !== x` is how one asks for NaN without a call.
    if (equalities.has(nameOf(tree, node)) && mayBeNumber(file, left)) return;
    // So is `x >= x`, which is false for undefined as well.
    if (/^[<>]=$/.test(nameOf(tree, node)) && tree.kind[left] === Kind.Name && file.constant(left) === undefined) return;
    file.report({ at: node, message: `Both sides of \`${nameOf(tree, node)}\` are ${quoteCode(file, left)}: the result is always ${result}.` });
  },
});

function mayBeNumber(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  switch (tree.kind[node]) {
    case Kind.Name:
    case Kind.Subscript:
      return file.constant(node) === undefined;
    case Kind.Attribute:
      return nameOf(tree, node) !== "length" && nameOf(tree, node) !== "size";
    case Kind.TypeAssertion:
      return mayBeNumber(file, childOf(tree, node, Role.Value));
    case Kind.Unary:
      return /^[-+]$/.test(nameOf(tree, node)) && mayBeNumber(file, childOf(tree, node, Role.Operand));
    case Kind.Binary:
      return !/[=<>]|^in/.test(nameOf(tree, node));
    default:
      return false;
  }
}
