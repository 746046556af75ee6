// javascript/needless-condition: a condition is always true, as the TypeScript compiler knows.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "javascript/needless-condition",
    title: "A condition is always true",
    description: "Its type leaves no other choice: the branch behind it is never left out, and whoever wrote it meant something else.",
    languages: ["typescript"],
    category: "reliability",
    severity: "info",
    confidence: "medium",
    cwe: [],
    precision: { sampled: 0, true: 0, on: "@reduxjs/toolkit 2.15, @tanstack/query-core 5.108, @tanstack/router-core 1.171, @trpc/client 11.25, @trpc/server 11.25, bson 7.3, mobx 7.1, mongodb 7.9, msw 2.15, openai 6.49, with --types" },
    needsTypes: true,
    remediationMinutes: 5,
    isOnByDefault: false,
    equivalents: { eslint: ["@typescript-eslint/no-unnecessary-condition"] },
  },
  checkProject: ({ typeFacts }) =>
    typeFacts.flatMap(({ kind, path, start, end, code, type }) => (kind === "always-true" ? [{ path, at: { start, end }, message: `\`${code}\` is always there: its type \`${type}\` has no value that counts as false.` }] : [])),
});
