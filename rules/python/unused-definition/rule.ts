// python/unused-definition: a function, class or method that nothing in the project names.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "python/unused-definition",
    title: "Nothing uses a function, class or method",
    description: "No file names it, nor a string from which it could be looked up, so it never runs; its readers do not know that.",
    languages: ["python"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 3,
    equivalents: { pylint: ["unused-private-member", "W0238"] },
  },
  checkProject: ({ unusedDefinitions }) =>
    unusedDefinitions.flatMap(({ path, language, name, owner, kind, start, end, confidence }) =>
      rule.meta.languages.includes(language) ? [{ path, at: { start, end }, message: `Nothing uses the ${kind} \`${owner === undefined ? name : `${owner}.${name}`}\`.`, confidence }] : [],
    ),
});
