// javascript/empty-character-class: `[]` in a regular expression, which matches nothing at all.

import { Kind, defineRule, nameOf, textOf } from "../../../src/rule-kit/index.ts";

/** One part of a pattern: an escape, a class, or any other character. */
const part = /\\[\s\S]|\[\^?(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/g;

export const rule = defineRule({
  meta: {
    id: "javascript/empty-character-class",
    title: "A character class of a regular expression is empty",
    description: "`[]` matches no character, so whatever it stands in never matches.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-185"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["no-empty-character-class"], oxlint: ["eslint/no-empty-character-class"] },
  },
  words: [],
  kinds: [Kind.Regex],
  check(file, node) {
    const pattern = nameOf(file.tree, node);
    if (!pattern.includes("[]")) return;
    // With the `v` flag classes nest, and this reading does not hold.
    const written = textOf(file.tree, node);
    if (/v/.test(written.slice(written.lastIndexOf("/") + 1))) return;
    if ([...pattern.matchAll(part)].some(([text]) => text === "[]")) file.report({ at: node, message: "`[]` in this regular expression matches no character at all." });
  },
});
