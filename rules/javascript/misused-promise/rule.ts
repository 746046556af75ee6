// javascript/misused-promise: a promise stands where its result was meant, as the TypeScript compiler knows.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "javascript/misused-promise",
    title: "A promise stands where its result was meant",
    description: "A promise counts as true whatever it comes to, and a caller that looks at no result sees no error.",
    languages: ["typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    precision: { sampled: 0, true: 0, on: "@reduxjs/toolkit 2.15, @tanstack/query-core 5.108, @tanstack/router-core 1.171, @trpc/client 11.25, @trpc/server 11.25, bson 7.3, mobx 7.1, mongodb 7.9, msw 2.15, openai 6.49, with --types" },
    needsTypes: true,
    remediationMinutes: 10,
    equivalents: { eslint: ["@typescript-eslint/no-misused-promises"] },
    options: { reportCallbacks: { default: false, description: "Also report async functions where one without a result is wanted" } },
  },
  checkProject: ({ typeFacts }, { reportCallbacks }) =>
    typeFacts.flatMap(({ kind, path, start, end, code }) => {
      if (kind === "promise-as-condition") return [{ path, at: { start, end }, message: `\`${code}\` is a promise, which counts as true whatever it comes to.` }];
      if (kind !== "promise-for-nothing" || reportCallbacks !== true) return [];
      return [{ path, at: { start, end }, message: "The caller of this async function looks at no result, so nothing sees its errors.", confidence: "medium" as const }];
    }),
});
