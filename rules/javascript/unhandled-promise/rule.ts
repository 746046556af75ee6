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
    needsTypes: true,
    remediationMinutes: 10,
    equivalents: { eslint: ["@typescript-eslint/no-floating-promises"] },
  },
  checkProject: ({ typeFacts }) =>
    typeFacts.flatMap(({ kind, path, start, end, code }) => (kind === "dropped-promise" ? [{ path, at: { start, end }, message: `The promise of \`${code}\` is dropped: nothing waits for it or sees its errors.` }] : [])),
});
