// sql/password-in-text: a password stands in the statement.

import { Kind, childrenOf, defineRule, hasSqlHole, isTestPath, nameOf, noNode } from "../../../src/rule-kit/index.ts";

const verbs: ReadonlySet<string> = new Set(["create", "alter", "set", "grant"]);
const placeholder = /^(?:|x+|\*+|change.?me|password|<.*>|\$\{.*|\{\{.*|%.*|:.*|your.*|example.*|secret)$/i;

export const rule = defineRule({
  meta: {
    id: "sql/password-in-text",
    title: "A password stands in the statement",
    description: "Everybody who reads the repository, the logs or the history of the database has it.",
    languages: ["sql"],
    category: "security",
    severity: "error",
    confidence: "medium",
    cwe: ["CWE-798"],
    securitySeverity: 7.5,
    remediationMinutes: 20,
    precision: { sampled: 0, true: 0, on: "Trac 1.6, ckan 2.12, ghost 5.130, graphile-worker 0.17, indico 3.2, isso 0.13, jupyterhub 6.1, kinto 26.5, matrix-synapse 1.163, n8n 2.8, nominatim-db 5.3, open-webui 0.12, openmaptiles-tools 0.9, patroni 4.1, pg-boss 10.4, pgadmin4 9.18, procrastinate 3.10, roundup 2.6, supabase-postgres-meta 0.99, yoyo-migrations 9.0" },
    unproven: "The password stands in the text: there is nothing to run.",
  },
  words: [["password", "identified"]],
  kinds: [Kind.SqlStatement],
  check(file, node) {
    const { tree } = file;
    if (!verbs.has(nameOf(tree, node)) || isTestPath(file.path)) return;
    const words = childrenOf(tree, node);
    const subjects = words.slice(0, 4).map((child) => nameOf(tree, child).toLowerCase());
    if (!subjects.some((word) => /^(?:user|role|login|password|grant)$/.test(word))) return;
    for (const [index, child] of words.entries()) {
      if (tree.kind[child] !== Kind.String || hasSqlHole(tree, child) || placeholder.test(nameOf(tree, child))) continue;
      const before = nameOf(tree, words[index - 1] ?? noNode).toLowerCase();
      const twoBefore = index < 2 ? "" : nameOf(tree, words[index - 2]!).toLowerCase();
      if (!(before === "password" || before === "passwd" || (before === "by" && twoBefore !== "order"))) continue;
      // A hash is no password, though it is not for everybody's eyes either.
      if (/^(?:md5[0-9a-f]{32}|SCRAM-SHA-256\$|\*[0-9A-F]{40}|0x0200)/.test(nameOf(tree, child))) continue;
      file.report({ at: child, message: "The password stands in the statement; let it come from where secrets are kept." });
    }
  },
});
