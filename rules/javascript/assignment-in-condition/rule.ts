// javascript/assignment-in-condition: `if (a = b)` where `a === b` was meant.

import { Flag, Kind, Role, childOf, defineRule, hasFlag, noNode, textOf } from "../../../src/rule-kit/index.ts";

/** Kinds of values that are worked out where they stand. */
const results: ReadonlySet<number> = new Set([Kind.Call, Kind.New, Kind.Await, Kind.TaggedTemplate]);

export const rule = defineRule({
  meta: {
    id: "javascript/assignment-in-condition",
    title: "A condition assigns instead of comparing",
    description: "The condition is the assigned value: it hardly depends on what the variable held before, which is now lost.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-481"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "unsafe",
    equivalents: { eslint: ["no-cond-assign"] },
  },
  words: [],
  kinds: [Kind.If, Kind.While, Kind.DoWhile, Kind.For],
  check(file, node) {
    const { tree } = file;
    const test = childOf(tree, node, Role.Test);
    if (test === noNode || tree.kind[test] !== Kind.Assignment) return;
    // A second pair of parentheses is how people say that they mean it; the first belongs to `if (…)` and is dropped.
    if (hasFlag(tree, test, Flag.Parenthesized)) return;
    const target = childOf(tree, test, Role.Target);
    const value = childOf(tree, test, Role.Value);
    // `while (match = next())` and `if (m = text.match(…))` keep a result that is asked for: an old idiom, meant.
    if (results.has(tree.kind[value]!)) return;
    if (tree.kind[node] !== Kind.If && file.constant(value) === undefined) return;
    const between = tree.text.slice(tree.end[target], tree.start[value]);
    const sign = tree.end[target]! + between.indexOf("=");
    // A value that is looked up may be meant to be kept; a constant or another variable hardly.
    const isSure = file.constant(value) !== undefined || tree.kind[value] === Kind.Name;
    // `if (keep = a ? b : c)` is a compiler's or a minifier's way to write.
    if (!isSure && tree.kind[value] !== Kind.Attribute) return;
    file.report({
      at: test,
      confidence: isSure ? "high" : "low",
      severity: isSure ? "warning" : "info",
      message: `This condition assigns \`${short(textOf(tree, value))}\` to \`${short(textOf(tree, target))}\` instead of comparing them.`,
      fix: {
        description: "Compare with `===`",
        safety: "unsafe",
        edits: [{ start: sign, end: sign + 1, replacement: "===" }],
      },
    });
  },
});

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}…` : text.replace(/\s+/g, " ");
}
