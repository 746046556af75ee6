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
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
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
