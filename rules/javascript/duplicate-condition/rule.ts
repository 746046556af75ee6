// javascript/duplicate-condition: an `else if` asks what an earlier branch of the chain asked.

import { Kind, Role, childOf, defineRule, hasEffect, isSameCode, noNode, quoteCode } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/duplicate-condition",
    title: "An else-if repeats an earlier condition",
    description: "The branch is never taken: where its condition holds, the earlier branch ran.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-561"],
    remediationMinutes: 10,
    precision: { sampled: 1, true: 1, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["no-dupe-else-if", "sonarjs/no-identical-conditions"], oxlint: ["eslint/no-dupe-else-if"] },
  },
  words: [],
  kinds: [Kind.If],
  check(file, node) {
    const { tree } = file;
    const test = childOf(tree, node, Role.Test);
    if (test === noNode) return;
    for (let at = node; tree.role[at] === Role.Alternate && tree.kind[tree.parent[at]!] === Kind.If; at = tree.parent[at]!) {
      const earlier = childOf(tree, tree.parent[at]!, Role.Test);
      // A test in between that changes something may be what this one looks at.
      if (hasEffect(tree, earlier)) return;
      if (!isSameCode(tree, earlier, test)) continue;
      file.report({ at: test, message: `${quoteCode(file, test)} was asked by an earlier branch of this chain: this one is never taken.` });
      return;
    }
  },
});
