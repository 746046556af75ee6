// javascript/missing-template-backticks: `"… ${name} …"` in plain quotes, where `name` is a variable in reach.

import { Kind, Role, childOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const hole = /\$\{\s*([A-Za-z_$][\w$]*)(?:\.[\w$]+|\[\w+\]|\(\))*\s*\}/g;

const statement = /^\s*(?:select|insert|update|delete|with|create|alter|drop)\s/i;

export const rule = defineRule({
  meta: {
    id: "javascript/missing-template-backticks",
    title: "A string in plain quotes holds a template's hole",
    description: "The text goes out with `${name}` in it, instead of the value.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-116"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["no-template-curly-in-string"], oxlint: ["eslint/no-template-curly-in-string"] },
  },
  words: [],
  kinds: [Kind.String],
  check(file, node) {
    const { tree } = file;
    const value = nameOf(tree, node);
    // Libraries for databases fill such marks in by themselves.
    if (!value.includes("${") || statement.test(value)) return;
    const parent = tree.parent[node]!;
    const role = tree.role[node];
    if (role === Role.Key || role === Role.Source || tree.kind[parent] === Kind.JsxAttribute || isFilledLater(file, node)) return;
    const names = [...value.matchAll(hole)].map((found) => found[1]!);
    // Every hole must name something: a text of another template language does so by chance only.
    if (names.length === 0 || names.length !== value.split("${").length - 1) return;
    const isKnown = (name: string): boolean => {
      const binding = file.scopes.lookUp(node, name);
      return binding !== undefined && binding.kind !== "type";
    };
    if (!names.every(isKnown)) return;
    // `translate("… ${count} …").replace("${count}", count)`: what is filled in somewhere is no oversight.
    if (names.some((name) => tree.text.includes(`replace("\${${name}}"`) || tree.text.includes(`replace('\${${name}}'`))) return;
    const inner = textOf(tree, node).slice(1, -1);
    const message = `\`\${${names[0]!}}\` stays as it is in this string: only backquotes fill it in.`;
    if (inner.includes("`")) return file.report({ at: node, message });
    const edits = [{ start: tree.start[node]!, end: tree.end[node]!, replacement: `\`${inner}\`` }];
    file.report({ at: node, message, fix: { description: "Write it in backquotes", safety: "unsafe", edits } });
  },
});

/** `"${a}".replace(…)`, a comparison, or a part of code that is put together: the marks are data. */
function isFilledLater(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  const parent = tree.parent[node]!;
  if (tree.kind[parent] === Kind.Attribute || tree.kind[parent] === Kind.Binary) return true;
  if (tree.kind[parent] !== Kind.Call) return false;
  const callee = childOf(tree, parent, Role.Callee);
  return callee !== noNode && /^(?:replace|replaceAll|includes|indexOf|startsWith|endsWith|split|test|template|RegExp)$/.test(nameOf(tree, callee));
}
