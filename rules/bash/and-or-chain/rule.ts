// bash/and-or-chain: a && B || C is no if-then-else.

import { Kind, Role, childOf, defineRule, nameOf, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

/** Commands that do not fail, or after which nothing follows. */
const sure: ReadonlySet<string> = new Set(["echo", "printf", "exit", "return", "true", ":", "export", "local", "declare", "shift", "set", "continue", "break", "[", "test"]);

export const rule = defineRule({
  meta: {
    id: "bash/and-or-chain",
    title: "A && B || C is no if-then-else",
    description: "C runs also where A succeeds and B fails.",
    languages: ["bash"],
    category: "reliability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 3,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    equivalents: { shellcheck: ["SC2015"] },
  },
  words: [["||"], ["&&"]],
  kinds: [Kind.Logical],
  check(file, node) {
    const { tree } = file;
    const left = childOf(tree, node, Role.Left);
    if (nameOf(tree, node) !== "||" || left === noNode || tree.kind[left] !== Kind.Logical || nameOf(tree, left) !== "&&") return;
    const then = childOf(tree, left, Role.Right);
    const otherwise = childOf(tree, node, Role.Right);
    if (then === noNode || otherwise === noNode || tree.kind[then] !== Kind.Command || sure.has(nameOf(tree, then)) || isCondition(tree, node)) return;
    // `… || true` and `… || exit` are there for the failure of either.
    if (tree.kind[otherwise] !== Kind.Command || sure.has(nameOf(tree, otherwise)) || tree.kind[childOf(tree, left, Role.Left)] !== Kind.TestCommand) return;
    file.report({ at: node, message: `\`${nameOf(tree, otherwise)}\` runs also where \`${nameOf(tree, then) || textOf(tree, then)}\` fails; write \`if … then … else\`.` });
  },
});

/** Where only the status counts: in tests, and as a part of a longer chain. */
function isCondition(tree: SyntaxTree, node: NodeId): boolean {
  return tree.role[node] === Role.Test || tree.kind[tree.parent[node]!] === Kind.Logical || tree.kind[tree.parent[node]!] === Kind.TestCommand || tree.kind[tree.parent[node]!] === Kind.Arithmetic;
}
