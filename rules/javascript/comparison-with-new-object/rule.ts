// javascript/comparison-with-new-object: `x === []` is false for every x.

import { Kind, Role, childOf, defineRule, isFunctionLike, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";

const objects: ReadonlySet<number> = new Set([Kind.List, Kind.Dictionary, Kind.Regex, Kind.ClassExpression, Kind.New]);
const operators: ReadonlyMap<string, string> = new Map([
  ["===", "false"],
  ["!==", "true"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/comparison-with-new-object",
    title: "A value is compared with an object made on the spot",
    description: "Objects are equal to themselves alone, so the comparison never finds what it looks for.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-1025"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["no-constant-binary-expression"], oxlint: ["eslint/no-constant-binary-expression"] },
  },
  words: [[...operators.keys()]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const result = operators.get(nameOf(tree, node));
    if (result === undefined) return;
    const made = [childOf(tree, node, Role.Left), childOf(tree, node, Role.Right)].find((side) => objects.has(tree.kind[side]!) || isFunctionLike(tree, side));
    if (made !== undefined) file.report({ at: node, message: `${quoteCode(file, made)} is a new object and equal to nothing else: this is always ${result}.` });
  },
});
