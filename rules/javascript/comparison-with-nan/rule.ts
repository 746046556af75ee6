// javascript/comparison-with-nan: a comparison that NaN makes always false (or, with `!=`, always true).

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const equalities: ReadonlySet<string> = new Set(["===", "==", "!==", "!="]);
const orders: ReadonlySet<string> = new Set(["<", ">", "<=", ">="]);

export const rule = defineRule({
  meta: {
    id: "javascript/comparison-with-nan",
    title: "A value is compared with NaN",
    description: "NaN equals nothing, not even itself: the test never finds what it looks for.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-570"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["use-isnan"], oxlint: ["eslint/use-isnan"] },
  },
  words: [["NaN"]],
  kinds: [Kind.Binary, Kind.Switch],
  check(file, node) {
    if (file.tree.kind[node] === Kind.Switch) checkCases(file, node);
    else checkComparison(file, node);
  },
});

function checkComparison(file: FileView, node: NodeId): void {
  const { tree } = file;
  const operator = nameOf(tree, node);
  if (!equalities.has(operator) && !orders.has(operator)) return;
  const left = childOf(tree, node, Role.Left);
  const right = childOf(tree, node, Role.Right);
  const other = isNaNName(file, right) ? left : isNaNName(file, left) ? right : noNode;
  if (other === noNode) return;
  const isNegated = operator.startsWith("!");
  const message = `Comparing with NaN by \`${operator}\` is always ${isNegated}.`;
  if (orders.has(operator) || tree.kind[other] === Kind.Sequence) return file.report({ at: node, message });
  const replacement = `${isNegated ? "!" : ""}Number.isNaN(${textOf(tree, other)})`;
  const edits = [{ start: tree.start[node]!, end: tree.end[node]!, replacement }];
  file.report({ at: node, message, fix: { description: "Ask `Number.isNaN`", safety: "unsafe", edits } });
}

function checkCases(file: FileView, node: NodeId): void {
  const { tree } = file;
  for (const entry of childrenOf(tree, node, Role.Case)) {
    const pattern = childOf(tree, entry, Role.Pattern);
    if (pattern !== noNode && isNaNName(file, pattern)) file.report({ at: pattern, message: "`case NaN` is never taken: `switch` compares by `===`." });
  }
}

function isNaNName(file: FileView, node: NodeId): boolean {
  const kind = file.tree.kind[node];
  if (kind !== Kind.Name && kind !== Kind.Attribute) return false;
  const name = file.qualifiedName(node);
  return name === "NaN" || name === "Number.NaN";
}
