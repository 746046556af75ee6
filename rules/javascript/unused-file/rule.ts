// javascript/unused-file: a file that no entry of its package leads to.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "javascript/unused-file",
    title: "Nothing loads a file",
    description: "No entry of the package, no script, no test and no tool's convention leads to it, so it never runs.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    remediationMinutes: 5,
  },
  checkProject: ({ unusedFiles }) =>
    unusedFiles.flatMap(({ path, language, confidence }) =>
      rule.meta.languages.includes(language) ? [{ path, at: "file" as const, message: "No entry of the package, script or test leads to this file.", confidence }] : [],
    ),
});
