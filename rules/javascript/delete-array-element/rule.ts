// javascript/delete-array-element: `delete array[i]` leaves a hole and the length as it was.

import { Kind, Role, childOf, defineRule, isKnownArray, nameOf, noNode, quoteCode, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/delete-array-element",
    title: "An element is deleted out of an array",
    description: "The array keeps its length and has a hole where the element was, which reads as undefined.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-665"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["@typescript-eslint/no-array-delete"], oxlint: ["typescript/no-array-delete"] },
  },
  words: [["delete"]],
  kinds: [Kind.Unary],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "delete") return;
    const target = childOf(tree, node, Role.Operand);
    if (tree.kind[target] !== Kind.Subscript) return;
    const object = childOf(tree, target, Role.Object);
    const index = childOf(tree, target, Role.Index);
    if (index === noNode || tree.kind[index] === Kind.String || !isKnownArray(file, object)) return;
    const replacement = `${textOf(tree, object)}.splice(${textOf(tree, index)}, 1)`;
    file.report({
      at: node,
      message: `\`delete\` leaves a hole in ${quoteCode(file, object)}; \`splice\` takes the element out.`,
      fix: { description: "Take it out with `splice`", safety: "unsafe", edits: [{ start: tree.start[node]!, end: tree.end[node]!, replacement }] },
    });
  },
});
