// javascript/unused-export: what no other file of the project imports.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

const nouns = { function: "function", class: "class", method: "method", variable: "value", type: "type" } as const;

export const rule = defineProjectRule({
  meta: {
    id: "javascript/unused-export",
    title: "No file imports an export",
    description: "It looks like a part of the module's contract; whoever changes it takes care of users that do not exist.",
    languages: ["javascript", "typescript"],
    category: "maintainability",
    severity: "info",
    confidence: "high",
    cwe: [],
    remediationMinutes: 3,
    equivalents: { eslint: ["import/no-unused-modules"] },
    options: { reportUsedHere: { default: false, description: "Also report exports that only their own file uses: there the word `export` alone is of no use" } },
  },
  checkProject: ({ unusedDefinitions }, { reportUsedHere }) =>
    unusedDefinitions.flatMap(({ path, exportedAs, kind, start, end, isUsedHere, confidence }) => {
      if (exportedAs === undefined || (isUsedHere && reportUsedHere !== true)) return [];
      const what = `The exported ${nouns[kind]} \`${exportedAs}\` is imported nowhere`;
      return [{ path, at: { start, end }, message: isUsedHere ? `${what}; only this file uses it.` : `${what}, and this file does not use it.`, confidence }];
    }),
});
