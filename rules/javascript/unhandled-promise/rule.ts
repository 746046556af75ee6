// javascript/unhandled-promise: a promise is dropped, as the TypeScript compiler knows.

import { defineProjectRule } from "../../../src/rule-kit/index.ts";

export const rule = defineProjectRule({
  meta: {
    id: "javascript/unhandled-promise",
    title: "A promise is dropped",
    description: "Nothing waits for it, and where it is rejected nothing handles that: a server may end, a page goes on as if all were well.",
    languages: ["typescript"],
    category: "reliability",
    severity: "warning",
    confidence: "high",
    cwe: [],
    precision: { sampled: 0, true: 0, on: "@reduxjs/toolkit 2.15, @tanstack/query-core 5.108, @tanstack/router-core 1.171, @trpc/client 11.25, @trpc/server 11.25, bson 7.3, mobx 7.1, mongodb 7.9, msw 2.15, openai 6.49, with --types" },
    needsTypes: true,
    remediationMinutes: 10,
    equivalents: { eslint: ["@typescript-eslint/no-floating-promises"] },
  },
  checkProject: ({ typeFacts }) =>
    typeFacts.flatMap(({ kind, path, start, end, code }) => (kind === "dropped-promise" ? [{ path, at: { start, end }, message: `The promise of \`${code}\` is dropped: nothing waits for it or sees its errors.` }] : [])),
});
