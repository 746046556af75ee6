// sql/grant-all: all rights are granted to everybody, or on everything.

import { Kind, defineRule, isTestPath, nameOf, textOf } from "../../../src/rule-kit/index.ts";

export const rule = defineRule({
  meta: {
    id: "sql/grant-all",
    title: "All rights are granted to everybody, or on everything",
    description: "Whoever gets hold of that account can do anything to the data.",
    languages: ["sql"],
    category: "security",
    severity: "warning",
    confidence: "medium",
    cwe: ["CWE-250", "CWE-732"],
    securitySeverity: 6.0,
    remediationMinutes: 20,
    unproven: "It needs a database server with several users.",
  },
  words: [["grant"], ["all"]],
  kinds: [Kind.SqlStatement],
  check(file, node) {
    const { tree } = file;
    if (nameOf(tree, node) !== "grant" || isTestPath(file.path)) return;
    const text = textOf(tree, node).toLowerCase();
    if (!/^grant\s+all\b/.test(text)) return;
    const isToAll = /\bto\s+(?:public|'?%'?|''@)/.test(text) || /@\s*'%'/.test(text);
    const isOnAll = /\bon\s+\*\.\*/.test(text);
    if (!isToAll && !isOnAll) return;
    file.report({ at: node, message: `All rights are granted ${isOnAll ? "on everything" : "to everybody"}; grant those that the account needs.` });
  },
});
