// javascript/float-equality: the result of arithmetic with fractions is compared exactly.

import { Kind, defineRule, nameOf, quoteCode, roundedSide } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/float-equality",
    title: "The result of arithmetic with fractions is compared exactly",
    description: "Most decimal fractions are stored rounded, so `0.1 + 0.2 === 0.3` is false.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-1339"],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
  },
  words: [["===", "==", "!==", "!="]],
  kinds: [Kind.Binary],
  check(file, node) {
    const { tree } = file;
    const operator = nameOf(tree, node);
    if (!/^[!=]==?$/.test(operator)) return;
    const rounded = roundedSide(tree, node);
    if (rounded === undefined) return;
    file.report({ at: node, message: `${quoteCode(file, rounded)} is rounded, and \`${operator}\` compares to the last bit.` });
  },
});
