// metrics/high-cyclomatic-complexity: a function with more branches than one tests.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

export const rule = defineFunctionRule({
  meta: {
    id: "metrics/high-cyclomatic-complexity",
    title: "A function has many branches",
    description: "Each branch needs a test of its own; functions with many are seldom tested whole.",
    languages: ["python", "javascript", "typescript", "bash"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 15,
    equivalents: { eslint: ["complexity"], ruff: ["C901"], flake8: ["C901"], pylint: ["too-many-branches", "R0912"] },
    supersedes: ["metrics/long-function"],
    options: { limit: { default: 20, description: "The largest cyclomatic complexity that passes" } },
  },
  figureOf: (subject) => subject.cyclomatic,
  say: (name, figure, limit) => `\`${name}\` takes ${figure} tests to cover its branches; at most ${limit} are wanted.`,
  minutesFor: (figure, limit) => 10 + (figure - limit),
});
