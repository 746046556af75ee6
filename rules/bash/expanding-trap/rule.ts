// bash/expanding-trap: a trap's command is expanded when it is set.

import { Kind, Role, childrenOf, defineRule, nameOf, noNode, shellValues, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/expanding-trap",
    title: "A trap's command is expanded when it is set",
    description: "It uses the values of that moment, not those of the moment when it runs.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 2,
    precision: { sampled: 4, true: 3, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    isOnByDefault: false,
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2064"] },
  },
  words: [["trap"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "trap") return;
    const command = childrenOf(tree, node, Role.Argument).find((word) => !/^-{1,2}$/.test(nameOf(tree, word)));
    if (command === undefined || tree.kind[command] !== Kind.TemplateString) return;
    const text = textOf(tree, command);
    // A whole command in a variable is put together beforehand on purpose.
    if (/^"\$\{?\w+\}?"$/.test(text)) return;
    // What is the same at any time may be replaced at any time.
    const names = [...text.matchAll(/\$\{?(\w+)/g)].map((found) => found[1]!);
    if (!text.includes("$(") && !text.includes("`") && names.every((name) => isConstant(tree, name) || isSettled(tree, name, command))) return;
    // With a quote or a backslash in it the same text between single quotes would say something else.
    const isPlain = !/['\\]/.test(text);
    file.report({
      at: command,
      message: "The variables in this are replaced now, not when the trap runs; write it in single quotes.",
      ...(isPlain ? { fix: { description: "Use single quotes", safety: "unsafe" as const, edits: [{ start: tree.start[command]!, end: tree.end[command]!, replacement: `'${text.slice(1, -1)}'` }] } } : {}),
    });
  },
});

function isConstant(tree: SyntaxTree, name: string): boolean {
  const values = shellValues(tree, name);
  return values.length === 1 && values.every((value) => value !== noNode && (tree.kind[value] === Kind.String || tree.kind[value] === Kind.Number));
}

/** Set before the trap only: whether it is read now or later makes no difference. */
function isSettled(tree: SyntaxTree, name: string, trap: NodeId): boolean {
  const values = shellValues(tree, name);
  return values.length > 0 && values.every((value) => value !== noNode && tree.start[value]! < tree.start[trap]!);
}
