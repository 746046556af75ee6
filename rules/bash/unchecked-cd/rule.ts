// bash/unchecked-cd: a cd that may fail is not checked.

import { Kind, Role, ancestorOf, childrenOf, defineRule, hasErrExit, nameOf, nextSibling, noNode, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/unchecked-cd",
    title: "A cd that may fail is not checked",
    description: "If the folder is not there, everything after it works in the wrong place.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-252"],
    remediationMinutes: 2,
    precision: { sampled: 14, true: 13, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2164"] },
  },
  words: [["cd", "pushd"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    const name = nameOf(tree, node);
    if ((name !== "cd" && name !== "pushd") || hasErrExit(tree) || file.hostLanguage !== undefined) return;
    const [target] = childrenOf(tree, node, Role.Argument).filter((word) => !/^-[LPe@]*$|^--$/.test(nameOf(tree, word)) || nameOf(tree, word) === "-");
    if (target === undefined || /^(?:\.\.(?:\/\.\.)*\/?|-|\/|\.)$/.test(nameOf(tree, target)) || /^"?\$\{?(?:HOME|OLDPWD)\}?"?$/.test(textOf(tree, target))) return;
    const role = tree.role[node];
    const parent = tree.parent[node]!;
    // Its status is looked at: `cd x || exit`, `if cd x`, the last command of a function or substitution.
    if (tree.kind[parent] === Kind.Logical || tree.kind[parent] === Kind.Unary || role === Role.Test || role === Role.Element) return;
    if (nextSibling(tree, node) === noNode && isEndOfFunction(tree, parent)) return;
    const isInFunction = ancestorOf(tree, node, functions) !== noNode;
    const way = isInFunction ? "return" : "exit";
    file.report({
      at: node,
      message: `If this fails, what follows runs in the wrong folder; write \`${name} … || ${way}\`.`,
      fix: { description: `Add \`|| ${way}\``, safety: "unsafe", edits: [{ start: tree.end[node]!, end: tree.end[node]!, replacement: ` || ${way}` }] },
    });
  },
});

const functions: ReadonlySet<number> = new Set([Kind.FunctionDeclaration]);

function isEndOfFunction(tree: SyntaxTree, parent: NodeId): boolean {
  return tree.kind[parent] === Kind.CommandSubstitution || (tree.kind[parent] === Kind.Block && tree.kind[tree.parent[parent]!] === Kind.FunctionDeclaration);
}
