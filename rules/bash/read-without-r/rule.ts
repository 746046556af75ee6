// bash/read-without-r: read takes backslashes away.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/read-without-r",
    title: "read takes backslashes away",
    description: "A backslash in the input disappears, and one at the end of a line joins the next line to it.",
    languages: ["bash"],
    category: "reliability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 1,
    precision: { sampled: 12, true: 12, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2162"] },
  },
  words: [["read"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "read") return;
    const words = childrenOf(tree, node, Role.Argument);
    if (words.some((word) => /^-[A-Za-z]*r/.test(nameOf(tree, word)) || (tree.kind[word] === Kind.Expansion && tree.role[word] === Role.Argument && /opt|flag|arg/i.test(nameOf(tree, word))))) return;
    const end = tree.end[childOf(tree, node, Role.Callee)]!;
    file.report({ at: node, message: "`read` without `-r` takes backslashes out of what it reads.", fix: { description: "Add `-r`", safety: "unsafe", edits: [{ start: end, end, replacement: " -r" }] } });
  },
});
