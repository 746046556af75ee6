// bash/removal-below-empty: an empty variable makes rm remove from the root.

import { Kind, Role, childrenOf, defineRule, nameOf, noNode, shellValues, textOf } from "../../../src/rule-kit/index.ts";
import type { NodeId, SyntaxTree } from "../../../src/rule-kit/index.ts";

const fromRoot = /^"?\$\{?([A-Za-z_]\w*)\}?"?\/(?:"?\*"?|"?(?:bin|boot|dev|etc|home|lib|lib64|opt|proc|root|run|sbin|srv|sys|usr|var)"?(?:\/.*)?)?"?$/;

export const rule = defineRule({
  meta: {
    id: "bash/removal-below-empty",
    title: "An empty variable makes rm remove from the root",
    description: "If the variable is empty, the path begins at `/`.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-73"],
    remediationMinutes: 5,
    precision: { sampled: 1, true: 1, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2115"] },
  },
  words: [["rm"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "rm") return;
    const words = childrenOf(tree, node, Role.Argument);
    if (!words.some((word) => /^(?:-[a-zA-Z]*[rR]|--recursive$)/.test(nameOf(tree, word)))) return;
    for (const word of words) {
      const found = fromRoot.exec(textOf(tree, word));
      if (found === null || /"\s+"/.test(found[0])) continue;
      const name = found[1]!;
      const values = shellValues(tree, name);
      const isFilled = values.length > 0 && values.every((value) => value !== noNode && isWritten(tree, value));
      if (isFilled || new RegExp(`\\$\\{${name}:\\?|-[nz] +"?\\$\\{?${name}\\b`).test(tree.text.slice(0, tree.start[node]))) continue;
      const at = tree.start[word]! + found[0].indexOf("$");
      const length = found[0].slice(found[0].indexOf("$")).match(/^\$\{?\w+\}?/)![0].length;
      file.report({
        at: word,
        message: `If \`${name}\` is empty, this removes from \`/\`; write \`\${${name}:?}\`.`,
        fix: { description: `Fail where \`${name}\` is empty`, safety: "unsafe", edits: [{ start: at, end: at + length, replacement: `\${${name}:?}` }] },
      });
    }
  },
});

/** A value that begins with text cannot be empty. */
function isWritten(tree: SyntaxTree, value: NodeId): boolean {
  return /^["']?[^"'$`\s]/.test(textOf(tree, value));
}
