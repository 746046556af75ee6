// javascript/async-array-predicate: `filter(async …)` keeps everything, for a promise counts as true.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasFlag, nameOf } from "../../../src/rule-kit/index.ts";

const methods: ReadonlySet<string> = new Set(["filter", "some", "every", "find", "findIndex", "findLast", "findLastIndex"]);

export const rule = defineRule({
  meta: {
    id: "javascript/async-array-predicate",
    title: "An array is searched with an async function",
    description: "The function answers with a promise, and a promise counts as true: every element is taken.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-571"],
    remediationMinutes: 15,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["@typescript-eslint/no-misused-promises"] },
  },
  words: [[...methods]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || !methods.has(nameOf(tree, callee))) return;
    const [callback, ...others] = childrenOf(tree, node, Role.Argument);
    if (callback === undefined || others.length > 1) return;
    const kind = tree.kind[callback];
    if ((kind !== Kind.ArrowFunction && kind !== Kind.FunctionExpression) || !hasFlag(tree, callback, Flag.Async)) return;
    // A chain of a library's own, or an awaited call, may well take promises.
    const above = tree.kind[tree.parent[node]!];
    if (above === Kind.Await || above === Kind.Attribute) return;
    const start = tree.start[callback]!;
    file.report({ at: { start, end: start + "async".length }, message: `\`${nameOf(tree, callee)}\` takes the promise of this async function for true, whatever it comes to.` });
  },
});
