// metrics/many-parameters: a call that nobody can read.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

export const rule = defineFunctionRule({
  meta: {
    id: "metrics/many-parameters",
    title: "A function takes many parameters by position",
    description: "A call does not show which value is which, and two of them are easily swapped.",
    languages: ["python", "javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 20,
    equivalents: { eslint: ["max-params"], pylint: ["too-many-positional-arguments", "R0917"], ruff: ["PLR0917"] },
    options: { limit: { default: 7, description: "The largest number of parameters that passes" } },
  },
  figureOf: (subject) => subject.parameters,
  say: (name, figure, limit) => `\`${name}\` takes ${figure} parameters by position; at most ${limit} are wanted.`,
  minutesFor: () => 20,
});
