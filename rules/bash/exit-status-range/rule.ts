// bash/exit-status-range: an exit status beyond 255.

import { Kind, Role, childrenOf, defineRule, nameOf, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/exit-status-range",
    title: "An exit status beyond 255",
    description: "Only eight bits arrive: 256 is success.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-393"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    equivalents: { shellcheck: ["SC2242", "SC2152"] },
  },
  words: [["exit", "return"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    const name = nameOf(tree, node);
    const [status] = childrenOf(tree, node, Role.Argument);
    if ((name !== "exit" && name !== "return") || status === undefined) return;
    const text = textOf(tree, status);
    if (!/^-?\d+$/.test(text) || (Number(text) >= 0 && Number(text) <= 255)) return;
    file.report({ at: status, message: `\`${text}\` arrives as ${((Number(text) % 256) + 256) % 256}: a status is between 0 and 255.` });
  },
});
