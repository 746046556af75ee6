// bash/unquoted-arguments: all arguments are passed on without quotes.

import { Kind, Role, defineRule, nameOf, noNode, splittingCommand, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/unquoted-arguments",
    title: "All arguments are passed on without quotes",
    description: "Arguments with blanks are torn apart, empty ones disappear.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: ["CWE-88"],
    remediationMinutes: 1,
    precision: { sampled: 14, true: 14, on: "Debian's scripts in /usr and /etc, scripts of 12 npm packages" },
    fixSafety: "unsafe",
    equivalents: { shellcheck: ["SC2068", "SC2048"] },
  },
  words: [["@", "*"]],
  kinds: [Kind.Expansion],
  check(file, node) {
    const { tree } = file;
    const text = textOf(tree, node);
    const isArray = /^\$\{\w+\[[@*]\]\}$/.test(text);
    const isAll = /^\$[@*]$|^\$\{[@*]\}$/.test(text);
    if (!isArray && !isAll) return;
    const command = splittingCommand(tree, node);
    if (command === noNode && tree.role[node] !== Role.Iterable) return;
    // `set -- $*`, `echo $*` and `eval` split or join on purpose.
    if (command !== noNode && /^(?:echo|printf|eval|set)$/.test(nameOf(tree, command))) return;
    const quoted = `"${text.replace("*", "@")}"`;
    const isWhole = tree.role[node] !== Role.Part;
    file.report({
      at: node,
      message: `\`${text}\` tears arguments with blanks apart; write \`${quoted}\`.`,
      ...(isWhole ? { fix: { description: `Write \`${quoted}\``, safety: "unsafe" as const, edits: [{ start: tree.start[node]!, end: tree.end[node]!, replacement: quoted }] } } : {}),
    });
  },
});
