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
    precision: { sampled: 12, true: 5, on: "@aws-amplify/core 6.19, @grpc/grpc-js 1.14, @lexical/yjs 0.52, @temporalio/worker 1.24, @tiptap/core 3.35, @ton/core 0.63, @xmtp/xmtp-js 13.0, livekit-client 2.23, web3-core 4.7, with --types" },
    isOnByDefault: false,
    needsTypes: true,
    remediationMinutes: 10,
    equivalents: { eslint: ["@typescript-eslint/no-floating-promises"] },
  },
  checkProject: ({ typeFacts }) =>
    typeFacts.flatMap(({ kind, path, start, end, code }) => (kind === "dropped-promise" ? [{ path, at: { start, end }, message: `The promise of \`${code}\` is dropped: nothing waits for it or sees its errors.` }] : [])),
});
