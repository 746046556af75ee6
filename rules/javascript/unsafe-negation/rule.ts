// javascript/unsafe-negation: `!key in object` negates the key, not the question.

import { Flag, Kind, Role, childOf, defineRule, hasFlag, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/unsafe-negation",
    title: "A negation binds tighter than in or instanceof",
    description: "`!key in object` asks whether the object has a key named `false`, which is hardly ever so.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-783"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["no-unsafe-negation"], oxlint: ["eslint/no-unsafe-negation"] },
  },
  words: [["in", "instanceof"], ["!"]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const operator = nameOf(tree, node);
    if (operator !== "in" && operator !== "instanceof") return;
    const left = childOf(tree, node, Role.Left);
    if (tree.kind[left] !== Kind.Unary || nameOf(tree, left) !== "!" || hasFlag(tree, left, Flag.Parenthesized)) return;
    const after = tree.start[left]! + 1;
    file.report({
      at: node,
      message: `The \`!\` negates ${quoteCode(file, childOf(tree, left, Role.Operand))}, not the whole \`${operator}\`.`,
      fix: {
        description: "Negate the whole question",
        safety: "unsafe",
        edits: [
          { start: after, end: after, replacement: "(" },
          { start: tree.end[node]!, end: tree.end[node]!, replacement: ")" },
        ],
      },
    });
  },
});
