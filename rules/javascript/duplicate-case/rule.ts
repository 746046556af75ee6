// javascript/duplicate-case: two cases of a switch ask for the same; the second is never taken.

import { Kind, Role, childOf, childrenOf, defineRule, hasEffect, isSameCode, noNode, quoteCode } from "../../../src/rule-kit/index.ts";
import type { NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/duplicate-case",
    title: "Two cases of a switch are the same",
    description: "The second is never taken, so the value that it was meant for is handled wrongly.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-561"],
    remediationMinutes: 10,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["no-duplicate-case"], oxlint: ["eslint/no-duplicate-case"] },
  },
  words: [],
  kinds: [Kind.Switch],
  check(file, node) {
    const { tree } = file;
    const byText = new Map<number, NodeId[]>();
    for (const entry of childrenOf(tree, node, Role.Case)) {
      const pattern = childOf(tree, entry, Role.Pattern);
      if (pattern === noNode || hasEffect(tree, pattern)) continue;
      const earlier = byText.get(tree.name[pattern]!) ?? [];
      if (earlier.some((other) => isSameCode(tree, other, pattern))) {
        file.report({ at: pattern, message: `An earlier case of this switch takes ${quoteCode(file, pattern)} already.` });
      } else byText.set(tree.name[pattern]!, [...earlier, pattern]);
    }
  },
});
