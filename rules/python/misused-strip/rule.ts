// python/misused-strip: `lstrip` or `rstrip` with a word, which strips its letters in any order.

import { Kind, Role, childOf, childrenOf, defineRule, nameOf, quoteCode } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/misused-strip",
    title: "A word is stripped letter by letter",
    description: "`lstrip` and `rstrip` take a set of characters: they remove more than the word where its letters go on in the text.",
    languages: ["python"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    remediationMinutes: 5,
    precision: { sampled: 6, true: 6, on: "pretix 2026.8, weblate 2026.10, label-studio 1.23, wagtail 8.0, changedetection.io 0.60, calibreweb 0.6, OctoPrint 1.11, salt 3008.5, twisted 26.10, ansible-core 2.21, airflow-core 3.3, mlflow 3.17, litellm 1.110, moin 2.0b5" },
    equivalents: { ruff: ["B005", "PLE1310"], flake8: ["B005"], pylint: ["E1310", "bad-str-strip-call"] },
  },
  words: [["lstrip", "rstrip"]],
  kinds: [Kind.Call],
  check(file, node) {
    const { tree } = file;
    const callee = childOf(tree, node, Role.Callee);
    if (tree.kind[callee] !== Kind.Attribute) return;
    const name = nameOf(tree, callee);
    if (name !== "lstrip" && name !== "rstrip") return;
    const [argument, more] = childrenOf(tree, node, Role.Argument);
    const value = argument === undefined || more !== undefined ? undefined : file.constant(argument);
    if (value === undefined || (value.type !== "string" && value.type !== "bytes") || !isWord(value.value)) return;
    const instead = name === "lstrip" ? "removeprefix" : "removesuffix";
    file.report({
      at: node,
      message: `\`${name}\` removes any of the characters of ${quoteCode(file, argument!)}, not the word; \`${instead}\` removes the word.`,
    });
  },
});

/** A file ending, an address or a word: three letters or more in an order that is no range, or a character that stands twice. */
function isWord(text: string): boolean {
  const isRepeating = new Set(text).size < text.length;
  if (isRepeating) return /[A-Za-z]/.test(text);
  return /^[._-][A-Za-z]{2,}$/.test(text) || /^[A-Za-z]{2,}[._:-]+$/.test(text);
}
