// javascript/dynamic-import: a module is loaded whose name is put together from changing parts.

import { Kind, Role, childOf, childrenOf, defineRule, findBuiltString, nameOf, noNode, partMark, quoteCode, tracePath } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/dynamic-import",
    title: "A module is loaded by a name built from a changing value",
    description: "Whoever can influence the name chooses which file of the machine runs as code of this program.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-829"],
    securitySeverity: 6.5,
    remediationMinutes: 20,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    proof: { file: "proof.mjs", packages: ["express@5.1.0"] },
    options: {
      reportUnknown: {
        default: false,
        description: "Also report names that are put together from values of unknown origin",
      },
    },
    equivalents: { eslint: ["security/detect-non-literal-require", "import/no-dynamic-require"] },
  },
  words: [],
  kinds: [Kind.Call, Kind.ImportExpression],
  check(file, node, options) {
    const { tree } = file;
    const isImport = tree.kind[node] === Kind.ImportExpression;
    const callee = isImport ? noNode : childOf(tree, node, Role.Callee);
    if (!isImport && (tree.kind[callee] !== Kind.Name || nameOf(tree, callee) !== "require" || file.qualifiedName(callee) !== "require")) return;
    const source = isImport ? childOf(tree, node, Role.Source) : childrenOf(tree, node, Role.Argument)[0];
    if (source === undefined || source === noNode) return;
    const built = findBuiltString(file, source);
    const trace = tracePath(file, { sink: node, sinkNote: "loads a module", value: source, stepNote: "name put together" });
    const isOutside = trace.some((step) => step.kind === "source");
    // What comes from a caller or a setting is nearly always the program's own choice.
    if (!isOutside && (built === undefined || options.reportUnknown !== true)) return;
    // What a caller sends climbs out of any folder in front of it.
    if (!isOutside && built !== undefined && isConfined(built.text)) return;
    file.report({
      at: node,
      confidence: isOutside ? "high" : "low",
      severity: isOutside ? "error" : "warning",
      message: `\`${isImport ? "import" : "require"}\` loads a module whose name is built from ${quoteCode(file, built?.parts[0] ?? source)}.`,
      trace,
    });
  },
});

/** `./locales/X.js`: a constant folder in front keeps the name in that folder, unless the part can climb out of it. */
function isConfined(text: string): boolean {
  const first = text.indexOf(partMark);
  return first > 0 && /^(?:\.{1,2}\/|[@a-z])[\w@./-]*\/[\w.-]*$/i.test(text.slice(0, first)) && text.indexOf(partMark, first + 1) === -1;
}
