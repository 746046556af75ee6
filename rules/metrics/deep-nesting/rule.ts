// metrics/deep-nesting: control structures inside each other, deeper than one can follow.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

export const rule = defineFunctionRule({
  meta: {
    id: "metrics/deep-nesting",
    title: "Control structures are nested deeply",
    description: "To know when the innermost line runs, a reader must hold every condition around it.",
    languages: ["python", "javascript", "typescript", "bash"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 10,
    equivalents: { eslint: ["max-depth"], pylint: ["too-many-nested-blocks", "R1702"], ruff: ["PLR1702"] },
    supersedes: ["metrics/high-cyclomatic-complexity", "metrics/long-function"],
    options: { limit: { default: 4, description: "The deepest nesting that passes" } },
  },
  figureOf: (subject) => subject.nesting,
  say: (name, figure, limit) => `\`${name}\` nests control structures ${figure} deep; at most ${limit} is wanted.`,
  minutesFor: (figure, limit) => 10 + 5 * (figure - limit),
});
