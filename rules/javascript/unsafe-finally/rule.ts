// javascript/unsafe-finally: a jump out of `finally` throws away the result or the error on its way.

import { Kind, Role, childOf, defineRule, isWithin, jumpTarget, noNode, ownNodes } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const jumps: ReadonlyMap<number, string> = new Map([
  [Kind.Return, "return"],
  [Kind.Break, "break"],
  [Kind.Continue, "continue"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/unsafe-finally",
    title: "A jump out of finally swallows errors and results",
    description: "An error that is on its way, or the value of an earlier `return`, disappears without a trace.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-584"],
    precision: { sampled: 1, true: 1, on: "effect 4.1, eslint 10.15, fastify 5.12, knex 3.3, mongoose 9.12, npm 11.21, pino, rxjs 7.8, sequelize 6.37, typeorm 1.1, undici, webpack 5.113, zod 4.6, scripts of sphinx, alembic, SQLAlchemy" },
    remediationMinutes: 15,
    equivalents: { eslint: ["no-unsafe-finally"], oxlint: ["eslint/no-unsafe-finally"] },
  },
  words: [],
  kinds: [Kind.Try],
  check(file, node) {
    const { tree } = file;
    const finalizer = childOf(tree, node, Role.Finalizer);
    if (finalizer === noNode) return;
    for (const at of ownNodes(tree, finalizer)) {
      const word = jumps.get(tree.kind[at]!);
      if (word === undefined || !isLeaving(file, at, finalizer)) continue;
      file.report({ at, message: `\`${word}\` in \`finally\` throws away an error or a result that is on its way.` });
    }
  },
});

function isLeaving(file: FileView, jump: NodeId, finalizer: NodeId): boolean {
  const { tree } = file;
  if (tree.kind[jump] === Kind.Return) return true;
  const label = childOf(tree, jump, Role.Label);
  if (label === noNode) return !isWithin(tree, jumpTarget(tree, jump), finalizer);
  return !ownNodes(tree, finalizer).some((at) => tree.kind[at] === Kind.Labeled && tree.name[childOf(tree, at, Role.Label)] === tree.name[label] && isWithin(tree, jump, at));
}
