// javascript/unused-definition: a function, class or type of a module that nothing names.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "javascript/unused-definition",
    title: "Nothing uses a definition of the module",
    description: "It is neither exported nor named in its file, so it never runs; its readers do not know that.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 3,
    equivalents: { eslint: ["no-unused-vars", "@typescript-eslint/no-unused-vars"] },
  },
  checkProject: ({ unusedDefinitions }) =>
    unusedDefinitions.flatMap(({ path, language, name, exportedAs, kind, start, end, confidence }) =>
      exportedAs === undefined && rule.meta.languages.includes(language) ? [{ path, at: { start, end }, message: `Nothing uses the ${kind} \`${name}\`.`, confidence }] : [],
    ),
});
