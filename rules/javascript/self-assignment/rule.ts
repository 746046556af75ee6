// javascript/self-assignment: a variable or property is given its own value.

import { Kind, Role, childOf, childrenOf, defineRule, hasEffect, isSameCode, nameOf, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** Properties of the browser that do something when they are set, whatever to. */
const reactive = /^(?:href|src|hash|location|innerHTML|outerHTML|value|className|cssText|scroll\w*|selected\w*|current\w*|width|height|length|lastIndex|stack|__proto__|prototype|exports)$/;

export const rule = defineRule({
  meta: {
    id: "javascript/self-assignment",
    title: "A value is assigned to itself",
    description: "The assignment does nothing; one of its sides should most likely name something else, often a parameter or `this`.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-1164"],
    remediationMinutes: 5,
    precision: { sampled: 2, true: 2, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["no-self-assign"], oxlint: ["eslint/no-self-assign"] },
  },
  words: [],
  kinds: [Kind.Assignment],
  check(file, node) {
    const { tree } = file;
    const target = childOf(tree, node, Role.Target);
    const value = childOf(tree, node, Role.Value);
    if (value === noNode) return;
    if (tree.kind[target] === Kind.ListPattern && tree.kind[value] === Kind.List) return checkPairs(file, target, value);
    if (isSelf(file, target, value)) file.report({ at: node, message: `${quoteCode(file, target)} is assigned to itself.` });
  },
});

/** `[a, b] = [b, b]`: each element by itself. */
function checkPairs(file: FileView, target: NodeId, value: NodeId): void {
  const { tree } = file;
  const values = childrenOf(tree, value);
  if (values.some((element) => tree.kind[element] === Kind.Spread)) return;
  childrenOf(tree, target).forEach((element, index) => {
    const given = values[index];
    if (given !== undefined && isSelf(file, element, given)) file.report({ at: element, message: `${quoteCode(file, element)} is assigned to itself.` });
  });
}

function isSelf(file: FileView, target: NodeId, value: NodeId): boolean {
  const { tree } = file;
  const kind = tree.kind[target];
  if (kind !== Kind.Name && kind !== Kind.Attribute && kind !== Kind.Subscript) return false;
  if (!isSameCode(tree, target, value) || hasEffect(tree, target)) return false;
  if (kind === Kind.Attribute && reactive.test(nameOf(tree, target))) return false;
  // `/** @type {X} */ this.x = this.x` declares a type.
  const before = tree.text.slice(Math.max(0, tree.start[target]! - 40), tree.start[target]);
  return !/\*\/\s*$/.test(before);
}
