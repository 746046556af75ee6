// javascript/hard-coded-secret: a password, key or token written into the code.

import { Kind, defineRule, isTestPath, judgeFormat, judgeNamed, nameOf, receiverName } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/hard-coded-secret",
    title: "A password, key or token is written into the code",
    description: "Everyone who can read the code, or the bundle made of it, has the secret, and it cannot be changed without a release.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-798"],
    securitySeverity: 7.5,
    remediationMinutes: 30,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    unproven: "The secret stands in the text: there is nothing to run.",
    options: {
      reportInTests: { default: false, description: "Also report secrets in tests that only their names give away; known formats are always reported" },
    },
    equivalents: { eslint: ["sonarjs/no-hardcoded-passwords", "sonarjs/no-hardcoded-secrets"] },
  },
  words: [],
  kinds: [Kind.String, Kind.TemplateString],
  check(file, node, options) {
    const value = valueOf(file, node);
    if (value === undefined || value.length < 8) return;
    const name = receiverName(file.tree, node);
    if (isPlainText(name ?? "", value)) return;
    const judgement = name === undefined ? judgeFormat(value) : judgeNamed(name, value);
    if (judgement === undefined) return;
    const isTest = isTestPath(file.path);
    if (isTest && judgement.confidence !== "high" && options.reportInTests !== true) return;
    file.report({
      at: node,
      confidence: isTest ? "low" : judgement.confidence,
      severity: isTest ? "warning" : "error",
      message: name === undefined ? `This string is ${judgement.what}.` : `\`${name}\` holds ${judgement.what} that is written into the code.`,
    });
  },
});

/** A sentence of another alphabet, the key of a translation, the file of a picture, what is shown in a secret's place. */
function isPlainText(name: string, value: string): boolean {
  return /[^\x00-\x7f]/.test(value) || name.includes(".") || /redacted|placeholder|mask/i.test(name) || /^[\w./-]*\/[\w-]+\.\w{2,4}(?:\?|$)/.test(value);
}

function valueOf(file: FileView, node: NodeId): string | undefined {
  if (file.tree.kind[node] === Kind.String) return nameOf(file.tree, node);
  const constant = file.constant(node);
  return constant?.type === "string" ? constant.value : undefined;
}
