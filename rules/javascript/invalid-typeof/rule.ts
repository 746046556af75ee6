// javascript/invalid-typeof: `typeof x` is compared with something that it never answers.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const answers: ReadonlySet<string> = new Set(["undefined", "object", "boolean", "number", "string", "function", "symbol", "bigint"]);
/** Answers of old hosts that careful code still asks for. */
const oldAnswers: ReadonlySet<string> = new Set(["unknown", "date"]);
/** How to ask for what `typeof` does not tell apart. */
const remedies: ReadonlyMap<string, string> = new Map([
  ["array", "ask `Array.isArray`"],
  ["null", "compare with `null`"],
  ["nan", "ask `Number.isNaN`"],
  ["integer", "ask `Number.isInteger`"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/invalid-typeof",
    title: "typeof is compared with something it never answers",
    description: "The comparison is always false, so values of the type in mind are handled as something else.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-570"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    equivalents: { eslint: ["valid-typeof"], oxlint: ["eslint/valid-typeof"] },
  },
  words: [["typeof"]],
  kinds: [Kind.Unary],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "typeof") return;
    const parent = tree.parent[node]!;
    if (tree.kind[parent] === Kind.Switch && tree.role[node] === Role.Subject) {
      for (const entry of childrenOf(tree, parent, Role.Case)) {
        const pattern = childOf(tree, entry, Role.Pattern);
        if (pattern !== noNode) checkAnswer(file, pattern);
      }
      return;
    }
    if (tree.kind[parent] !== Kind.Binary || !/^[!=]==?$/.test(nameOf(tree, parent))) return;
    checkAnswer(file, childOf(tree, parent, tree.role[node] === Role.Left ? Role.Right : Role.Left));
  },
});

function checkAnswer(file: FileView, node: NodeId): void {
  const { tree } = file;
  const kind = tree.kind[node]!;
  if (kind === Kind.Null || (kind === Kind.Name && file.qualifiedName(node) === "undefined")) {
    return file.report({ at: node, message: `\`typeof\` answers with a string, never with \`${nameOf(tree, node)}\` itself.` });
  }
  if (kind !== Kind.String) return;
  const value = nameOf(tree, node);
  if (answers.has(value) || oldAnswers.has(value)) return;
  const remedy = remedies.get(value.toLowerCase());
  const near = remedy === undefined ? nearest(value) : undefined;
  const advice = remedy !== undefined ? `; ${remedy}` : near !== undefined ? `; \`${JSON.stringify(near)}\` was meant` : "";
  file.report({ at: node, message: `\`typeof\` never answers \`${JSON.stringify(value)}\`${advice}.` });
}

/** The answer that has the same letters but for case, order or one more or less. */
function nearest(value: string): string | undefined {
  const sorted = (text: string): string => [...text.toLowerCase()].sort().join("");
  const isOneOff = (long: string, short: string): boolean => long.length === short.length + 1 && [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
  return [...answers].find((answer) => sorted(answer) === sorted(value) || isOneOff(answer, value.toLowerCase()) || isOneOff(value.toLowerCase(), answer));
}
