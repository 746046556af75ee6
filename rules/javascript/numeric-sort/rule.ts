// javascript/numeric-sort: `numbers.sort()` sorts by the numbers' texts.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, noNode, quoteCode, writtenValue } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const toNumber: ReadonlySet<string> = new Set(["Number", "parseFloat", "Number.parseFloat"]);

export const rule = defineRule({
  meta: {
    id: "javascript/numeric-sort",
    title: "Numbers are sorted as texts",
    description: "Without a function `sort` compares texts: 10 comes before 9.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-1025"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["@typescript-eslint/require-array-sort-compare", "sonarjs/no-alphabetical-sort"] },
  },
  words: [["sort", "toSorted"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || !/^(?:sort|toSorted)$/.test(nameOf(tree, callee))) return;
    const object = childOf(tree, callee, Role.Object);
    if (childrenOf(tree, node, Role.Argument).length > 0 || !holdsNumbers(file, object)) return;
    const end = tree.end[node]! - 1;
    const fix = { description: "Compare by number", safety: "unsafe" as const, edits: [{ start: end, end, replacement: "(a, b) => a - b" }] };
    file.report({ at: node, message: `${quoteCode(file, object)} holds numbers, and \`${nameOf(tree, callee)}()\` compares them as texts: 10 comes before 9.`, fix });
  },
});

/** A literal of numbers that texts would put into another order, `….map(Number)`, or a name that only ever holds such. */
function holdsNumbers(file: FileView, node: NodeId): boolean {
  const { tree } = file;
  switch (tree.kind[node]) {
    case Kind.List: {
      const values = childrenOf(tree, node).map((element) => file.constant(element));
      return values.length > 1 && values.every((value) => value?.type === "number") && values.some((value) => value?.type === "number" && (value.value < 0 || value.value > 9));
    }
    case Kind.Call: {
      const callee = childOf(tree, node, Role.Callee);
      const callback = childOf(tree, node, Role.Argument);
      if (tree.kind[callee] !== Kind.Attribute || nameOf(tree, callee) !== "map" || callback === noNode) return false;
      return tree.kind[callback] === Kind.Name && toNumber.has(file.qualifiedName(callback) ?? "");
    }
    case Kind.Name: {
      const binding = file.scopes.bindingOf(node);
      if (binding?.kind !== "variable" || binding.writes.length !== 1) return false;
      const value = writtenValue(tree, binding.writes[0]!);
      return value !== noNode && tree.kind[value] !== Kind.Name && holdsNumbers(file, value);
    }
    default:
      return false;
  }
}
