// python/assert-on-tuple: an assertion of a tuple, which always holds.

import { Kind, Role, childOf, childrenOf, defineRule, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "python/assert-on-tuple",
    title: "An assertion checks a tuple, which is always true",
    description: "With parentheses around condition and message the assertion can never fail, so it checks nothing.",
    languages: ["python"],
    category: "reliability",
    severity: "error",
    confidence: "high",
    cwe: ["CWE-571"],
    remediationMinutes: 2,
    precision: { sampled: 0, true: 0, on: "airflow-core 3.3, ansible-core 2.21, buildbot 4.3, calibreweb 0.6, changedetection.io 0.60, label-studio 1.23, mitmproxy 12.3, mlflow 3.18, moin 2.0b5, OctoPrint 1.11, paramiko 5.1, pretix 2026.8, sentry-sdk 2.75, wagtail 8.0, weblate 2026.10" },
    fixSafety: "unsafe",
    equivalents: { ruff: ["F631"], flake8: ["F631"], pylint: ["W0199", "assert-on-tuple"] },
  },
  words: [],
  kinds: [Kind.Assert],
  check(file, node) {
    const { tree } = file;
    const test = childOf(tree, node, Role.Test);
    if (tree.kind[test] !== Kind.Tuple) return;
    const [condition, message, more] = childrenOf(tree, test, Role.Element);
    if (condition === undefined || tree.kind[condition] === Kind.Spread) return;
    const isPlain = message !== undefined && more === undefined && childOf(tree, node, Role.Message) === -1 && !textOf(tree, test).includes("#");
    file.report({
      at: test,
      message: "This asserts a tuple, which is always true; the condition inside of it is never checked.",
      ...(isPlain && !textOf(tree, test).includes("\n")
        ? {
            fix: {
              description: "Take the parentheses away",
              safety: "unsafe" as const,
              edits: [{ start: tree.start[test]!, end: tree.end[test]!, replacement: `${textOf(tree, condition)}, ${textOf(tree, message)}` }],
            },
          }
        : {}),
    });
  },
});
