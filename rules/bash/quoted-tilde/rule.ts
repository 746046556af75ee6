// bash/quoted-tilde: a tilde in quotes is no home folder.

import { Kind, Role, defineRule, nameOf, quoteCode, textOf } from "../../../src/rule-kit/index.ts";

const printers = /^(?:echo|printf|log|info|warn|error|die|fail|usage|print|msg|debug|grep|sed|awk|\\w*echo)$/;

export const rule = defineRule({
  meta: {
    id: "bash/quoted-tilde",
    title: "A tilde in quotes is no home folder",
    description: "The path begins with a folder called `~`.",
    languages: ["bash"],
    category: "reliability",
    severity: "warning",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 1,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    equivalents: { shellcheck: ["SC2088"] },
  },
  words: [],
  kinds: [Kind.String, Kind.TemplateString],
  check(file, node) {
    const { tree } = file;
    if (!/^["']~(?:\/|["'])/.test(textOf(tree, node))) return;
    const role = tree.role[node];
    const parent = tree.parent[node]!;
    const isValue = role === Role.Value && tree.kind[parent] === Kind.Assignment;
    const isArgument = role === Role.Argument && tree.kind[parent] === Kind.Command && !printers.test(nameOf(tree, parent)) && !/echo|print|log|msg/i.test(nameOf(tree, parent));
    const isTest = role === Role.Operand;
    if (isValue || isArgument || isTest) file.report({ at: node, message: `${quoteCode(file, node)} begins with a folder called \`~\`; write \`$HOME\`.` });
  },
});
