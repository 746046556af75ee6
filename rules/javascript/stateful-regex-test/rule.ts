// javascript/stateful-regex-test: `.test` on a shared expression with the `g` or `y` flag remembers where it stopped.

import { Kind, Role, ancestorOf, childOf, defineRule, isFunctionLike, isWithin, nameOf, noNode, textOf, writtenValue } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

const loops: ReadonlySet<number> = new Set([Kind.While, Kind.DoWhile, Kind.For]);

export const rule = defineRule({
  meta: {
    id: "javascript/stateful-regex-test",
    title: "A shared regular expression with the g flag is tested",
    description: "After a match the next `test` begins in the middle of its text: the same question is answered true and false in turn.",
    languages: ["javascript", "typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-185"],
    precision: { sampled: 1, true: 0, on: "effect 4.1, eslint 10.15, fastify 5.12, knex 3.3, mongoose 9.12, npm 11.21, pino, rxjs 7.8, sequelize 6.37, typeorm 1.1, undici, webpack 5.113, zod 4.6, scripts of sphinx, alembic, SQLAlchemy" },
    isOnByDefault: false,
    remediationMinutes: 5,
    fixSafety: "unsafe",
    equivalents: { eslint: ["sonarjs/stateful-regex"] },
  },
  words: [["test"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute || nameOf(tree, callee) !== "test") return;
    const object = childOf(tree, callee, Role.Object);
    const binding = tree.kind[object] === Kind.Name ? file.scopes.bindingOf(object) : undefined;
    if (binding === undefined || binding.writes.length !== 1 || binding.scope === file.scopes.scopeOf(node)) return;
    const pattern = writtenValue(tree, binding.writes[0]!);
    if (pattern === noNode || tree.kind[pattern] !== Kind.Regex) return;
    const written = textOf(tree, pattern);
    const flags = written.slice(written.lastIndexOf("/") + 1);
    if (!/[gy]/.test(flags) || !isCalledAgain(file, node, pattern) || binding.reads.some((read) => isSteered(file, read) || isReset(file, node, read))) return;
    // Only where nothing else goes by the flag can it be taken away.
    const isOnlyTested = binding.reads.every((read) => tree.kind[tree.parent[read]!] === Kind.Attribute && nameOf(tree, tree.parent[read]!) === "test");
    const edits = [{ start: tree.end[pattern]! - flags.length, end: tree.end[pattern]!, replacement: flags.replace(/[gy]/g, "") }];
    const fix = { description: "Take the flag away", safety: "unsafe" as const, edits };
    file.report({ at: node, message: `\`${nameOf(tree, object)}\` has the flag \`${/[gy]/.exec(flags)![0]}\` and is shared: \`test\` goes on where its last match ended.`, ...(isOnlyTested && flags.includes("g") && !flags.includes("y") ? { fix } : {}) });
  },
});

/** In a function while the expression is made outside of it; in a loop `test` may walk through one text on purpose. */
function isCalledAgain(file: FileView, call: NodeId, pattern: NodeId): boolean {
  const { tree } = file;
  if (ancestorOf(tree, call, loops) !== noNode) return false;
  for (let at = tree.parent[call]!; at !== 0; at = tree.parent[at]!) {
    if (isFunctionLike(tree, at)) return pattern < at || pattern >= tree.subtreeEnd[at]!;
  }
  return false;
}

/** `pattern.lastIndex = 0`, or the expression handed on: somebody minds its state, perhaps. */
function isSteered(file: FileView, read: NodeId): boolean {
  const { tree } = file;
  const parent = tree.parent[read]!;
  return tree.kind[parent] === Kind.Attribute && nameOf(tree, parent) === "lastIndex";
}

/** `if (pattern.test(text)) text = text.replace(pattern, "")`: replacing begins and ends at the start. */
function isReset(file: FileView, call: NodeId, read: NodeId): boolean {
  const { tree } = file;
  const condition = tree.parent[call]!;
  const user = tree.parent[read]!;
  if (tree.role[call] !== Role.Test || tree.kind[user] !== Kind.Call || !isWithin(tree, user, condition)) return false;
  return /^(?:replace|replaceAll|match)$/.test(nameOf(tree, childOf(tree, user, Role.Callee)));
}
