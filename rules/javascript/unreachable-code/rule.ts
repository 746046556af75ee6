// javascript/unreachable-code: a statement behind one that never lets control through.

import { Kind, Role, canReachEnd, childOf, childrenOf, defineRule, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

/** What takes effect wherever it stands in its block, or at no time. */
const timeless: ReadonlySet<number> = new Set([Kind.FunctionDeclaration, Kind.Empty, Kind.TypeAlias, Kind.Interface, Kind.Export, Kind.ImportFrom, Kind.Break]);
const words: ReadonlyMap<number, string> = new Map([
  [Kind.Return, "a `return`"],
  [Kind.Throw, "a `throw`"],
  [Kind.Break, "a `break`"],
  [Kind.Continue, "a `continue`"],
  [Kind.While, "a loop without an end"],
  [Kind.For, "a loop without an end"],
  [Kind.DoWhile, "a loop without an end"],
]);

export const rule = defineRule({
  meta: {
    id: "javascript/unreachable-code",
    title: "A statement can never run",
    description: "What it was meant to do does not happen: a leftover, or a return that came too early.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-561"],
    precision: { sampled: 1, true: 1, on: "effect 4.1, eslint 10.15, fastify 5.12, knex 3.3, mongoose 9.12, npm 11.21, pino, rxjs 7.8, sequelize 6.37, typeorm 1.1, undici, webpack 5.113, zod 4.6, scripts of sphinx, alembic, SQLAlchemy" },
    remediationMinutes: 10,
    equivalents: { eslint: ["no-unreachable"], oxlint: ["eslint/no-unreachable"] },
  },
  words: [],
  kinds: [Kind.Block, Kind.Case, Kind.Program],
  check(file, node) {
    const { tree } = file;
    const statements = childrenOf(tree, node, Role.Body);
    const end = statements.findIndex((statement) => !canReachEnd(tree, statement));
    if (end === -1) return;
    const dead = statements.slice(end + 1).find((statement) => !isTimeless(file, statement));
    if (dead === undefined) return;
    const last = statements[end]!;
    const why = words.get(tree.kind[last]!) ?? "statements that leave on every way";
    file.report({ at: dead, message: `This statement never runs: it stands behind ${why}.` });
  },
});

/** Also `var x;` without a value, which is lifted to the top. A `break` behind a `return` only closes its case. */
function isTimeless(file: FileView, statement: NodeId): boolean {
  const { tree } = file;
  if (timeless.has(tree.kind[statement]!)) return true;
  if (tree.kind[statement] !== Kind.VariableDeclaration || nameOf(tree, statement) !== "var") return false;
  return childrenOf(tree, statement, Role.Declaration).every((declarator) => childOf(tree, declarator, Role.Value) === noNode);
}
