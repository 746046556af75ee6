// python/unused-file: a module that nothing imports or starts.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "python/unused-file",
    title: "Nothing imports a module",
    description: "No file imports it, nothing starts it, and no tool or framework looks for its name, so it never runs.",
    languages: ["python"],
    category: "maintainability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 5,
  },
  checkProject: ({ unusedFiles }) =>
    unusedFiles.flatMap(({ path, language, confidence }) =>
      rule.meta.languages.includes(language) ? [{ path, at: "file" as const, message: "Nothing imports or starts this module.", confidence }] : [],
    ),
});
