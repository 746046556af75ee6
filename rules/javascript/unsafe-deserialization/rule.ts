// javascript/unsafe-deserialization: data read by a library that runs code in it.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, textOf, tracePath } from "../../../src/rule-kit/index.ts";

/** Functions that make functions or objects with code out of data, and what to say of them. */
const readers: ReadonlyMap<string, string> = new Map([
  ["node-serialize.unserialize", "runs functions that the data holds"],
  ["serialize-to-js.deserialize", "runs code that the data holds"],
  ["funcster.deepDeserialize", "makes functions out of the data"],
  ["v8.deserialize", "reads memory layouts that its documentation forbids for untrusted data"],
  ["cryo.parse", "makes objects of any type out of the data"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/unsafe-deserialization",
    title: "Data is read by a function that can run code in it",
    description: "Whoever makes the data runs code with all rights of this program.",
    languages: ["javascript", "typescript"],
    category: "security",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-502"],
    securitySeverity: 9.1,
    remediationMinutes: 45,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    proof: { file: "proof.mjs", packages: ["express@5.1.0", "js-yaml@3.14.1", "node-serialize@0.0.4"] },
  },
  words: [["unserialize", "deserialize", "deepDeserialize", "parse", "load", "DEFAULT_FULL_SCHEMA"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    const name = file.qualifiedName(callee);
    if (name === undefined) return;
    const values = childrenOf(tree, node, Role.Argument);
    const reason = readers.get(name);
    if (reason !== undefined && values[0] !== undefined && file.constant(values[0]) === undefined) {
      const trace = tracePath(file, { sink: node, sinkNote: "reads code as data", value: values[0], stepNote: "passed on" });
      // Between processes of one program `v8.deserialize` is right; only foreign data makes it a flaw.
      if (name === "v8.deserialize" && !trace.some((step) => step.kind === "source")) return;
      file.report({ at: node, message: `\`${textOf(tree, callee)}\` ${reason}.`, trace });
      return;
    }
    if (name !== "js-yaml.load" && name !== "js-yaml.loadAll") return;
    const options = values.findLast((value) => tree.kind[value] === Kind.Dictionary);
    const schema = options === undefined ? undefined : childrenOf(tree, options).find((pair) => nameOf(tree, pair) === "schema");
    if (schema === undefined || !textOf(tree, childOf(tree, schema, Role.Value)).endsWith("DEFAULT_FULL_SCHEMA")) return;
    file.report({ at: node, message: `\`${textOf(tree, callee)}\` with the full schema makes functions out of \`!!js/function\` in the data.` });
  },
});
