// javascript/useless-catch: a `catch` that does nothing but throw the same error again.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/useless-catch",
    title: "A catch only throws its error again",
    description: "Without it the error would go the same way; it costs a reader the search for what it does.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 3,
    precision: { sampled: 1, true: 1, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "safe",
    equivalents: { eslint: ["no-useless-catch"], oxlint: ["eslint/no-useless-catch"] },
  },
  words: [],
  kinds: [Kind.Handler],
  check(file, node) {
    const { tree } = file;
    const target = childOf(tree, node, Role.Target);
    const body = childOf(tree, node, Role.Body);
    if (target === noNode || tree.kind[target] !== Kind.Name) return;
    const [only, ...others] = childrenOf(tree, body, Role.Body);
    if (only === undefined || others.length > 0 || tree.kind[only] !== Kind.Throw) return;
    const value = childOf(tree, only, Role.Value);
    if (value === noNode || tree.kind[value] !== Kind.Name || tree.name[value] !== tree.name[target]) return;
    if (hasOwnComment(file, node)) return;
    const hasFinalizer = childOf(tree, tree.parent[node]!, Role.Finalizer) !== noNode;
    const message = `This \`catch\` only throws \`${nameOf(tree, target)}\` again.`;
    if (!hasFinalizer) return file.report({ at: node, message });
    const end = tree.start[childOf(tree, tree.parent[node]!, Role.Finalizer)]!;
    const word = tree.text.lastIndexOf("finally", end);
    const edits = [{ start: tree.start[node]!, end: word, replacement: "" }];
    file.report({ at: node, message, fix: { description: "Remove the `catch`", safety: "safe", edits } });
  },
});

/** A comment on a line of its own says why the `catch` stands there. */
function hasOwnComment(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  return tree.comments.some(({ start, end }) => {
    if (start < tree.start[node]! || end > tree.end[node]!) return false;
    return tree.text.slice(tree.text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
  });
}
