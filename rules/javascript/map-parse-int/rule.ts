// javascript/map-parse-int: `texts.map(parseInt)` reads each text with its index as the base.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/map-parse-int",
    title: "parseInt is handed to map",
    description: "`map` hands the index as second argument, which `parseInt` takes for the base: most numbers come out as NaN.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-628"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["unicorn/no-array-callback-reference"] },
  },
  words: [["map", "flatMap", "from"], ["parseInt"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const method = nameOf(tree, callee);
    if (tree.kind[callee] !== Kind.Attribute) return;
    const position = method === "map" || method === "flatMap" ? 0 : file.qualifiedName(callee) === "Array.from" ? 1 : -1;
    const callback = childrenOf(tree, node, Role.Argument)[position];
    if (callback === undefined || (tree.kind[callback] !== Kind.Name && tree.kind[callback] !== Kind.Attribute)) return;
    const name = file.qualifiedName(callback);
    if (name !== "parseInt" && name !== "Number.parseInt") return;
    const edits = [{ start: tree.start[callback]!, end: tree.end[callback]!, replacement: `(text) => ${name}(text, 10)` }];
    file.report({
      at: callback,
      message: `\`${name}\` takes the index that \`${method}\` hands it for the base.`,
      fix: { description: "Give the base", safety: "unsafe", edits },
    });
  },
});
