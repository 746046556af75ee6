// bash/masked-status: a declaration hides that a command failed.

import { Kind, Role, childOf, childrenOf, defineRule, hasErrExit, nameOf, noNode } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const declarations: ReadonlySet<string> = new Set(["local", "export", "declare", "readonly", "typeset"]);

export const rule = defineRule({
  meta: {
    id: "bash/masked-status",
    title: "A declaration hides that a command failed",
    description: "The status is that of `local` or `export`, which succeeds, so that neither `set -e` nor `$?` sees the failure.",
    languages: ["bash"],
    category: "reliability",
    severity: "info",
    confidence: "high",
    cwe: ["CWE-252"],
    remediationMinutes: 3,
    precision: { sampled: 12, true: 11, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    equivalents: { shellcheck: ["SC2155"] },
  },
  words: [["local", "export", "declare", "readonly", "typeset"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    if (!declarations.has(nameOf(tree, node))) return;
    const readOnly = childrenOf(tree, node, Role.Argument).some((word) => /^-[a-zA-Z]*r/.test(nameOf(tree, word)));
    for (const word of childrenOf(tree, node, Role.Argument)) {
      if (tree.kind[word] !== Kind.Assignment || readOnly || nameOf(tree, node) === "readonly") continue;
      const value = childOf(tree, word, Role.Value);
      const substitution = value === noNode ? noNode : substitutionIn(tree, value);
      if (substitution === noNode) continue;
      const name = nameOf(tree, childOf(tree, word, Role.Target));
      file.report({
        at: word,
        severity: hasErrExit(tree) ? "warning" : "info",
        message: `If the command fails, \`${nameOf(tree, node)}\` hides it; declare \`${name}\` first and assign then.`,
      });
    }
  },
});

/** The value itself, or a hole of the string that it is. */
function substitutionIn(tree: SyntaxTree, value: NodeId): NodeId {
  for (let at = value; at < tree.subtreeEnd[value]!; at++) {
    if (tree.kind[at] === Kind.CommandSubstitution) return at;
  }
  return noNode;
}
