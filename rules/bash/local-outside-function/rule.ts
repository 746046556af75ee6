// bash/local-outside-function: local outside of a function.

import { Kind, ancestorOf, defineRule, nameOf, noNode, shellDialect } from "../../../src/rule-kit/index.ts";

const functions: ReadonlySet<number> = new Set([Kind.FunctionDeclaration]);

export const rule = defineRule({
  meta: {
    id: "bash/local-outside-function",
    title: "local outside of a function",
    description: "Bash refuses it and goes on; the variable is not set.",
    languages: ["bash"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: [],
    remediationMinutes: 1,
    precision: { sampled: 0, true: 0, on: "890 scripts of Debian 12" },
    equivalents: { shellcheck: ["SC2168"] },
  },
  words: [["local"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "local" || file.hostLanguage !== undefined || ancestorOf(tree, node, functions) !== noNode) return;
    // A file without a first line for a shell may be read into a function; a fragment may be part of one.
    if (shellDialect(tree) === undefined || tree.problems.length > 0) return;
    file.report({ at: node, message: "`local` works in functions only; here it fails and sets nothing." });
  },
});
