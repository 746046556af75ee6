// metrics/high-cognitive-complexity: a function that is hard to follow.

import { defineFunctionRule } from "../../../src/rule-kit/index.ts";

export const rule = defineFunctionRule({
  meta: {
    id: "metrics/high-cognitive-complexity",
    title: "A function is hard to follow",
    description: "Branches, loops and their nesting ask more of a reader than one can hold; changes here go wrong more often.",
    languages: ["python", "javascript", "typescript", "bash"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 15,
    equivalents: { eslint: ["sonarjs/cognitive-complexity"] },
    supersedes: ["metrics/high-cyclomatic-complexity", "metrics/deep-nesting", "metrics/long-function"],
    options: { limit: { default: 15, description: "The largest cognitive complexity that passes" } },
  },
  figureOf: (subject) => subject.cognitive,
  say: (name, figure, limit) => `\`${name}\` is hard to follow: cognitive complexity ${figure}, at most ${limit} is wanted.`,
  minutesFor: (figure, limit) => 5 + (figure - limit),
});
