// javascript/duplicate-object-key: an object literal gives the same key twice; the first value is lost.

import { Flag, Kind, Role, childOf, childrenOf, defineRule, hasEffect, hasFlag, isSameCode, nameOf, noNode, templateGap } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "javascript/duplicate-object-key",
    title: "An object literal gives the same key twice",
    description: "Only the last value is kept; the earlier one is worked out and thrown away without a word.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-563"],
    remediationMinutes: 5,
    precision: { sampled: 0, true: 0, on: "express 5, express-session 1.19, fastify 5.12, knex 3.3, koa 3.3, mongoose 9.12, nestjs-core 12.5, next-auth 4.24, node-red 4.1, nodemailer 10.6, parse-server 9.10, pm2 7.0, postgraphile 4.14, puppeteer-core 24.43, sequelize 6.37, socket.io 4.8, strapi-core 5.54, umzug 3.8, verdaccio 6.8" },
    fixSafety: "safe",
    equivalents: { eslint: ["no-dupe-keys", "sonarjs/no-duplicate-in-composite"], oxlint: ["eslint/no-dupe-keys"] },
  },
  words: [],
  kinds: [Kind.Dictionary],
  check(file, node) {
    const { tree } = file;
    const elements = childrenOf(tree, node, Role.Element);
    if (elements.length < 2) return;
    const seen = new Map<string, NodeId>();
    elements.forEach((pair, index) => {
      const key = keyOf(file, pair);
      if (key === undefined) return;
      const earlier = seen.get(key);
      // A getter and a setter make one property together.
      const slot = hasFlag(tree, pair, Flag.Getter) ? `${key} get` : hasFlag(tree, pair, Flag.Setter) ? `${key} set` : key;
      const twin = slot === key ? earlier : seen.get(slot);
      if (!seen.has(slot)) seen.set(slot, pair);
      if (twin === undefined || areBranches(file, twin, pair)) return;
      report(file, elements[index - 1]!, twin, pair);
    });
  },
});

/** `{% if a %} key: 1, {% else %} key: 2, {% endif %}`: a template writes one of them. */
function areBranches({ tree }: FileView, earlier: NodeId, pair: NodeId): boolean {
  return tree.text.slice(tree.end[earlier], tree.start[pair]).includes(templateGap);
}

/** The plain key with a mark in front, so that `"a"` and `a` are one; undefined for computed keys and spreads. */
function keyOf(file: FileView, pair: NodeId): string | undefined {
  const { tree } = file;
  if (tree.kind[pair] !== Kind.Pair || hasFlag(tree, pair, Flag.Computed)) return undefined;
  const name = nameOf(tree, pair);
  const isEmptyString = name === "" && tree.kind[childOf(tree, pair, Role.Key)] === Kind.String;
  return name === "" && !isEmptyString ? undefined : `.${name}`;
}

function report(file: FileView, before: NodeId, earlier: NodeId, pair: NodeId): void {
  const { tree } = file;
  const key = childOf(tree, pair, Role.Key);
  const value = childOf(tree, pair, Role.Value);
  const isRepeated = isSameCode(tree, value, childOf(tree, earlier, Role.Value)) && !hasEffect(tree, value);
  const line = tree.text.slice(0, tree.start[earlier]).split("\n").length;
  const message = `The key \`${nameOf(tree, pair)}\` was given on line ${line} already; that value is lost.`;
  const at = key === noNode ? pair : key;
  if (!isRepeated) return file.report({ at, message });
  // The first place decides the order of keys, so the repetition goes.
  const edits = [{ start: tree.end[before]!, end: tree.end[pair]!, replacement: "" }];
  file.report({ at, message, severity: "info", fix: { description: "Remove the repetition", safety: "safe", edits } });
}
