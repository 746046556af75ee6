// bash/variable-format: a variable is the format of printf.

import { Kind, Role, childrenOf, defineRule, nameOf, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "bash/variable-format",
    title: "A variable is the format of printf",
    description: "A `%` or backslash in its value is taken for an order.",
    languages: ["bash"],
    category: "reliability",
    severity: "info",
    confidence: "high",
    cwe: ["CWE-134"],
    remediationMinutes: 2,
    precision: { sampled: 3, true: 2, on: "181 scripts of Debian's /usr/bin, /usr/sbin, /etc and git" },
    isOnByDefault: false,
    equivalents: { shellcheck: ["SC2059"] },
  },
  words: [["printf"]],
  kinds: [Kind.Command],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "printf") return;
    const words = childrenOf(tree, node, Role.Argument);
    const format = words[nameOf(tree, words[0] ?? 0) === "-v" ? 2 : nameOf(tree, words[0] ?? 0) === "--" ? 1 : 0];
    if (format === undefined || (tree.kind[format] !== Kind.TemplateString && tree.kind[format] !== Kind.Expansion && tree.kind[format] !== Kind.CommandSubstitution)) return;
    // `printf "$browser" "$1"`: what has values to fill in is a format on purpose.
    if (words.at(-1) !== format && /^"?\$\{?\w+\}?"?$/.test(textOf(tree, format))) return;
    // `$format` and colours are formats on purpose.
    if (/\$\(\(/.test(textOf(tree, format))) return;
    const names = [...textOf(tree, format).matchAll(/\$\{?(\w+)/g)].map((found) => found[1]!);
    if (names.length > 0 && names.every((name) => /format|fmt|pattern|template|colou?r|cyan|magenta|plain|white|gr[ae]y|reset|end$|off$|red|green|blue|yellow|bold|normal|nc$|^[A-Z]{1,3}$/i.test(name))) return;
    file.report({ at: format, message: `A \`%\` in the value would be an order to \`printf\`; write \`printf '%s' …\`.` });
  },
});
