// bash/spaced-assignment: blanks around the sign of an assignment.

import { Kind, Role, childrenOf, defineRule, nameOf, textOf } from "../../../src/rule-kit/index.ts";

const commands: ReadonlySet<string> = new Set(["test", "expr", "echo", "let", "printf", "die", "fail", "info", "log", "usage", "dict"]);

export const rule = defineRule({
  meta: {
    id: "bash/spaced-assignment",
    title: "Blanks around the sign of an assignment",
    description: "The name is run as a command with `=` as its argument.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-480"],
    remediationMinutes: 1,
    precision: { sampled: 0, true: 0, on: "181 scripts of Debian's /usr/bin, /usr/sbin, /etc and git" },
    equivalents: { shellcheck: ["SC2283", "SC1068", "SC2281"] },
  },
  words: [["=", "=="]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    const name = nameOf(tree, node);
    const [sign] = childrenOf(tree, node, Role.Argument);
    if (sign === undefined || textOf(tree, sign) !== "=" || !/^[A-Za-z_]\w*$/.test(name) || commands.has(name)) return;
    file.report({ at: { start: tree.start[node]!, end: tree.end[sign]! }, message: `This runs \`${name}\` as a command; an assignment has no blanks: \`${name}=…\`.` });
  },
});
