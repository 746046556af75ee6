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
