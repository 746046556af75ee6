// python/hard-coded-secret: a password, key or token written into the code.

import { Kind, defineRule, isTestPath, judgeFormat, judgeNamed, nameOf, receiverName } from "../../../src/rule-kit/index.ts";
import type { FileView, NodeId } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/hard-coded-secret",
    title: "A password, key or token is written into the code",
    description: "Everyone who can read the code or its history has the secret, and it cannot be changed without a release.",
    languages: ["python"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-798"],
    securitySeverity: 7.5,
    remediationMinutes: 30,
    unproven: "The secret stands in the text: there is nothing to run.",
    precision: { sampled: 4, true: 4, on: "Django 5.2, flask 3.1, requests 2.34, celery 5.7, sqlalchemy 2.1, rich 15" },
    equivalents: { bandit: ["B105", "B106", "B107"], ruff: ["S105", "S106", "S107"] },
    options: {
      reportInTests: { default: false, description: "Also report secrets in tests that only their names give away; known formats are always reported" },
    },
  },
  words: [],
  kinds: [Kind.String, Kind.StringConcatenation],
  check(file, node, options) {
    const { tree } = file;
    const value = valueOf(file, node);
    if (value === undefined || value.length < 8) return;
    const name = receiverName(tree, node);
    const judgement = name === undefined ? judgeFormat(value) : judgeNamed(name, value);
    if (judgement === undefined) return;
    const isTest = isTestPath(file.path);
    if (isTest && judgement.confidence !== "high" && options.reportInTests !== true) return;
    file.report({
      at: node,
      confidence: isTest ? "low" : judgement.confidence,
      severity: isTest ? "warning" : "error",
      message: name === undefined ? `This string is ${judgement.what}.` : `\`${name}\` holds ${judgement.what} that is written into the code.`,
    });
  },
});

/** The text of a literal; the parts of a concatenation are judged as the whole. */
function valueOf(file: FileView, node: NodeId): string | undefined {
  const { tree } = file;
  if (tree.kind[node] === Kind.String) {
    return tree.kind[tree.parent[node]!] === Kind.StringConcatenation ? undefined : nameOf(tree, node);
  }
  const constant = file.constant(node);
  return constant?.type === "string" || constant?.type === "bytes" ? constant.value : undefined;
}
