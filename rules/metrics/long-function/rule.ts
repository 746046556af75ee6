// metrics/long-function: a function that does not fit in a head.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

export const rule = defineFunctionRule({
  meta: {
    id: "metrics/long-function",
    title: "A function is very long",
    description: "It does several things at once, and none of them can be tested or used by itself.",
    languages: ["python", "javascript", "typescript", "bash"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 20,
    equivalents: { eslint: ["max-lines-per-function"], pylint: ["too-many-statements", "R0915"], ruff: ["PLR0915"] },
    options: { limit: { default: 150, description: "The largest number of lines of code that passes" } },
  },
  // What runs from top to bottom without a branch is read like a list, however long it is.
  figureOf: (subject) => (subject.cyclomatic === 1 ? 0 : subject.codeLines),
  say: (name, figure, limit) => `\`${name}\` has ${figure} lines of code, without comments, blank lines and inner functions; at most ${limit} are wanted.`,
  minutesFor: (figure, limit) => 10 + Math.ceil((figure - limit) / 10),
});
